import { createHash } from 'node:crypto';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { verifyPassword } from './passwords.server.ts';
import { normalUsername } from './usernames.rules.ts';

/** Source: 等级保护, handling of failed sign-ins; five within a quarter of an hour. */
const FAILURES_PER_ACCOUNT = 5;
/** A community centre's people share one address, so it may fail more often than one account. */
const FAILURES_PER_ADDRESS = 30;
const WINDOW_MS = 15 * 60_000;

/** Stands in for the address while a password is being checked: only what has failed counts against an address. */
const PENDING = '';

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
  | { ok: false; reason: 'locked'; waitSeconds: number }
  | { ok: false; reason: 'busy'; waitSeconds: number };

/**
 * Checks a username and a password. `wrong` has one meaning for every cause; an unknown name is counted, locked and timed
 * like a known one. Five failures of an account, or thirty of an address, within 15 minutes lock it until the window has
 * moved on; a success clears the account's.
 */
export async function signIn(db: Db, attempt: SignInAttempt): Promise<SignInOutcome> {
  const username = normalUsername(attempt.username);
  const keys = { account: keyOf('account', username), address: keyOf('address', networkOf(attempt.address)) };
  const attemptId = await noteAttempt(db, keys.account, attempt.now);
  const waitSeconds = await lockedSeconds(db, keys, attemptId, attempt.now);
  if (waitSeconds > 0) {
    await forgetAttempt(db, attemptId);
    return { ok: false, reason: 'locked', waitSeconds };
  }
  const person = await credentialOf(db, username);
  const verification = await verifyPassword(person?.hash ?? null, attempt.password);
  if (verification === 'busy') {
    await forgetAttempt(db, attemptId);
    return { ok: false, reason: 'busy', waitSeconds: 5 };
  }
  if (verification === 'wrong' || !person) {
    await db
      .updateTable('sign_in_failure')
      .set({ address_key: keys.address })
      .where('id', '=', attemptId)
      .execute();
    return { ok: false, reason: 'wrong' };
  }
  await db.deleteFrom('sign_in_failure').where('account_key', '=', keys.account).execute();
  return { ok: true, personId: person.id, preferredView: person.preferred_view, textSize: person.text_size };
}

/** Written before the password is looked at, so that a hundred guesses at once count as a hundred. */
async function noteAttempt(db: Db, accountKey: string, now: Date): Promise<string> {
  const id = newId();
  const at = now.toISOString();
  await db
    .insertInto('sign_in_failure')
    .values({ id, account_key: accountKey, address_key: PENDING, at })
    .execute();
  return id;
}

async function forgetAttempt(db: Db, attemptId: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('id', '=', attemptId).execute();
}

async function lockedSeconds(
  db: Db,
  keys: { account: string; address: string },
  attemptId: string,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - WINDOW_MS).toISOString();
  const failures = db
    .selectFrom('sign_in_failure')
    .select('at')
    .where('at', '>', since)
    .orderBy('at', 'desc');
  const account = await failures
    .where('account_key', '=', keys.account)
    .where('id', '!=', attemptId)
    .limit(FAILURES_PER_ACCOUNT)
    .execute();
  const address = await failures
    .where('address_key', '=', keys.address)
    .limit(FAILURES_PER_ADDRESS)
    .execute();
  return Math.max(
    secondsLeft(account, FAILURES_PER_ACCOUNT, now),
    secondsLeft(address, FAILURES_PER_ADDRESS, now),
  );
}

/** Until the oldest of the failures that fill the window has left it. */
function secondsLeft(failures: { at: string }[], allowed: number, now: Date): number {
  const oldest = failures[allowed - 1];
  if (!oldest) return 0;
  return Math.max(1, Math.ceil((Date.parse(oldest.at) + WINDOW_MS - now.getTime()) / 1000));
}

async function credentialOf(db: Db, username: string) {
  return db
    .selectFrom('person')
    .innerJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['person.id', 'hash', 'preferred_view', 'text_size'])
    .where('username', '=', username)
    .executeTakeFirst();
}

function keyOf(kind: 'account' | 'address', value: string): string {
  return createHash('sha256').update(`${kind}:${value}`).digest('hex');
}

/** IPv4 as it is; of IPv6 the first four groups, because one household owns all the rest. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const behind = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0');
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':');
}

/** Removes failures that no longer count; a queued job calls it now and then. */
export async function sweepSignInFailures(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - WINDOW_MS).toISOString();
  await db.deleteFrom('sign_in_failure').where('at', '<=', before).execute();
}
