import { expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { allowTransactions, inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

/** Starts transactions that each wait to be let go; `begun` and `ended` are their numbers in order. */
function standing(db: Db, count: number) {
  const [begun, ended]: [number[], number[]] = [[], []];
  const doors = Array.from({ length: count }, () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open, opened };
  });
  const all = doors.map(({ opened }, at) =>
    inTransaction(db, async (trx) => {
      await trx.selectFrom('person').select('id').limit(1).execute();
      begun.push(at);
      await opened;
      ended.push(at);
    }),
  );
  return { begun, ended, open: (at: number) => doors[at]?.open(), all: Promise.all(all) };
}

describeOnBothDatabases('turns of transactions', (open) => {
  it('lets some begin, keeps the others outside in the order in which they came, and readers pass', async () => {
    const db = await open();
    allowTransactions(db, open.engine === 'sqlite' ? 1 : 2);
    const crowd = standing(db, 5);
    await expect
      .poll(() => crowd.begun)
      .toEqual(open.engine === 'sqlite' ? [0] : expect.arrayContaining([0, 1]));
    const readers = Array.from({ length: 20 }, () => db.selectFrom('person').select('id').limit(1).execute());
    expect(await Promise.all(readers)).toHaveLength(20);
    expect(crowd.begun.length).toBe(open.engine === 'sqlite' ? 1 : 2);
    for (let at = 0; at < 5; at++) crowd.open(at);
    await crowd.all;
    expect(crowd.ended.toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect(crowd.begun.slice(2)).toEqual(
      open.engine === 'sqlite' ? [2, 3, 4] : expect.arrayContaining([2, 3, 4]),
    );
  });

  it('gives its turn on when it fails', async () => {
    const db = await open();
    allowTransactions(db, 1);
    const failing = inTransaction(db, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await inTransaction(db, async () => 'next')).toBe('next');
  });
});
