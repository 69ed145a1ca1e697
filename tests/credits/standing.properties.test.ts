import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinCaps } from '#app/features/credits/caps.rules.ts';
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { type AskedInYear, schemeYear } from '#app/features/credits/scheme-year.rules.ts';
import { standingOf } from '#app/features/credits/standing.rules.ts';
import { college, entryIn, nobody, scheme, schemes, shuffled, someRules } from './arbitraries.ts';

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
});
