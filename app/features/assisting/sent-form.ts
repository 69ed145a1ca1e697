import type { z } from 'zod';
import { formErrors } from '#app/lib/form-answer.ts';

/** A form that comes back: all that was typed, and what is wrong with it. */
export interface SentForm {
  fields: Record<string, string>;
  errors: { field: string; message: string }[];
}

/** A form that does not fit its schema, with one message a field. */
export function badForm(fields: Record<string, string>, error: z.ZodError): SentForm {
  return { fields, errors: formErrors(error) };
}

/** A form that is well filled in but could not be carried out. */
export function refusedForm(fields: Record<string, string>, words: { what: string; next: string }): SentForm {
  return { fields, errors: [{ field: '', message: `${words.what}${words.next}` }] };
}
