import type { z } from 'zod';

/** A form that comes back: what was typed, and what is wrong where. */
export interface FormAnswer {
  fields: Record<string, string>;
  errors: { field?: string; message: string }[];
}

/** What a schema found wrong, one message a field. */
export function formErrors(error: z.ZodError): { field: string; message: string }[] {
  const found = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (!found.has(field)) found.set(field, message);
  }
  return [...found].map(([field, message]) => ({ field, message }));
}

/** The props that a field takes of a form, filled with what was typed, else with `usual`. */
export function fieldOf(answer: FormAnswer | undefined, usual: Readonly<Record<string, string>> = {}) {
  return (name: string): { name: string; defaultValue?: string; error?: string } => ({
    name,
    defaultValue: answer ? answer.fields[name] : usual[name],
    error: answer?.errors.find(({ field }) => field === name)?.message,
  });
}
