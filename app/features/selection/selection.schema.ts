import { z } from 'zod';
import { type Done, doneWords } from './done-words.ts';

/** The form that takes a section. `waitlist=yes` joins the line when no seat is free. */
export const selectionForm = z.object({
  waitlist: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((value) => value === 'yes'),
});

/** The form that answers an offered seat. */
export const offerForm = z.object({ answer: z.enum(['accept', 'decline']) });

export const doneParameter = z
  .enum(Object.keys(doneWords) as [Done, ...Done[]])
  .nullable()
  .catch(null);
