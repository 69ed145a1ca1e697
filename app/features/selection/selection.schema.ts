import { z } from 'zod';
import { type Done, doneWords } from './done-words.ts';

const yes = z
  .literal('yes')
  .optional()
  .catch(undefined)
  .transform((value) => value === 'yes');

/** The id of a section as a form sends it. */
const sectionId = z.string().trim().min(1).max(64);

/** The form that takes a section. `waitlist=yes` joins the line when no seat is free. */
export const selectionForm = z.object({ waitlist: yes });

/** The form that gives the section `drop` up for the one in the address. */
export const swapForm = z.object({ waitlist: yes, drop: sectionId });

/** The form that answers an offered seat; `drop` is given up for it. */
export const offerForm = z.object({
  answer: z.enum(['accept', 'decline']),
  drop: sectionId.optional().catch(undefined),
});

/** The form that puts a section into the basket, or with `means=remove` takes it out; `put-back` undoes that. */
export const basketItemForm = z.object({ means: z.enum(['put', 'put-back', 'remove']).catch('put') });

/** The form that takes what is ticked of a basket: `section` where a seat is wanted, `waitlist` where a place in line does as well. */
export const basketForm = z.object({
  section: z.array(sectionId).max(50, { error: '一次最多选 50 个班。' }),
  waitlist: z.array(sectionId).max(50, { error: '一次最多选 50 个班。' }),
});

export const doneParameter = z
  .enum(Object.keys(doneWords) as [Done, ...Done[]])
  .nullable()
  .catch(null);

/** The section that was just taken out of the basket, as the address of the page says it. */
export const removedParameter = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .nullable()
  .catch(null);
