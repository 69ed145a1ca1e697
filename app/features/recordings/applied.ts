import type { z } from 'zod';

interface FieldError {
  field: string;
  message: string;
}

/** How a form of the editing page was answered; the messages say what to do. */
export type Applied =
  | { ok: true /** The draft that was made and is to be looked at next. */; recordingId?: string }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'errors'; errors: FieldError[] };

export function wrong(error: z.ZodError): Applied {
  const errors = error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
  return { ok: false, reason: 'errors', errors };
}

export function refusal(field: string, message: string): Applied {
  return { ok: false, reason: 'errors', errors: [{ field, message }] };
}
