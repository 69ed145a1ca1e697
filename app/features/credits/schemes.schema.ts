import { z } from 'zod';
import { positions, schools } from '#app/lib/vocabulary.ts';
import { keyOfLine } from './activity.schema.ts';
import { basis, categoryCode, type Later, PERCENT, whenPublishing, whenReading } from './rules.schema.ts';

const hundredths = z.number().int().nonnegative();
const percent = z.number().int().min(1, PERCENT).max(100, PERCENT);
const position = z.enum(positions, { error: ({ input }) => `没有“${String(input)}”这个身份` });

/** Which entries are meant: those that fit every key that is there. */
const choice = z.object({
  schools: z.array(z.enum(schools)).min(1).optional(),
  categories: z.array(categoryCode).min(1).optional(),
  /** Kinds of activity by their key in the rules. */
  activities: z.array(keyOfLine).min(1).optional(),
  courses: z.array(z.string().min(1)).min(1).optional(),
  elective: z.boolean().optional(),
});
export type Choice = z.infer<typeof choice>;

/** What part of the year must be of a kind: so much, or such a part of the requirement. */
const minimum = z.object({
  label: z.string(),
  school: z.enum(schools).optional(),
  among: choice.optional(),
  hundredths: hundredths.optional(),
  percentOfRequired: percent.optional(),
  /** Whether it is reached by what was earned (as in 2026) or by what counts within the caps. */
  reachedBy: z.enum(['earned', 'counted']).optional(),
});
export type Minimum = z.infer<typeof minimum>;

const maximum = z.object({
  label: z.string(),
  category: categoryCode,
  hundredths: hundredths.optional(),
  percentOfRequired: percent.optional(),
});

/**
 * Something that is counted beside the credits: 学时, hours over three years. `required` and `yearlyPace` in whole units. Without `counts` it
 * is only named: that is the form of 2026.
 */
const counter = z.object({
  key: z.string().min(1),
  label: z.string().min(1),
  unit: z.string().min(1),
  /** It looks at so many years: the last ones (`rolling`), or those of a block that begins with `first`. */
  years: z.number().int().min(1).max(10),
  first: z.number().int().min(2000).max(2100).optional(),
  levels: z
    .array(
      z.object({
        label: z.string().min(1),
        required: z.number().int().positive(),
        yearlyPace: z.number().int().positive(),
      }),
    )
    .min(1),
  /** What counts, and what one credit of it is in the counter's unit, in hundredths. The first that fits an entry is taken. */
  counts: z.array(choice.extend({ unitHundredthsPerCredit: z.number().int().positive() })).optional(),
  explanation: z.string().min(1),
});
export type Counter = z.infer<typeof counter>;

const cycle = z.object({
  years: z.number().int().min(2).max(10),
  /** The first year of one of the cycles; the others follow before and after it. */
  first: z.number().int().min(2000).max(2100),
});

/** Another total than the scheme's own: by the position that is held, or by rank. The first that fits is taken. */
const target = z.object({
  label: z.string().min(1),
  positions: z.array(position).min(1).optional(),
  rank: z.string().min(1).max(32).optional(),
  hundredths,
});

/**
 * What somebody should have learned before they take up one of the posts; what is missing then is made up within some months. Source: domain
 * model §2.1 (提任前未达到要求 → 1 年内补训), §6.9.
 */
const promotion = z.object({
  label: z.string().min(1),
  positions: z.array(position).min(1),
  /** So many months before the first day in such a post are looked at. */
  lookBackMonths: z.number().int().min(1).max(60),
  hundredths,
  among: choice.optional(),
  /** To be finished before, in whatever year. */
  courses: z.array(z.string().min(1)).optional(),
  withinMonths: z.number().int().min(1).max(24),
  explanation: z.string().min(1),
});
export type Promotion = z.infer<typeof promotion>;

const schemeOf = (later: Later) =>
  z.object({
    position: position,
    positions: z.array(position).min(1),
    title: z.string().min(1),
    totalHundredths: hundredths,
    targets: z.array(target).min(1).optional(),
    /** A cycle of several years; without it the accounting year of the rules. */
    cycle: cycle.optional(),
    minimums: z.array(minimum),
    maximums: z.array(maximum),
    requiredCourses: z.array(
      z.object({
        code: z.string(),
        alternatives: z.array(z.string()).default([]),
        within: z.enum(['year', 'first-year']),
      }),
    ),
    intensiveSectionsMin: later(z.number().int().nonnegative()),
    countingSchools: z.array(z.enum(schools)),
    countingCourses: z.array(z.string()),
    counters: later(z.array(counter)),
    /** What was not reached in a cycle may be made up in the months after it. */
    makeUp: z.object({ months: z.number().int().min(1).max(24), explanation: z.string().min(1) }).optional(),
    basis: z.string(),
    nearlyPercent: percent,
  });

const keyed = z.array(z.object({ key: z.string().min(1), label: z.string().min(1) }));

const schemesOf = (later: Later) => ({
  code: z.string().min(1).max(64),
  version: z.string().min(1).max(32),
  year: z.number().int(),
  title: z.string().min(1).max(120),
  statement: z.string().min(1),
  rules: later(z.object({ code: z.string().min(1), version: z.string().min(1) })),
  /** Whether a position that was taken up within a cycle owes only its months. */
  proRata: later(z.enum(['by-month', 'none'])),
  exemptions: later(keyed),
  promotions: later(z.array(promotion)),
  results: later(keyed),
  schemes: z.array(schemeOf(later)).min(1),
  basis: later(z.array(basis)),
});

/** What each position owes in a year (content/policies/schemes-*.json), as it is read. Unknown keys are kept for later readers. */
export const creditSchemes = z.looseObject(schemesOf(whenReading));
/** The same as it is published: what is written must mean something. */
export const creditSchemesFile = z.object({
  ...schemesOf(whenPublishing),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().nullish(),
});
export type CreditSchemes = z.infer<typeof creditSchemes>;
export type Scheme = CreditSchemes['schemes'][number];
