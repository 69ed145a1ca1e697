import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { operate } from './support.ts';

describeOnBothDatabases('seed load', (open) => {
  it('gives loaded people positions in communities made for them, and credits of several kinds', async () => {
    const { db, url } = await open.withUrl();
    const words = ['--people', '12', '--communities', '3', '--entries', '36'];
    expect(await operate(url, ['seed', 'load', '--prefix', 'year', ...words])).toMatchObject({ code: 0 });
    const held = await db
      .selectFrom('appointment')
      .select(['person_id', 'org_unit_id', 'position'])
      .execute();
    expect(new Set(held.map(({ person_id }) => person_id)).size).toBe(12);
    expect(new Set(held.map(({ org_unit_id }) => org_unit_id)).size).toBe(3);
    expect(new Set(held.map(({ position }) => position)).size).toBe(4);
    const { people, kinds } = await db
      .selectFrom('credit_entry')
      .select(({ fn }) => [
        fn.count<number>('person_id').distinct().as('people'),
        fn.count<number>('category').distinct().as('kinds'),
      ])
      .executeTakeFirstOrThrow();
    expect([Number(people), Number(kinds)]).toEqual([12, 2]);
    expect(await operate(url, ['verify'])).toMatchObject({ code: 0 });
  });
});
