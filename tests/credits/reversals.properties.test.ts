import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { awardsThatStand, type LedgerLine } from '#app/features/credits/records.server.ts';
import { schemeYear } from '#app/features/credits/scheme-year.rules.ts';
import { standingOf } from '#app/features/credits/standing.rules.ts';
import { college, entryIn, nobody, scheme, schemes, shuffled, someRules } from './arbitraries.ts';

describe('what counts', () => {
  it('is what it was once an entry is posted and taken back, whatever else stands', () => {
    fc.assert(
      fc.property(
        someRules,
        fc.array(entryIn(2026), { maxLength: 10 }),
        entryIn(2026),
        fc.nat(3000),
        (rules, entries, taken, carried) => {
          const lines = [...entries, taken].map((entry, index) => ({
            ...entry,
            ...{ id: `${index}`, kind: 'award' as const, title: '', postedAt: '', reason: null },
            ...{ sourceType: 'completion', reversed: index === entries.length },
          }));
          const reversal = { ...lines[entries.length], kind: 'reversal' as const, amount: -taken.amount };
          const standing = (awards: readonly EarnedEntry[]) =>
            standingOf({ rules, scheme, entries: awards, carried, ...nobody });
          const stand = awardsThatStand([...lines, { ...reversal, reversed: false } as LedgerLine]);
          expect(standing(stand)).toEqual(standing(entries));
        },
      ),
    );
  });

  it('counts a course once a year whatever is posted in which order, where the rules say so', () => {
    const completion = fc.record({
      course: fc.constantFrom('ZL01', 'ZL02'),
      number: fc.nat(5),
      amount: fc.integer({ min: 1, max: 900 }),
      day: fc.constantFrom('2026-03-01', '2026-03-02', '2026-09-01'),
    });
    fc.assert(
      fc.property(fc.array(completion, { maxLength: 8 }), fc.nat(99), (drafts, seed) => {
        const own = new Map(drafts.map((draft) => [draft.number, draft]));
        const awards = [...own.values()].map(({ course, number, amount, day }) => ({
          ...{ category: 'A' as const, line: 'face', elective: true, school: 'governance' as const, amount },
          ...{ item: `completion ${number}`, courseCode: course, occurredOn: day },
        }));
        const once = { ...college, courseCounts: 'once-a-year' as const };
        const posts = [
          { position: 'building-head' as const, validFrom: '2010-01-01', validTo: null, exemptYears: [] },
        ];
        const year = (entries: readonly EarnedEntry[]) =>
          schemeYear({ year: 2026, day: '2026-12-31', rules: once, schemes }, scheme, {
            posts,
            awards: entries,
            finishedCodes: new Set(),
          });
        expect(year(shuffled(awards, seed))).toEqual(year(awards));
        const most = ['ZL01', 'ZL02'].map((code) =>
          Math.max(0, ...awards.filter(({ courseCode }) => courseCode === code).map(({ amount }) => amount)),
        );
        expect(year(awards)?.earned).toBeLessThanOrEqual(most.reduce((sum, amount) => sum + amount, 0));
      }),
    );
  });
});
