import { z } from 'zod';
import { activity } from './activity.schema.ts';

export const categoryCodes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export type CategoryCode = (typeof categoryCodes)[number];

const hundredths = z.number().int().nonnegative();
export const PERCENT = '百分比要在 1 到 100 之间';
const percent = z.number().int().min(1, PERCENT).max(100, PERCENT);
export const categoryCode = z.enum(categoryCodes, {
  error: ({ input }) => `没有“${String(input)}”这一类，只有 A 到 H`,
});
/** A day of any year, `12-01`. */
export const monthDay = z.string().regex(/^\d{2}-\d{2}$/, '要写成“月-日”，例如 12-01');

/**
 * How keys are taken that earlier versions of the program kept unread. Published versions are frozen with whatever stands there: reading
 * passes over what it cannot use, publishing refuses it.
 */
export type Later = <T extends z.ZodType>(schema: T) => z.ZodOptional<T>;
export const whenPublishing: Later = (schema) => z.optional(schema);
// What cannot be used reads as if it were not there, which is what an optional key is.
export const whenReading: Later = <T extends z.ZodType>(schema: T) =>
  z.optional(schema).catch(undefined) as z.ZodType<z.output<T> | undefined> as z.ZodOptional<T>;

const award = z.object({ key: z.string().min(1), label: z.string().min(1), hundredths });

const categoryOf = (later: Later) =>
  z.object({
    code: categoryCode,
    label: z.string().min(1),
    unit: z.string().min(1),
    rateHundredths: hundredths.optional(),
    requiredRateHundredths: hundredths.optional(),
    electiveRateHundredths: hundredths.optional(),
    microRateHundredths: hundredths.optional(),
    microMinutes: z.number().int().positive().optional(),
    watchedPercent: percent.optional(),
    quizPass: percent.optional(),
    /** What an hour of a made-up meeting pays, of one that was attended; without it nothing can be made up. */
    makeUpPercent: percent.optional(),
    /** How many of a section's meetings may be made up. */
    makeUpMaxMeetingsPercent: z.number().int().min(0).max(100).optional(),
    /** What one piece of work pays at least and at most; the task says how much. */
    minimumHundredths: hundredths.optional(),
    maximumHundredths: hundredths.optional(),
    firstRateHundredths: later(hundredths),
    repeatRateHundredths: later(hundredths),
    awards: later(z.array(award).min(1)),
    lifelongFileCapPercent: later(percent.nullable()),
    /** What the category pays, kind by kind. Instead of the rates and awards above, which are the form of 2026. */
    activities: z.array(activity).min(1).optional(),
    dailyCapHundredths: hundredths.nullable(),
    annualShareCapPercent: percent.nullable(),
    reviewRequired: z.boolean(),
    publicityWorkingDays: z.number().int().nonnegative(),
    explanation: z.string().min(1),
  });

/**
 * What is left over at the end of a cycle and counts in the next ones. Without `into` it is announced and not reckoned: that is the form
 * of 2026, and a published version means what it meant on the day of publication.
 */
const carryOver = z.object({
  electiveOnly: z.boolean(),
  maxPercentOfNextRequirement: percent,
  /** In how many cycles it can be used before it expires. */
  validYears: z.number().int().min(1).max(3),
  /** `elective`: it fills only what the requirement leaves beside its required part. */
  into: z.enum(['total', 'elective']).optional(),
  explanation: z.string().min(1),
});
export const basis = z.object({ text: z.string().min(1), mark: z.enum(['found', 'assumed']) });

const rulesOf = (later: Later) => ({
  code: z.string().min(1).max(64),
  version: z.string().min(1).max(32),
  title: z.string().min(1).max(120),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  /** The days with which a year of credits begins and ends; without it the calendar's. Named for the year in which it ends. */
  accountingYear: later(z.object({ from: monthDay, to: monthDay })),
  /** A course that is finished twice in a year counts once, or (as in 2026.1) each time. */
  courseCounts: later(z.enum(['once-a-year', 'each-time'])),
  learningHourMinutes: z.number().int().positive(),
  roundingHundredths: z.number().int().positive(),
  roundingMode: later(z.enum(['half-up', 'down', 'up'])),
  categories: z.array(categoryOf(later)).min(1),
  carryOver: later(carryOver),
  appeal: later(
    z.object({
      withinWorkingDays: z.number().int().positive(),
      differentReviewer: z.boolean(),
      explanation: z.string().min(1),
    }),
  ),
  penalties: later(z.literal(false, '学院不扣分，这里只能是 false')),
  principles: later(z.array(z.string().min(1))),
  /** Where each number comes from, for whoever reads the file. */
  basis: later(z.array(basis)),
});

/** The college's credit rules as data (content/policies/rules-*.json), as they are read. Unknown keys are kept for later readers. */
export const creditRules = z.looseObject(rulesOf(whenReading));
/** The same as they are published: what is written must mean something. */
export const creditRulesFile = z.object(rulesOf(whenPublishing));
export type CreditRules = z.infer<typeof creditRules>;
export type CategoryRule = CreditRules['categories'][number];
