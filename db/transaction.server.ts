import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Trx } from '#db/database.ts';
import { isRetryable } from '#db/dialect.server.ts';

const TRIES = 8;

/**
 * Runs `work` in one transaction and returns what it returns. Joins the caller's transaction when there is one. Deadlocks,
 * lock timeouts and Galera certification failures are tried again, so `work` must do nothing but use the transaction.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Trx);
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt >= TRIES || !isRetryable(error)) throw error;
      await pause(Math.random() * 8 * 2 ** attempt);
    }
  }
}
