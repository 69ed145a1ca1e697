import { expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const insertFlag = (db: Db) =>
  db
    .insertInto('academy_flag')
    .values({ name: 'asked-at-once', value: 'yes', set_at: '2026-11-27T00:00:00.000Z' })
    .execute()
    .then(
      () => 'written' as const,
      (error: unknown) => {
        if (isUniqueViolation(error)) return 'there' as const;
        throw error;
      },
    );

class Backed extends Error {}

describeOnBothDatabases('single statements that stand in each other’s way', (open) => {
  it('are tried again where the database broke one off for the other', async () => {
    const db = await open();
    let others: Promise<('written' | 'there')[]> = Promise.resolve([]);
    // Both wait for the key of a transaction that takes it back: on a server each then holds what the other wants.
    const first = db.transaction().execute(async (trx) => {
      await insertFlag(trx);
      others = Promise.all([insertFlag(db), insertFlag(db)]);
      others.catch(() => undefined);
      for (let turn = 0; turn < 200; turn++) await trx.selectFrom('academy_flag').select('name').execute();
      throw new Backed();
    });
    await expect(first).rejects.toThrow(Backed);
    expect((await others).toSorted()).toEqual(['there', 'written']);
  });
});
