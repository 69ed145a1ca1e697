import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** A transaction that is tried again when two tabs of one person met at a unique key: the second look finds what the first did. */
export async function onceMore<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, work);
    } catch (error) {
      if (attempt >= 3 || db.isTransaction || !isUniqueViolation(error)) throw error;
    }
  }
}
