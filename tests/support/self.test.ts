import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

/** The ground every other test stands on: each database is migrated, empty and nobody else's. */
describeOnBothDatabases('a fresh database', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const count = async (on: Db) => (await on.selectFrom('migration').select('name').execute()).length;
  const leaveARow = async (on: Db) => {
    await on
      .insertInto('migration')
      .values({ name: 'left behind', applied_at: '2026-11-22T00:00:00.000Z' })
      .execute();
  };

  it('is migrated', async () => {
    expect(await count(db)).toBeGreaterThan(0);
    await leaveARow(db);
  });

  it('holds nothing of the test before', async () => {
    const rows = await db.selectFrom('migration').select('name').where('name', '=', 'left behind').execute();
    expect(rows).toEqual([]);
  });

  it('is apart from another one opened beside it', async () => {
    const before = await count(db);
    await leaveARow(await open());
    expect(await count(db)).toBe(before);
  });

  describe('opened before all', () => {
    let kept: Db;
    beforeAll(async () => {
      kept = await open();
      await leaveARow(kept);
    });
    it.each([1, 2])('stays through test %i', async () => {
      expect(await count(kept)).toBe((await count(db)) + 1);
    });
  });
});
