import { z } from 'zod';
import { positions, schools } from '#app/lib/vocabulary.ts';
import { categoryCodes } from './rules.schema.ts';

const hundredths = z.number().int().nonnegative();

export const scheme = z.looseObject({
  position: z.enum(positions),
  positions: z.array(z.enum(positions)).min(1),
  title: z.string().min(1),
  totalHundredths: hundredths,
  minimums: z.array(z.object({ label: z.string(), school: z.enum(schools), hundredths })),
  maximums: z.array(z.object({ label: z.string(), category: z.enum(categoryCodes), hundredths })),
  requiredCourses: z.array(
    z.object({
      code: z.string(),
      alternatives: z.array(z.string()).default([]),
      within: z.enum(['year', 'first-year']),
    }),
  ),
  countingSchools: z.array(z.enum(schools)),
  countingCourses: z.array(z.string()),
  basis: z.string(),
  nearlyPercent: z.number().int().min(1).max(100),
});

/** What each position owes in a year (content/policies/schemes-*.json). Unknown keys are kept for later readers. */
export const creditSchemes = z.looseObject({
  code: z.string().min(1).max(64),
  version: z.string().min(1).max(32),
  year: z.number().int(),
  title: z.string().min(1).max(120),
  statement: z.string().min(1),
  schemes: z.array(scheme).min(1),
});
export type Scheme = z.infer<typeof scheme>;
export type CreditSchemes = z.infer<typeof creditSchemes>;
