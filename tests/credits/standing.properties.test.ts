import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinCaps } from '#app/features/credits/caps.rules.ts';
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { awardsThatStand, type LedgerLine } from '#app/features/credits/records.server.ts';
import { type CategoryCode, creditRules } from '#app/features/credits/rules.schema.ts';
import { type AskedInYear, schemeYear } from '#app/features/credits/scheme-year.rules.ts';
import { creditSchemes } from '#app/features/credits/schemes.schema.ts';
import { standingOf } from '#app/features/credits/standing.rules.ts';
import { schools } from '#app/lib/vocabulary.ts';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import schemesText from '#content/policies/schemes-2026.json' with { type: 'json' };

const college = creditRules.parse(rulesText);
const schemes = creditSchemes.parse(schemesText);

const maybe = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: undefined });

/** A category with kinds of activity of its own, under every kind of cap. */
const categoryOf = (code: CategoryCode) =>
  fc
    .record({
      daily: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
      share: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }),
      item: maybe(900),
      cycle: maybe(2000),
      highest: fc.boolean(),
      other: maybe(1500),
    })
    .map(({ daily, share, item, cycle, highest, other }) => ({
      code,
      label: code,
      unit: '学时',
      dailyCapHundredths: daily,
      annualShareCapPercent: share,
      reviewRequired: false,
      publicityWorkingDays: 0,
      explanation: '举例',
      activities: [
        {
          key: 'one',
          label: '一',
          unit: '次',
          hundredths: 100,
          itemCapHundredths: item,
          cycleCapHundredths: cycle,
          itemCounts: highest ? ('highest' as const) : undefined,
        },
        { key: 'two', label: '二', unit: '次', hundredths: 100, cycleCapHundredths: other },
        { key: 'free', label: '三', unit: '次', hundredths: 100 },
      ],
    }));

const someRules = fc
  .record({
    categories: fc.tuple(categoryOf('A'), categoryOf('B')),
    percent: fc.integer({ min: 1, max: 100 }),
    validYears: fc.integer({ min: 1, max: 3 }),
    electiveOnly: fc.boolean(),
    into: fc.constantFrom('total' as const, 'elective' as const),
  })
  .map(({ categories, percent, validYears, electiveOnly, into }) =>
    creditRules.parse({
      ...rulesText,
      roundingHundredths: 1,
      categories,
      carryOver: {
        electiveOnly,
        maxPercentOfNextRequirement: percent,
        validYears,
        into,
        explanation: '举例',
      },
    }),
  );

const entryIn = (year: number): fc.Arbitrary<EarnedEntry> =>
  fc.record({
    category: fc.constantFrom('A' as const, 'B' as const),
    amount: fc.integer({ min: 0, max: 1000 }),
    line: fc.constantFrom('one', 'one.high', 'two', 'free', 'unknown'),
    item: fc.constantFrom('x', 'y', 'z'),
    elective: fc.boolean(),
    school: fc.constantFrom(...schools, null),
    courseCode: fc.constant(null),
    occurredOn: fc.constantFrom(`${year}-03-01`, `${year}-03-02`, `${year}-09-01`),
  });

const head = schemes.schemes.find(({ position }) => position === 'building-head');
if (!head) throw new Error('no building head');
const scheme = {
  ...head,
  countingSchools: [...schools],
  minimums: [
    { label: '必修', among: { elective: false }, percentOfRequired: 60, reachedBy: 'counted' as const },
    { label: 'A', among: { categories: ['A' as const] }, hundredths: 400, reachedBy: 'counted' as const },
  ],
};
const nobody = { finishedCodes: new Set<string>(), months: 12, firstYear: false, exempt: false };

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const keyed = list.map((each, index) => ({ each, key: ((index + 1) * 7919 * (seed + 1)) % 104_729 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
}

describe('what counts, whatever the rules', () => {
  it('does not depend on the order of posting', () => {
    fc.assert(
      fc.property(
        someRules,
        fc.array(entryIn(2026), { maxLength: 14 }),
        fc.nat(99),
        (rules, entries, seed) => {
          const standing = standingOf({ rules, scheme, entries, ...nobody });
          expect(standingOf({ rules, scheme, entries: shuffled(entries, seed), ...nobody })).toEqual(
            standing,
          );
        },
      ),
    );
  });

  it('exceeds no cap: of a day, an item, a kind, a category', () => {
    fc.assert(
      fc.property(someRules, fc.array(entryIn(2026), { maxLength: 14 }), (rules, entries) => {
        const { categories, required } = standingOf({ rules, scheme, entries, ...nobody });
        for (const { category, counted, earned, cap } of categories) {
          const rule = rules.categories.find(({ code }) => code === category);
          const own = entries.filter((entry) => entry.category === category);
          expect(counted).toBeLessThanOrEqual(earned);
          if (cap !== null) expect(counted).toBeLessThanOrEqual(cap);
          const share = rule?.annualShareCapPercent;
          if (share) expect(counted * 100).toBeLessThanOrEqual(required * share);
          // Whatever is left of the entries, what counts of it is within its cap, and what counts of the rest adds no more than that.
          const within = (chosen: EarnedEntry[]) => withinCaps(rule, chosen);
          const day = own.filter(({ occurredOn }) => occurredOn === '2026-03-01');
          if (rule?.dailyCapHundredths != null)
            expect(within(day)).toBeLessThanOrEqual(rule.dailyCapHundredths);
          const kind = own.filter(({ line }) => line.startsWith('one'));
          const item = kind.filter(({ item }) => item === 'x');
          const [one] = rule?.activities ?? [];
          if (one?.cycleCapHundredths) expect(within(kind)).toBeLessThanOrEqual(one.cycleCapHundredths);
          if (one?.itemCapHundredths) expect(within(item)).toBeLessThanOrEqual(one.itemCapHundredths);
          const highest = one?.itemCounts === 'highest';
          if (highest)
            expect(within(item)).toBeLessThanOrEqual(Math.max(0, ...item.map(({ amount }) => amount)));
          // Where an item counts as much as its greatest entry, what is left without that entry has a lower cap of its own.
          for (const part of highest ? [kind] : [day, kind, item]) {
            const rest = own.filter((entry) => !part.includes(entry));
            expect(within(own)).toBeLessThanOrEqual(within(part) + within(rest));
          }
        }
      }),
    );
  });

  it('never falls when something is earned besides', () => {
    fc.assert(
      fc.property(
        someRules,
        fc.array(entryIn(2026), { maxLength: 12 }),
        entryIn(2026),
        fc.nat(3000),
        (rules, entries, more, carried) => {
          const before = standingOf({ rules, scheme, entries, carried, ...nobody });
          const after = standingOf({ rules, scheme, entries: [...entries, more], carried, ...nobody });
          expect(after.counted).toBeGreaterThanOrEqual(before.counted);
          expect(after.missing).toBeLessThanOrEqual(before.missing);
          for (const [index, { earned }] of before.minimums.entries())
            expect(after.minimums[index]?.earned).toBeGreaterThanOrEqual(earned);
        },
      ),
    );
  });

  it('is asked for in proportion: more months, never less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 59 }), fc.nat(20_000), (months, totalHundredths) => {
        const required = (held: number) =>
          standingOf({
            rules: college,
            scheme: { ...scheme, totalHundredths },
            entries: [],
            ...nobody,
            months: held,
            ofMonths: 60,
          }).required;
        expect(required(months)).toBeLessThanOrEqual(required(months + 1));
        expect(required(60)).toBe(totalHundredths);
      }),
      // A total that is no multiple of the step, just below a whole cycle.
      { examples: [[59, 13]] },
    );
  });

  it('carries over no more than was left, no more than the percentage, and not after it has expired', () => {
    const posts = [
      { position: 'building-head' as const, validFrom: '2010-01-01', validTo: null, exemptYears: [] },
    ];
    fc.assert(
      fc.property(someRules, fc.array(entryIn(2020), { maxLength: 14 }), (rules, entries) => {
        const asked = (year: number): AskedInYear => ({ year, day: `${year}-12-31`, rules, schemes });
        const person = { posts, awards: entries, finishedCodes: new Set<string>() };
        const years = [2020, 2021, 2022, 2023, 2024];
        const earlier = years.map(asked);
        const found = years.map((year) => schemeYear(asked(year), scheme, person, earlier));
        const left = found[0]?.surplus;
        const {
          maxPercentOfNextRequirement: percent = 0,
          validYears = 1,
          electiveOnly,
        } = rules.carryOver ?? {};
        const used = found.slice(1).map((year) => year?.carriedIn ?? 0);
        for (const amount of used) expect(amount * 100).toBeLessThanOrEqual(scheme.totalHundredths * percent);
        const sum = used.reduce((total, amount) => total + amount, 0);
        expect(sum).toBeLessThanOrEqual((electiveOnly ? left?.elective : left?.all) ?? 0);
        expect(used.slice(validYears)).toEqual(used.slice(validYears).map(() => 0));
      }),
    );
  });

  it('of a year is the same whatever versions other years have, unless something is carried over', () => {
    fc.assert(
      fc.property(someRules, fc.array(entryIn(2026), { maxLength: 10 }), (others, entries) => {
        const posts = [
          { position: 'building-head' as const, validFrom: '2010-01-01', validTo: null, exemptYears: [] },
        ];
        const person = { posts, awards: entries, finishedCodes: new Set<string>() };
        const asked = { year: 2026, day: '2026-12-31', rules: college, schemes };
        const earlier = [{ year: 2025, day: '2025-12-31', rules: others, schemes }];
        expect(schemeYear(asked, scheme, person, earlier)).toEqual(schemeYear(asked, scheme, person));
      }),
    );
  });

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
        const once = creditRules.parse({ ...rulesText, courseCounts: 'once-a-year' });
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
