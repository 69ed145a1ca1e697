import type { SecretEnv } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import { checkCode } from './second-step.server.ts';
import { checkPassword } from './sign-in.server.ts';
import type { OwnProof, ProofRefusal } from './waiting.rules.ts';

/** Somebody signed in who shows once more who they are. */
export interface Oneself {
  env: SecretEnv;
  personId: string;
  /** What they typed: the present password, or a code of the second step where there is no password. */
  shown: string;
  address: string;
  /** What the browser sent. */
  cookies: string | null;
  now: Date;
}

export type Confirmed = { ok: true } | ({ ok: false } & ProofRefusal);

/**
 * Before somebody changes how they sign in, or closes their account: the present password once more, since others may sit at their machine. Whoever has none (another service
 * signs them in) gives a code of their second step; without that either nothing they could type shows who they are, and they are refused. Guesses count like at the door.
 */
export async function confirmOneself(db: Db, { shown, ...attempt }: Oneself): Promise<Confirmed> {
  const { username, proof } = await ownNameOf(db, attempt.personId);
  if (proof === 'none') return { ok: false, by: proof, reason: 'none' };
  if (shown.trim() === '') return { ok: false, by: proof, reason: 'empty' };
  const checked =
    proof === 'code'
      ? await checkCode(db, { ...attempt, code: shown })
      : await checkPassword(db, { ...attempt, env: undefined, password: shown, username, isOneself: true });
  return checked.ok ? { ok: true } : { ...checked, by: proof };
}

/** `by`: by what was wrong, the password or the code. */
export type TwiceConfirmed = Confirmed;

/**
 * Before somebody changes the second step that they have: the password, where there is one, and then a code that holds now, as at the door. Whoever sits at a machine that was left
 * open and knows the password gets no codes of their own this way. No code is used up by a wrong password.
 */
export async function confirmTwice(
  db: Db,
  { code, ...oneself }: Oneself & { code: string },
): Promise<TwiceConfirmed> {
  if (await hasPassword(db, oneself.personId)) {
    const first = await confirmOneself(db, oneself);
    if (!first.ok) return first;
  }
  const second = await checkCode(db, { ...oneself, code });
  return second.ok ? { ok: true } : { ...second, by: 'code' };
}

/** By what somebody signed in can show once more who they are. */
export async function ownProof(db: Db, personId: string): Promise<OwnProof> {
  return (await ownNameOf(db, personId)).proof;
}

/** Whether somebody has a password that could be asked for: not whoever another service signs in. */
export async function hasPassword(db: Db, personId: string): Promise<boolean> {
  return (await ownProof(db, personId)) === 'password';
}

async function ownNameOf(db: Db, personId: string): Promise<{ username: string; proof: OwnProof }> {
  const person = await db
    .selectFrom('person')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .leftJoin('second_factor', 'second_factor.person_id', 'person.id')
    .select(['username', 'password_credential.person_id as credential'])
    .select('second_factor.person_id as factor')
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow();
  const without = person.factor === null ? 'none' : 'code';
  return { username: person.username, proof: person.credential === null ? without : 'password' };
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
