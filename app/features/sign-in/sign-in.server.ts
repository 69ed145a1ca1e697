import { knownBrowserOf } from '#app/features/identity/known-browsers.server.ts';
import { verifyPassword } from '#app/features/identity/passwords.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import { whoIsNamed } from './account-named.server.ts';
import {
  beginAttempt,
  clearFailures,
  countAgainstAddress,
  passwordKeys,
  takeBackAttempt,
} from './locks.server.ts';
import { noteFailure } from './noting-failures.server.ts';

export interface SignInAttempt {
  username: string;
  password: string;
  /** Where the keys are by which phone numbers are found; without it usernames alone are known. */
  env?: SealingEnv;
  /** The address of the person's machine. Only its hash is kept, for a day. */
  address: string;
  /** What the browser sent: one in which this person signed in before is counted by itself. */
  cookies?: string | null;
  /** Somebody signed in, at their own account: that it is locked is no news about whose a name is, and may be said. */
  isOneself?: boolean;
  now: Date;
}

export type CheckOutcome =
  | { ok: true; personId: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'locked' | 'busy'; waitSeconds: number };

const BUSY_SECONDS = 5;

/**
 * Checks a username, or a phone number, and a password; whoever is right goes on to `firstProofGiven`. `wrong` has one meaning for every cause, also where the account is
 * locked by guesses under another name; an unknown name is counted, locked and timed like a known one. A success forgets the failures before it; those of the second step have a
 * count of their own, which no password clears.
 */
export async function checkPassword(db: Db, attempt: SignInAttempt): Promise<CheckOutcome> {
  const { address, now } = attempt;
  const { name, personId } = await whoIsNamed(db, { typed: attempt.username, env: attempt.env });
  const asked = { personId: personId ?? NOBODY, cookies: attempt.cookies ?? null, now };
  const keys = passwordKeys({ name, personId, address, browser: await knownBrowserOf(db, asked) });
  const begun = await beginAttempt(db, keys, now);
  const failure = { action: 'person.sign-in-failed', personId, address, now } as const;
  if (!begun.ok) {
    noteFailure(db, { ...failure, outcome: 'refused', isLooked: false, detail: { why: 'locked' } });
    return { ...begun, reason: 'locked' };
  }
  const person = await credentialOf(db, personId ?? NOBODY);
  const verification = await verifyPassword(person?.hash ?? null, attempt.password);
  if (verification === 'busy') {
    await takeBackAttempt(db, keys, begun.blind);
    return { ok: false, reason: 'busy', waitSeconds: BUSY_SECONDS };
  }
  if (begun.blind > 0 && attempt.isOneself) return { ok: false, reason: 'locked', waitSeconds: begun.blind };
  if (verification === 'wrong' || !person || begun.blind > 0) {
    await countAgainstAddress(db, keys, now);
    noteFailure(db, failure);
    return { ok: false, reason: 'wrong' };
  }
  await clearFailures(db, keys);
  return { ok: true, personId: person.id };
}

/** Whom nobody is: asked for where a name is nobody's, so that the same statements run. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

async function credentialOf(db: Db, personId: string) {
  return db
    .selectFrom('person')
    .innerJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['person.id', 'hash'])
    .where('person.id', '=', personId)
    .executeTakeFirst();
}
