import type { SecretEnv } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import { checkCode } from './second-step.server.ts';
import { type CheckOutcome, checkPassword } from './sign-in.server.ts';

/** Somebody signed in who shows once more who they are. */
export interface Oneself {
  personId: string;
  password: string;
  address: string;
  /** What the browser sent. */
  cookies: string | null;
  now: Date;
}

/**
 * Before somebody changes how they sign in: the present password once more, since others may sit at their machine. Guesses count like at
 * the door. Whoever has no password (another service signs them in) has nothing to show.
 */
export async function confirmOneself(db: Db, { personId, ...attempt }: Oneself): Promise<CheckOutcome> {
  const { username, hasPassword } = await ownNameOf(db, personId);
  if (!hasPassword) return { ok: true, personId };
  return checkPassword(db, { ...attempt, username, isOneself: true });
}

export type TwiceConfirmed =
  | { ok: true }
  | { ok: false; at: 'password' | 'code'; reason: 'wrong' }
  | { ok: false; at: 'password' | 'code'; reason: 'locked' | 'busy'; waitSeconds: number };

/**
 * Before somebody changes the second step that they have: the password and then a code that holds now, as at the door. Whoever sits at a machine that was left open
 * and knows the password gets no codes of their own this way. No code is used up by a wrong password.
 */
export async function confirmTwice(
  db: Db,
  { env, code, ...oneself }: Oneself & { env: SecretEnv; code: string },
): Promise<TwiceConfirmed> {
  const first = await confirmOneself(db, oneself);
  if (!first.ok) return { ...first, at: 'password' };
  const { personId, address, cookies, now } = oneself;
  const second = await checkCode(db, { env, personId, code, address, cookies, now });
  return second.ok ? { ok: true } : { ...second, at: 'code' };
}

/** Whether somebody has a password that could be asked for: not whoever another service signs in. */
export async function hasPassword(db: Db, personId: string): Promise<boolean> {
  return (await ownNameOf(db, personId)).hasPassword;
}

async function ownNameOf(db: Db, personId: string): Promise<{ username: string; hasPassword: boolean }> {
  const person = await db
    .selectFrom('person')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['username', 'password_credential.person_id as credential'])
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow();
  return { username: person.username, hasPassword: person.credential !== null };
}

/** Whether an academy that changes passwords by the calendar asks this person for a new one. `days`: 0 for never. */
export async function isPasswordDue(
  db: Db,
  { personId, days, now }: { personId: string; days: number; now: Date },
): Promise<boolean> {
  if (days === 0) return false;
  const row = await db
    .selectFrom('password_credential')
    .select('changed_at')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined && Date.parse(row.changed_at) <= now.getTime() - days * 86_400_000;
}
