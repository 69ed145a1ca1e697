import { beforeEach, expect, it } from 'vitest';
import { revokeRole } from '#app/features/identity/grants.server.ts';
import { advanceImport } from '#app/features/imports/advancing.server.ts';
import { confirmImport } from '#app/features/imports/confirming.server.ts';
import { groupsOf } from '#app/features/imports/groups.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aRegistrar, aStreet, keys, looked, type Street, somebody, taken } from './desk.ts';

describeOnBothDatabases('people from a sheet, as they are taken', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    actor = await aRegistrar(db);
  });

  const named = () =>
    db
      .selectFrom('person')
      .innerJoin('appointment', 'appointment.person_id', 'person.id')
      .select(['name', 'username'])
      .where('source', '=', 'roster')
      .execute();

  it('are judged again when they are taken: what changed meanwhile leaves nothing of its part', async () => {
    const rows = [
      ['姓名', '社区', '用户名'],
      ['张三', '东园社区', ''],
      ['李四', '东园社区', 'li4'],
      ['王五', '西园社区', ''],
    ];
    const { held } = await looked(db, { actor, rows });
    await somebody(db, { name: '李某', username: 'li4', unit: street.west });
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    expect((await named()).map(({ name }) => name)).toEqual(['王五']);
    const groups = await groupsOf(db, { importId: held.id, page: 1, pageSize: 9 });
    expect(groups.map(({ outcome, counts }) => [outcome, counts.refused])).toEqual([
      ['left', 1],
      ['taken', 0],
    ]);
  });

  it('are not taken by somebody whose role was taken away', async () => {
    const { held } = await looked(db, {
      actor,
      rows: [
        ['姓名', '社区'],
        ['张三', '东园社区'],
      ],
    });
    expect(await confirmImport(db, { held, actor, grouping: 'file', now })).toEqual({ ok: true });
    const grant = await db
      .selectFrom('role_grant')
      .select('id')
      .where('person_id', '=', actor.personId)
      .executeTakeFirstOrThrow();
    await revokeRole(db, { actor: academy, personId: actor.personId ?? '', grantId: grant.id, now });
    await db.deleteFrom('role_grant').execute();
    await advanceImport(db, { kinds, env: keys, importId: held.id, now });
    expect(await named()).toEqual([]);
  });

  it('are done once, however many workers are at it', async () => {
    const rows = [
      ['姓名', '社区'],
      ...Array.from({ length: 40 }, (_, n) => [
        `赵${'甲乙丙丁戊己庚辛壬癸'[n % 10]}${'子丑寅卯'[Math.floor(n / 10)]}`,
        '东园社区',
      ]),
    ];
    const { held } = await looked(db, { actor, rows });
    await confirmImport(db, { held, actor, grouping: 'file', now });
    await Promise.all([1, 2, 3].map(() => advanceImport(db, { kinds, env: keys, importId: held.id, now })));
    expect(await named()).toHaveLength(40);
    expect(new Set((await named()).map(({ username }) => username)).size).toBe(40);
  });

  it('end a post by the sheet of posts, which adds nobody', async () => {
    await somebody(db, { name: '周六', username: 'zhou6', unit: street.east });
    const rows = [
      ['姓名', '社区', '岗位', '任职时间'],
      ['周六', '东园社区', '楼长', '2025-3-1'],
      ['没有人', '东园社区', '楼长', ''],
    ];
    const { states, held } = await looked(db, { actor, kind: 'appointments', rows });
    expect(states).toEqual(['new', 'refused']);
    expect(held.heading.columns).toMatchObject({ name: 0, community: 1, position: 2, from: 3 });
  });
});
