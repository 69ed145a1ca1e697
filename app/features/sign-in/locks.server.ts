import { createHash } from 'node:crypto';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { networkOf } from './addresses.rules.ts';
import { afterFailure, forgottenBefore, type LockRule, type Series, secondsLocked } from './lock.rules.ts';

const { lock } = signInPolicy;
const { minutes, forgottenAfterHours } = lock;
const accountRule: LockRule = { failures: lock.accountFailures, minutes, forgottenAfterHours };
/** A community centre's people share one address, so it may fail more often than one account. */
const addressRule: LockRule = { failures: lock.addressFailures, minutes, forgottenAfterHours };

/** Hashes: the table names no machines, and of what was typed nothing. Whose account it is stands beside, for who lets people in again. */
export interface AttemptKeys {
  account: string;
  address: string;
  personId: string | null;
}

/** Under which keys an attempt counts. The username is in its normal form; `personId`: whose it is, null when nobody's. */
export function keysOf({
  username,
  personId,
  address,
}: {
  username: string;
  personId: string | null;
  address: string;
}): AttemptKeys {
  return { account: accountKey(username), address: keyOf('address', networkOf(address)), personId };
}

/** Under which key the failures of an account count. */
export const accountKey = (username: string) => keyOf('account', username);

type SeriesKind = 'account' | 'address';

function keyOf(kind: SeriesKind, value: string): string {
  return createHash('sha256').update(`${kind}:${value}`).digest('hex');
}

/** More rounds than an account can be written between two looks at it before it is locked. */
const MOST_ROUNDS = 30;
const CONTENDED_SECONDS = 5;

/**
 * Begins a guess at an account: it counts as a failure before it is looked at, so that a hundred at once count as a hundred, and five
 * are looked at. Answers the seconds to wait where account or address are locked (nothing is counted then), else 0.
 */
export async function beginAttempt(db: Db, keys: AttemptKeys, now: Date): Promise<number> {
  const { account, address, personId } = keys;
  const of: SeriesOf = { key: account, kind: 'account', personId };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await seriesOf(db, [account, address]);
    const before = known.get(account) ?? null;
    const wait = Math.max(secondsLocked(before, now), secondsLocked(known.get(address) ?? null, now));
    if (wait > 0) return wait;
    if (await write(db, of, { before, after: afterFailure(before, { rule: accountRule, now }) })) return 0;
  }
  return CONTENDED_SECONDS;
}

/** Takes an attempt back that was never looked at, or was right and leads to a second step. */
export async function takeBackAttempt(db: Db, { account }: AttemptKeys): Promise<void> {
  await db
    .updateTable('sign_in_series')
    .set(({ eb }) => ({ failures: eb('failures', '-', 1), locked_until: null }))
    .where('series_key', '=', account)
    .where('failures', '>', 0)
    .execute();
}

/** The attempt was wrong: it counts against the address too. */
export async function countAgainstAddress(db: Db, { address }: AttemptKeys, now: Date): Promise<void> {
  const of: SeriesOf = { key: address, kind: 'address', personId: null };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = (await seriesOf(db, [address])).get(address) ?? null;
    // What was begun before the lock came adds to the count and does not lengthen the lock.
    const after = afterFailure(before, { rule: addressRule, now });
    if (await write(db, of, { before, after: { ...after, lockedUntil: longer(before, after) } })) return;
  }
}

function longer(before: Series | null, after: Series): string | null {
  const [one, other] = [before?.lockedUntil ?? null, after.lockedUntil];
  return one && (!other || one > other) ? one : other;
}

/** Somebody has shown who they are: the account starts afresh. */
export async function clearFailures(db: Db, { account }: Pick<AttemptKeys, 'account'>): Promise<void> {
  await db.deleteFrom('sign_in_series').where('series_key', '=', account).execute();
}

/** Removes series that no longer count; a queued job calls it now and then. */
export async function sweepFailures(db: Db, now: Date): Promise<void> {
  const before = forgottenBefore(lock, now).toISOString();
  await db.deleteFrom('sign_in_series').where('last_at', '<=', before).execute();
}

async function seriesOf(db: Db, keys: readonly string[]): Promise<Map<string, Series>> {
  const rows = await db
    .selectFrom('sign_in_series')
    .selectAll()
    .where('series_key', 'in', [...keys])
    .execute();
  return new Map(
    rows.map(({ series_key, failures, last_at: lastAt, locked_until: lockedUntil }) => [
      series_key,
      { failures, lastAt, lockedUntil },
    ]),
  );
}

interface SeriesOf {
  key: string;
  kind: SeriesKind;
  personId: string | null;
}

/** False where somebody else wrote in between: then it is to be read again. */
async function write(
  db: Db,
  { key: series_key, kind, personId: person_id }: SeriesOf,
  { before, after }: { before: Series | null; after: Series },
): Promise<boolean> {
  const row = { person_id, failures: after.failures, last_at: after.lastAt, locked_until: after.lockedUntil };
  if (before) {
    const { numUpdatedRows } = await db
      .updateTable('sign_in_series')
      .set(row)
      .where('series_key', '=', series_key)
      .where('failures', '=', before.failures)
      .where('last_at', '=', before.lastAt)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
  try {
    await db
      .insertInto('sign_in_series')
      .values({ series_key, kind, ...row })
      .execute();
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return false;
  }
}
