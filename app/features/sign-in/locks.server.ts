import { createHash } from 'node:crypto';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { networkOf } from './addresses.rules.ts';
import {
  afterFailure,
  afterHidden,
  forgottenBefore,
  type LockRule,
  type Series,
  secondsLocked,
  verdictOn,
} from './lock.rules.ts';

const { lock } = signInPolicy;
const { minutes, forgottenAfterHours } = lock;
const accountRule: LockRule = { failures: lock.accountFailures, minutes, forgottenAfterHours };
/** A community centre's people share one address, so it may fail more often than one account. */
const addressRule: LockRule = { failures: lock.addressFailures, minutes, forgottenAfterHours };

type SeriesKind = 'name' | 'account' | 'code' | 'address';

interface Key {
  key: string;
  kind: SeriesKind;
}

/** Hashes: the table names no machines, and of what was typed nothing. Whose account it is stands beside, for who lets people in again. */
export interface AttemptKeys {
  /** What the answer shows when it is locked. */
  shown: Key;
  /** What counts and is not shown; null where whoever guesses knows the account already. */
  hidden: Key | null;
  /** Null in a browser that is known: it has a budget of its own. */
  address: Key | null;
  personId: string | null;
}

interface Guess {
  /** Whose account it is; null when nobody's. */
  personId: string | null;
  address: string;
  /** By which name the browser is known as one of this person's; null otherwise. */
  browser: string | null;
}

/**
 * Under which keys a guess at a password counts: for the name as it was typed, and for the account with all its names. Guesses of a browser that is known are counted
 * apart, so that strangers lock nobody out there, and gain nothing by it.
 */
export function passwordKeys({ name, ...guess }: Guess & { name: string }): AttemptKeys {
  const { personId, address, browser } = guess;
  const account = personId ?? `nobody ${name}`;
  return {
    shown: keyOf('name', name, browser),
    hidden: keyOf('account', account, browser),
    address: browser ? null : keyOf('address', networkOf(address)),
    personId,
  };
}

/** The same for the code of the second step: strangers who do not know the password cannot use that budget up, and a right password gives no more of it. */
export function codeKeys({ personId, address, browser }: Guess & { personId: string }): AttemptKeys {
  return {
    shown: keyOf('code', personId, browser),
    hidden: null,
    address: browser ? null : keyOf('address', networkOf(address)),
    personId,
  };
}

function keyOf(kind: SeriesKind, value: string, browser: string | null = null): Key {
  const of = browser ? `${kind}:${value} in ${browser}` : `${kind}:${value}`;
  return { kind, key: createHash('sha256').update(of).digest('hex') };
}

/** More rounds than an account can be written between two looks at it before it is locked. */
const MOST_ROUNDS = 30;
const CONTENDED_SECONDS = 5;

export type Begun =
  | { ok: false; waitSeconds: number }
  /** `blind`: for so many seconds (0: not) the account is locked by guesses under another of its names; a guess from outside is answered as wrong, whatever it was. */
  | { ok: true; blind: number };

/**
 * Begins a guess: it counts as a failure before it is looked at, so that a hundred at once count as a hundred, and five are looked at. Says how long to wait where
 * the typed name or the address is locked (nothing is counted then). The same statements whoever is meant, and whether or not it is looked at.
 */
export async function beginAttempt(db: Db, keys: AttemptKeys, now: Date): Promise<Begun> {
  const { shown, hidden, address, personId } = keys;
  const asked = [shown, hidden, address].flatMap((one) => one?.key ?? []);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = await seriesOf(db, asked);
    const of = (one: Key | null) => (one ? (known.get(one.key) ?? null) : null);
    const before = of(shown);
    const verdict = verdictOn({ shown: before, hidden: of(hidden), address: of(address) }, now);
    if (verdict.kind === 'wait') return { ok: false, waitSeconds: verdict.seconds };
    const after = afterFailure(before, { rule: accountRule, now });
    if (!(await write(db, { ...shown, personId }, { before, after }))) continue;
    if (!hidden) return { ok: true, blind: 0 };
    return {
      ok: true,
      blind: await countHidden(db, { of: { ...hidden, personId }, first: of(hidden), now }),
    };
  }
  return { ok: false, waitSeconds: CONTENDED_SECONDS };
}

/** Counts it for the account as well; how many seconds that is locked, so that nobody may look. */
async function countHidden(
  db: Db,
  { of, first, now }: { of: SeriesOf; first: Series | null; now: Date },
): Promise<number> {
  let before = first;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const after = afterHidden(before, { rule: accountRule, now });
    if (await write(db, of, { before, after })) return secondsLocked(before, now);
    before = (await seriesOf(db, [of.key])).get(of.key) ?? null;
  }
  return CONTENDED_SECONDS;
}

/** Takes an attempt back that was never looked at. */
export async function takeBackAttempt(db: Db, { shown, hidden }: AttemptKeys, blind: number): Promise<void> {
  const counted = blind > 0 || !hidden ? [shown.key] : [shown.key, hidden.key];
  await db
    .updateTable('sign_in_series')
    .set(({ eb }) => ({ failures: eb('failures', '-', 1), locked_until: null }))
    .where('series_key', 'in', counted)
    .where('failures', '>', 0)
    .execute();
}

/** The attempt was wrong: it counts against the address too. */
export async function countAgainstAddress(db: Db, { address }: AttemptKeys, now: Date): Promise<void> {
  if (!address) return;
  const of: SeriesOf = { ...address, personId: null };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = (await seriesOf(db, [of.key])).get(of.key) ?? null;
    // What was begun before the lock came adds to the count and does not lengthen the lock.
    const after = afterFailure(before, { rule: addressRule, now });
    if (await write(db, of, { before, after: { ...after, lockedUntil: longer(before, after) } })) return;
  }
}

function longer(before: Series | null, after: Series): string | null {
  const [one, other] = [before?.lockedUntil ?? null, after.lockedUntil];
  return one && (!other || one > other) ? one : other;
}

/**
 * Somebody has shown who they are: what was counted of their guesses is forgotten. Not what was counted under another name of the account, or in other browsers: whoever watches
 * one name must not see by it what happens to another.
 */
export async function clearFailures(db: Db, { shown, hidden }: AttemptKeys): Promise<void> {
  const keys = hidden ? [shown.key, hidden.key] : [shown.key];
  await db.deleteFrom('sign_in_series').where('series_key', 'in', keys).execute();
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

interface SeriesOf extends Key {
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
