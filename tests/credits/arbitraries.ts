/** Made-up rules, entries and a scheme, for properties of what counts. */
import fc from 'fast-check';
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { type CategoryCode, creditRules } from '#app/features/credits/rules.schema.ts';
import { creditSchemes } from '#app/features/credits/schemes.schema.ts';
import { schools } from '#app/lib/vocabulary.ts';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import schemesText from '#content/policies/schemes-2026.json' with { type: 'json' };

export const college = creditRules.parse(rulesText);
export const schemes = creditSchemes.parse(schemesText);

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

export const someRules = fc
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

export const entryIn = (year: number): fc.Arbitrary<EarnedEntry> =>
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
export const scheme = {
  ...head,
  countingSchools: [...schools],
  minimums: [
    { label: '必修', among: { elective: false }, percentOfRequired: 60, reachedBy: 'counted' as const },
    { label: 'A', among: { categories: ['A' as const] }, hundredths: 400, reachedBy: 'counted' as const },
  ],
};
export const nobody = { finishedCodes: new Set<string>(), months: 12, firstYear: false, exempt: false };

/** The same in another order, for each seed one. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const keyed = list.map((each, index) => ({ each, key: ((index + 1) * 7919 * (seed + 1)) % 104_729 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ each }) => each);
}
