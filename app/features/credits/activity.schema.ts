import { z } from 'zod';

const hundredths = z.number().int().nonnegative();
const minutes = z.number().int().positive();

/**
 * What something of a certain length pays, whatever its exact length. Its edges say which side a length that lies on them belongs
 * to: `fromMinutes` and `toMinutes` are in the band, `overMinutes` and `belowMinutes` are not. No edge: from the start, without end.
 */
const band = z.object({
  label: z.string().min(1).optional(),
  fromMinutes: minutes.optional(),
  overMinutes: minutes.optional(),
  toMinutes: minutes.optional(),
  belowMinutes: minutes.optional(),
  hundredths,
});
export type Band = z.infer<typeof band>;

const KEY = /^[a-z][a-z0-9-]*$/;
export const keyOfLine = z.string().max(24).regex(KEY, '要用小写字母、数字和连字符，以字母开头');

/** One of the sums that an activity pays by outcome: a paper of a city, a province, the country. */
const level = z.object({ key: keyOfLine.max(15), label: z.string().min(1), hundredths });
export type Level = z.infer<typeof level>;

/**
 * One kind of activity of a category and what it pays: a rate for each unit (another one for electives or for a repetition), a sum
 * by length, or a fixed sum by outcome. The caps decide on reading; entries keep what was earned. Amounts in hundredths.
 */
export const activity = z.object({
  /** The line of the ledger that it posts: `face` and `recorded` are what the sections of the college pay. */
  key: keyOfLine,
  label: z.string().min(1),
  unit: z.string().min(1),
  hundredths: hundredths.optional(),
  /** Each unit where it is elective; without it the same as required. */
  electiveHundredths: hundredths.optional(),
  /** Each unit from the second time on: teaching the same course again. */
  repeatHundredths: hundredths.optional(),
  bands: z.array(band).min(1).optional(),
  levels: z.array(level).min(1).optional(),
  /** What one item (a class, a paper) counts at most, over all its entries. */
  itemCapHundredths: hundredths.optional(),
  /** `highest`: several entries of one item count no more than the greatest of them (the same paper at a higher level). */
  itemCounts: z.enum(['sum', 'highest']).optional(),
  /** What this kind of activity counts at most in a cycle. */
  cycleCapHundredths: hundredths.optional(),
  /** People declare it by themselves, whatever holds for its category, and it counts as required or as elective. */
  declaredAs: z.enum(['required', 'elective']).optional(),
});
export type Activity = z.infer<typeof activity>;
