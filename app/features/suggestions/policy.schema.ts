import { z } from 'zod';
import { basis } from '#app/features/credits/rules.schema.ts';
import { deskCodes, kindCodes } from './suggestions.rules.ts';

const workingDays = z.number().int().min(1).max(60);
const perWindow = z.number().int().min(1).max(10_000);

/** content/policies/suggestions.json: whom to telephone, how soon people are answered, who answers what, and how much may be written. */
export const suggestionPolicy = z.strictObject({
  contact: z.strictObject({
    name: z.string().min(2).max(40),
    telephone: z.string().regex(/^[\d-]{5,20}$/),
    hours: z.string().min(2).max(60),
    place: z.string().min(2).max(60),
  }),
  acceptWithinWorkingDays: workingDays,
  answerWithinWorkingDays: workingDays,
  /** So long after an answer to which nothing is said it is closed. */
  closeAfterDays: z.number().int().min(7).max(365),
  /** Whether somebody who is not signed in may write. */
  publicMayWrite: z.boolean(),
  mostOfAnAddressPerHour: perWindow,
  /** Of everybody together; each server counts its own. */
  mostWithoutNamePerHour: perWindow,
  mostOfAPersonPerDay: perWindow,
  desks: z.record(z.enum(kindCodes), z.enum(deskCodes)),
  basis: z.array(basis),
});
