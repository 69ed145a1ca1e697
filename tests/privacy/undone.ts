import { expect } from 'vitest';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

class TakenBack extends Error {}

/** What `work` did is undone. */
export async function undone(db: Db, work: (trx: Trx) => Promise<void>): Promise<void> {
  const done = inTransaction(db, async (trx) => {
    await work(trx);
    throw new TakenBack();
  });
  await expect(done).rejects.toThrow(TakenBack);
}
