import { z } from 'zod';

/** Longer than any password that can be set, so that a long guess is simply wrong. */
const LONGEST = 1000;

const line = (what: string) => z.string(what).trim().min(1, what).max(LONGEST, what);
/** A password may begin or end with a blank. */
const secret = (what: string) => z.string(what).min(1, what).max(LONGEST, what);

export const signInForm = z.object({
  username: line('请填用户名或手机号。'),
  password: secret('请填密码。'),
});

export const passwordForm = z
  .object({
    current: secret('请填现在的密码。'),
    password: secret('请填新密码。'),
    again: secret('请再填一遍新密码。'),
  })
  .refine(({ password, again }) => password === again, {
    path: ['again'],
    message: '两次填的新密码不一样，请重新填。',
  });

export interface FieldProblem {
  /** The id of the field; absent for a problem of the whole form. */
  field?: string;
  message: string;
}

/** The first problem of each field, in the order of the form. */
export function problemsOf(error: z.ZodError): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (!problems.has(field)) problems.set(field, field ? { field, message } : { message });
  }
  return [...problems.values()];
}
