import { expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { allowTransactions, inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

/** More than it keeps the process for, many times over, on any machine. */
const STATEMENTS = 5_000;
const TURNS = 3;

/** Asks one thing after the other until others have had some turns, or thousands of times; how many turns they had. */
async function turnsBesideWalk(db: Db): Promise<number> {
  let turns = 0;
  let isOver = false;
  const others = () => {
    turns++;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  for (let asked = 0; asked < STATEMENTS && turns < TURNS; asked++)
    await db.selectFrom('person').select('id').limit(1).execute();
  isOver = true;
  return turns;
}

describeOnBothDatabases('work that nobody waits for', (open) => {
  it('lets others have their turn between its statements, within transactions as well', async () => {
    const db = givingWay(await open());
    expect(await turnsBesideWalk(db)).toBeGreaterThanOrEqual(TURNS);
    expect(await inTransaction(db, turnsBesideWalk)).toBeGreaterThanOrEqual(TURNS);
  });

  it('is over the same database, and takes the same turns of transactions', async () => {
    const db = await open();
    allowTransactions(db, 1);
    const patient = givingWay(db);
    expect(givingWay(db)).toBe(patient);
    expect(givingWay(patient)).toBe(patient);
    const order: string[] = [];
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const long = inTransaction(patient, async () => {
      order.push('long begins');
      await ended;
      order.push('long ends');
    });
    await expect.poll(() => order).toEqual(['long begins']);
    const short = inTransaction(db, async () => {
      order.push('short');
    });
    end();
    await Promise.all([long, short]);
    expect(order).toEqual(['long begins', 'long ends', 'short']);
  });
});
