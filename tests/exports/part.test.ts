import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { venueList } from '#app/features/venues/reading.server.ts';
import type { Db } from '#db/database.ts';
import { everyRow, partOf, ROWS_AT_ONCE } from '#db/part.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const MOST = 3;

describeOnBothDatabases('a list that is walked for a file', (open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  const place = (id: string, name: string, capacity: number, address = '') => ({
    ...{ id, name, tier: '睦邻中心', address, capacity, ramp: 0, lift: 0, toilet: 0 },
    ...{ opening_hours: '', org_unit_id: null },
  });

  it('gives every row once and in its order, whichever way its columns are ordered', async () => {
    const row = fc.record({
      address: fc.constantFrom('a', 'b', 'c'),
      capacity: fc.integer({ min: 1, max: 3 }),
    });
    const ways = fc.constantFrom('asc' as const, 'desc' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 14 }),
        fc.tuple(ways, ways, ways),
        async (rows, [a, b, c]) => {
          await db.deleteFrom('venue').execute();
          const placed = rows.map(({ address, capacity }, at) =>
            place(`v${String(at).padStart(3, '0')}`, `阵地 ${at}`, capacity, address),
          );
          if (placed.length > 0) await db.insertInto('venue').values(placed).execute();
          const order = [
            ['venue.address', a],
            ['venue.capacity', b],
            ['venue.id', c],
          ] as const;
          const all = db.selectFrom('venue').select(['id', 'address', 'capacity']);
          const walked: string[] = [];
          for (let after: (string | number)[] | null = null; ; ) {
            const some: { id: string; address: string; capacity: number }[] = await partOf(all, {
              ...{ after, order, pageSize: 0 },
            })
              .limit(MOST)
              .execute();
            walked.push(...some.map(({ id }) => id));
            const last = some.at(-1);
            if (!last || some.length < MOST) break;
            after = [last.address, last.capacity, last.id];
          }
          const whole = await partOf(all, { page: 1, order, pageSize: 100 }).execute();
          expect(walked).toEqual(whole.map(({ id }) => id));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('neither drops nor doubles what stays, where rows come and go meanwhile', async () => {
    await db.deleteFrom('venue').execute();
    const ids = Array.from({ length: ROWS_AT_ONCE + 20 }, (_, at) => `w${String(at).padStart(4, '0')}`);
    for (let at = 0; at < ids.length; at += 100)
      await db
        .insertInto('venue')
        .values(ids.slice(at, at + 100).map((id) => place(id, id, 10)))
        .execute();
    const names: string[] = [];
    const walk = everyRow(
      async (after) => (await venueList(db, { tier: null, onDay: '2026-11-28', after })).venues,
      ({ name, id }) => [name, id],
    );
    for await (const { name } of walk) {
      names.push(name);
      if (names.length !== ROWS_AT_ONCE) continue;
      await db.deleteFrom('venue').where('id', 'in', ids.slice(0, 50)).execute();
      await db
        .insertInto('venue')
        .values(place('w0000-new', 'w0000-new', 10))
        .execute();
    }
    expect(names).toEqual(ids);
  });
});
