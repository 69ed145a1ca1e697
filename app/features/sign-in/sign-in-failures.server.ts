import { createHash } from 'node:crypto';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { networkOf } from './addresses.rules.ts';

/** Source: 等级保护, handling of failed sign-ins; five within a quarter of an hour. */
const FAILURES_PER_ACCOUNT = 5;
/** A community centre's people share one address, so it may fail more often than one account. */
const FAILURES_PER_ADDRESS = 30;
const WINDOW_MS = 15 * 60_000;

/** Stands in for the address while a password is being checked: only what has failed counts against an address. */
const PENDING = '';

/** Hashes: the table names neither people nor machines. */
export interface AttemptKeys {
  account: string;
  address: string;
}

/** Under which keys an attempt counts. The username is in its normal form. */
export function keysOf(username: string, address: string): AttemptKeys {
  return { account: keyOf('account', username), address: keyOf('address', networkOf(address)) };
}

function keyOf(kind: 'account' | 'address', value: string): string {
  return createHash('sha256').update(`${kind}:${value}`).digest('hex');
}

/** Notes an attempt before its password is looked at, so that a hundred guesses at once count as a hundred. Answers its id. */
export async function noteAttempt(db: Db, { account }: AttemptKeys, now: Date): Promise<string> {
  const id = newId();
  const at = now.toISOString();
  await db
    .insertInto('sign_in_failure')
    .values({ id, account_key: account, address_key: PENDING, at })
    .execute();
  return id;
}

/** Takes an attempt back that was never looked at. */
export async function forgetAttempt(db: Db, attemptId: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('id', '=', attemptId).execute();
}

/** The attempt was wrong: from now on it counts against the address too. */
export async function keepFailure(db: Db, attemptId: string, { address }: AttemptKeys): Promise<void> {
  await db.updateTable('sign_in_failure').set({ address_key: address }).where('id', '=', attemptId).execute();
}

/** Somebody knew the password: the account starts afresh. */
export async function clearFailures(db: Db, { account }: AttemptKeys): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('account_key', '=', account).execute();
}

/** Seconds until this account and this address may try again; 0 when they may now. The attempt itself does not count. */
export async function lockedSeconds(
  db: Db,
  keys: AttemptKeys,
  { attemptId, now }: { attemptId: string; now: Date },
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

/** Removes failures that no longer count; a queued job calls it now and then. */
export async function sweepSignInFailures(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - WINDOW_MS).toISOString();
  await db.deleteFrom('sign_in_failure').where('at', '<=', before).execute();
}
