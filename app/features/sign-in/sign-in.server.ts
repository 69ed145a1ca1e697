import { verifyPassword } from '#app/features/identity/passwords.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { normalUsername } from '#app/features/identity/usernames.rules.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Db } from '#db/database.ts';
import {
  clearFailures,
  forgetAttempt,
  keepFailure,
  keysOf,
  lockedSeconds,
  noteAttempt,
} from './sign-in-failures.server.ts';

export interface SignInAttempt {
  username: string;
  password: string;
  /** The address of the person's machine. Only its hash is kept, for a quarter of an hour. */
  address: string;
  now: Date;
}

export interface SignedIn {
  ok: true;
  personId: string;
  preferredView: string;
  textSize: number;
}

export type SignInOutcome =
  | SignedIn
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'locked' | 'busy'; waitSeconds: number };

const BUSY_SECONDS = 5;

/** Signs somebody in: checks the account and notes it in the journal. The session is the caller's to start. */
export async function signIn(db: Db, attempt: SignInAttempt): Promise<SignInOutcome> {
  const outcome = await checkAccount(db, attempt);
  if (outcome.ok) {
    const subject = { subjectType: 'person', subjectId: outcome.personId };
    await writeJournal(db, {
      actor: systemActor('sign-in'),
      action: 'person.signed-in',
      ...subject,
      now: attempt.now,
    });
  }
  return outcome;
}

/**
 * Checks a username and a password. `wrong` has one meaning for every cause; an unknown name is counted, locked and timed
 * like a known one. Five failures of an account, or thirty of an address, within 15 minutes lock it until the window has
 * moved on; a success clears the account's.
 */
export async function checkAccount(db: Db, attempt: SignInAttempt): Promise<SignInOutcome> {
  const username = normalUsername(attempt.username);
  const keys = keysOf(username, attempt.address);
  const attemptId = await noteAttempt(db, keys, attempt.now);
  const waitSeconds = await lockedSeconds(db, keys, { attemptId, now: attempt.now });
  if (waitSeconds > 0) {
    await forgetAttempt(db, attemptId);
    return { ok: false, reason: 'locked', waitSeconds };
  }
  const person = await credentialOf(db, username);
  const verification = await verifyPassword(person?.hash ?? null, attempt.password);
  if (verification === 'busy') {
    await forgetAttempt(db, attemptId);
    return { ok: false, reason: 'busy', waitSeconds: BUSY_SECONDS };
  }
  if (verification === 'wrong' || !person) {
    await keepFailure(db, attemptId, keys);
    return { ok: false, reason: 'wrong' };
  }
  await clearFailures(db, keys);
  return { ok: true, personId: person.id, preferredView: person.preferred_view, textSize: person.text_size };
}

async function credentialOf(db: Db, username: string) {
  return db
    .selectFrom('person')
    .innerJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['person.id', 'hash', 'preferred_view', 'text_size'])
    .where('username', '=', username)
    .executeTakeFirst();
}
