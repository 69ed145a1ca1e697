import pLimit, { type LimitFunction } from 'p-limit';
import type { Db, Trx } from '#db/database.ts';
import { isRetryable } from '#db/dialect.server.ts';
import { untilItGoes } from '#db/trying-again.server.ts';

/** Enough for an embedded database, which has one writer. */
const AT_ONCE = 2;

const lanes = new WeakMap<Db, LimitFunction>();

/**
 * How many transactions one process has under way at once, far fewer than the pool has connections: more of them decide
 * no faster where the database is near, they wait for each other's locks, and whoever only reads would wait with them.
 */
export function allowTransactions(db: Db, atOnce: number): void {
  lanes.set(db, pLimit(atOnce));
}

/**
 * Runs `work` in one transaction and returns what it returns. Joins the caller's transaction when there is one; others
 * take turns, first come, first served. Deadlocks, lock timeouts and Galera certification failures are tried again, so `work`
 * must do nothing but use the transaction. When they go on, the last of them is thrown, and the answer is a 503.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Trx);
  return untilItGoes(() => laneOf(db)(() => db.transaction().execute(work)), { mayAgain: isRetryable });
}

/** Two ways to one database take the same turns. */
export function shareLanes(db: Db, withDb: Db): void {
  lanes.set(db, laneOf(withDb));
}

function laneOf(db: Db): LimitFunction {
  if (!lanes.has(db)) allowTransactions(db, AT_ONCE);
  return lanes.get(db) as LimitFunction;
}
