import { z } from 'zod';
import { basis, categoryCode } from '#app/features/credits/rules.schema.ts';

const workingDays = z.number().int().min(1).max(60);

/** content/policies/declarations.json: what people declare by themselves, and in how many working days they are answered. */
export const declarationPolicy = z.strictObject({
  categories: z.array(categoryCode).min(1),
  reviewWithinWorkingDays: workingDays,
  objectionWithinWorkingDays: workingDays,
  appealAnswerWithinWorkingDays: workingDays,
  /** What one person proposes and another decides: adjustments, exemptions. */
  secondPersonWithinWorkingDays: workingDays,
  /** So many of one person at most wait or are being written at a time. */
  mostUndecided: z.number().int().min(1).max(200),
  basis: z.array(basis),
});
