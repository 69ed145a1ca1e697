import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Trx } from '#db/database.ts';
import { isRetryable } from '#db/dialect.server.ts';

const TRIES = 8;
/** After so long no further try is begun: whoever waits for a page should be told rather than left waiting. */
const PATIENCE_MS = 20_000;

/**
 * Runs `work` in one transaction and returns what it returns. Joins the caller's transaction when there is one. Deadlocks,
 * lock timeouts and Galera certification failures are tried again, so `work` must do nothing but use the transaction. When they go
 * on, the last of them is thrown, and the answer is a 503.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Trx);
  const since = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const isLast = attempt >= TRIES || performance.now() - since > PATIENCE_MS;
      if (isLast || !isRetryable(error)) throw error;
      await pause(Math.random() * 8 * 2 ** attempt);
    }
  }
}
