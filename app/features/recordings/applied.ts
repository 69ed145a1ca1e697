import type { z } from 'zod';
import { formErrors } from '#app/lib/form-answer.ts';

interface FieldError {
  field: string;
  message: string;
}

/** How a form of the editing page was answered; the messages say what to do. */
export type Applied =
  | { ok: true /** The draft that was made and is to be looked at next. */; recordingId?: string }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'errors'; errors: FieldError[] };

/** A form that does not fit its schema. */
export function wrong(error: z.ZodError): Applied {
  return { ok: false, reason: 'errors', errors: formErrors(error) };
}

/** A form that is well filled in and yet could not be carried out, said beside one field. */
export function refusal(field: string, message: string): Applied {
  return { ok: false, reason: 'errors', errors: [{ field, message }] };
}
