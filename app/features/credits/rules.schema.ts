import { z } from 'zod';

export const categoryCodes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export type CategoryCode = (typeof categoryCodes)[number];

const hundredths = z.number().int().nonnegative();

const category = z.object({
  code: z.enum(categoryCodes),
  label: z.string().min(1),
  unit: z.string().min(1),
  rateHundredths: hundredths.optional(),
  requiredRateHundredths: hundredths.optional(),
  electiveRateHundredths: hundredths.optional(),
  microRateHundredths: hundredths.optional(),
  microMinutes: z.number().int().positive().optional(),
  watchedPercent: z.number().int().min(1).max(100).optional(),
  quizPass: z.number().int().min(1).max(100).optional(),
  /** What an hour of a made-up meeting pays, of one that was attended; without it nothing can be made up. */
  makeUpPercent: z.number().int().min(1).max(100).optional(),
  /** How many of a section's meetings may be made up. */
  makeUpMaxMeetingsPercent: z.number().int().min(0).max(100).optional(),
  /** What one piece of work pays at least and at most; the task says how much. */
  minimumHundredths: hundredths.optional(),
  maximumHundredths: hundredths.optional(),
  dailyCapHundredths: hundredths.nullable(),
  annualShareCapPercent: z.number().int().min(1).max(100).nullable(),
  reviewRequired: z.boolean(),
  publicityWorkingDays: z.number().int().nonnegative(),
  explanation: z.string().min(1),
});

/** The college's credit rules as data (content/policies/rules-*.json). Unknown keys are kept for later readers. */
export const creditRules = z.looseObject({
  code: z.string().min(1).max(64),
  version: z.string().min(1).max(32),
  title: z.string().min(1).max(120),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  learningHourMinutes: z.number().int().positive(),
  roundingHundredths: z.number().int().positive(),
  categories: z.array(category).min(1),
});
export type CreditRules = z.infer<typeof creditRules>;
export type CategoryRule = z.infer<typeof category>;
