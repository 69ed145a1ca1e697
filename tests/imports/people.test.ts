import { beforeEach, expect, it } from 'vitest';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { advanceImport } from '#app/features/imports/advancing.server.ts';
import { confirmImport } from '#app/features/imports/confirming.server.ts';
import { groupsOf } from '#app/features/imports/groups.server.ts';
import { beginJudging } from '#app/features/imports/judging.server.ts';
import { countsOf, importOf, resultPage } from '#app/features/imports/reading.server.ts';
import { keepFile } from '#app/features/imports/storing.server.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, now } from '#tests/support/world.ts';
import { type Cell, sheetOf } from './sheets.ts';

describeOnBothDatabases('people from a sheet', (open) => {
  let db: Db;
  let actor: Actor;
  beforeEach(async () => {
    db = await open();
    const unit = async (parentId: string | null, kind: 'street' | 'community' | 'building', name: string) => {
      const made = await createUnit(db, {
        actor: academy,
        tree: 'territory',
        parentId,
        kind,
        name,
        validFrom: '2020-01-01',
        now,
      });
      if (!made.ok) throw new Error(made.reason);
      return made.id;
    };
    const street = await unit(null, 'street', '方圆街道');
    for (const community of ['东园社区', '西园社区']) {
      const id = await unit(street, 'community', community);
      await unit(id, 'building', '5 栋');
    }
    actor = (await aLearner(db, '教务')).actor;
    await grantRole(db, {
      actor: academy,
      personId: actor.personId ?? '',
      role: 'registrar',
      orgUnitId: null,
      validFrom: '2020-01-01',
      now,
    });
  });

  async function looked(rows: readonly (readonly Cell[])[]) {
    const kept = await keepFile(db, {
      actor,
      shape: kinds.people.shape,
      file: { name: '花名册.xlsx', bytes: sheetOf(rows) },
      now,
    });
    if (!kept.ok) throw new Error(kept.reason);
    const asked = { importId: kept.importId, personId: actor.personId, now };
    const held = await importOf(db, asked);
    if (!held) throw new Error('gone');
    const begun = await beginJudging(db, {
      held,
      kind: kinds.people,
      sheet: held.sheet,
      heading: held.heading,
    });
    expect(begun).toEqual({ ok: true });
    await advanceImport(db, { kinds, importId: held.id, now });
    const rowsSeen = await resultPage(db, {
      importId: held.id,
      sheet: held.sheet,
      state: null,
      page: 1,
      pageSize: 50,
    });
    const again = await importOf(db, asked);
    if (!again) throw new Error('gone');
    return { held: again, rows: rowsSeen, counts: await countsOf(db, held.id) };
  }

  const roster: Cell[][] = [
    ['东园社区楼栋长花名册'],
    [],
    ['序号', '姓  名', '联系电话', '所在社区', '楼栋', '职务', '任职时间', '年龄'],
    [1, '张三', 13812345678, '东园社区', '5栋', '楼栋长', { day: 45717 }, 63],
    [],
    [2, '李 四', '１３８１２３４５６７９', '西园', '5号楼', '网格员', '2025年3月', '70-79'],
    [3, '王五', { raw: '1.3812345670E10' }, '东园社区', '', '', '', ''],
    [],
    ['填表人：赵六'],
  ];

  it('are added with their posts, and the same sheet again changes nothing', async () => {
    const first = await looked(roster);
    expect(first.rows.map(({ number, state }) => [number, state])).toEqual([
      [4, 'new'],
      [6, 'new'],
      [7, 'new'],
    ]);
    expect(await db.selectFrom('person').select('id').execute()).toHaveLength(1);
    expect(await confirmImport(db, { held: first.held, actor, grouping: 'file', now })).toEqual({ ok: true });
    await advanceImport(db, { kinds, importId: first.held.id, now });
    const people = await db
      .selectFrom('person')
      .innerJoin('appointment', 'appointment.person_id', 'person.id')
      .select(['name', 'username', 'age_band', 'position', 'valid_from'])
      .orderBy('username')
      .execute();
    expect(people).toEqual([
      {
        name: '李四',
        username: 'lisi',
        age_band: '70-79',
        position: 'grid-worker',
        valid_from: '2025-03-01',
      },
      { name: '王五', username: 'wangwu', age_band: null, position: 'resident', valid_from: '2026-11-22' },
      {
        name: '张三',
        username: 'zhangsan',
        age_band: '60-64',
        position: 'building-head',
        valid_from: '2025-03-01',
      },
    ]);
    const again = await looked(roster);
    expect(again.counts).toEqual({ new: 0, same: 3, change: 0, refused: 0 });
    expect(await confirmImport(db, { held: again.held, actor, grouping: 'file', now })).toMatchObject({
      reason: 'nothing-to-do',
    });
  });

  it('of a community with a refused row are left, those of the others are taken', async () => {
    const { held, rows } = await looked([
      ['姓名', '社区', '岗位'],
      ['张三', '东园社区', '楼栋长'],
      ['李四', '西园社区', '飞行员'],
      ['王五', '西园社区', '志愿者'],
    ]);
    expect(rows.map(({ state }) => state)).toEqual(['new', 'refused', 'new']);
    expect(rows[1]?.words).toContain('飞行员');
    expect(await confirmImport(db, { held, actor, grouping: 'file', now })).toMatchObject({
      reason: 'refused-rows',
    });
    expect(await confirmImport(db, { held, actor, grouping: 'community', now })).toEqual({ ok: true });
    await advanceImport(db, { kinds, importId: held.id, now });
    expect(
      (await groupsOf(db, { importId: held.id, page: 1, pageSize: 9 })).map(({ label, outcome }) => [
        label,
        outcome,
      ]),
    ).toEqual([
      ['东园社区', 'taken'],
      ['西园社区', 'left'],
    ]);
    const names = await db
      .selectFrom('person')
      .select('name')
      .where('username', 'not like', 'world-%')
      .execute();
    expect(names.map(({ name }) => name)).toEqual(['张三']);
  });
});
