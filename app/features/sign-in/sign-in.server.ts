import { verifyPassword } from '#app/features/identity/passwords.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import { whoIsNamed } from './account-named.server.ts';
import { beginAttempt, clearFailures, countAgainstAddress, keysOf, takeBackAttempt } from './locks.server.ts';
import { noteFailedSignIn } from './noting-failures.server.ts';

export interface SignInAttempt {
  username: string;
  password: string;
  /** Where the keys are by which phone numbers are found; without it usernames alone are known. */
  env?: SealingEnv;
  /** The address of the person's machine. Only its hash is kept, for a day. */
  address: string;
  now: Date;
}

export type CheckOutcome =
  | { ok: true; personId: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'locked' | 'busy'; waitSeconds: number };

const BUSY_SECONDS = 5;

/**
 * Checks a username, or a phone number, and a password; whoever is right goes on to `firstProofGiven`. `wrong` has one meaning for every cause;
 * an unknown name is counted, locked and timed like a known one. A success clears the account's failures, where a second step follows only
 * its own: otherwise whoever knows the password could guess codes for ever.
 */
export async function checkPassword(db: Db, attempt: SignInAttempt): Promise<CheckOutcome> {
  const { now } = attempt;
  const { username, personId } = await whoIsNamed(db, { typed: attempt.username, env: attempt.env });
  const keys = keysOf({ username, personId, address: attempt.address });
  const waitSeconds = await beginAttempt(db, keys, now);
  if (waitSeconds > 0) return { ok: false, reason: 'locked', waitSeconds };
  const person = await credentialOf(db, username);
  const verification = await verifyPassword(person?.hash ?? null, attempt.password);
  if (verification === 'busy') {
    await takeBackAttempt(db, keys);
    return { ok: false, reason: 'busy', waitSeconds: BUSY_SECONDS };
  }
  if (verification === 'wrong' || !person) {
    await countAgainstAddress(db, keys, now);
    const { address } = attempt;
    await noteFailedSignIn(db, { personId: person?.id ?? null, account: username, address, now });
    return { ok: false, reason: 'wrong' };
  }
  if (person.factor) await takeBackAttempt(db, keys);
  else await clearFailures(db, keys);
  return { ok: true, personId: person.id };
}

async function credentialOf(db: Db, username: string) {
  return db
    .selectFrom('person')
    .innerJoin('password_credential', 'password_credential.person_id', 'person.id')
    .leftJoin('second_factor', 'second_factor.person_id', 'person.id')
    .select(['person.id', 'hash', 'second_factor.person_id as factor'])
    .where('username', '=', username)
    .executeTakeFirst();
}
