import type { z } from 'zod';

/** A form that comes back: all that was typed, and what is wrong with it. */
export interface SentForm {
  fields: Record<string, string>;
  errors: { field: string; message: string }[];
}

/** The text fields of a form. */
export function fieldsOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** A form that does not fit its schema, with one message a field. */
export function badForm(fields: Record<string, string>, error: z.ZodError): SentForm {
  const errors = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (!errors.has(field)) errors.set(field, message);
  }
  return { fields, errors: [...errors].map(([field, message]) => ({ field, message })) };
}

/** A form that is well filled in but could not be carried out. */
export function refusedForm(fields: Record<string, string>, words: { what: string; next: string }): SentForm {
  return { fields, errors: [{ field: '', message: `${words.what}${words.next}` }] };
}
