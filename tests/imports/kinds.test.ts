import { beforeEach, expect, it } from 'vitest';
import { groupsOf } from '#app/features/imports/groups.server.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now, withPolicies } from '#tests/support/world.ts';
import { aRegistrar, aStreet, everything, looked, type Street, somebody, taken } from './desk.ts';
import type { Cell } from './sheets.ts';

describeOnBothDatabases('other kinds of sheets', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    actor = await aRegistrar(db);
  });

  it('of units are made below what is there and below each other, and again changes nothing', async () => {
    const rows: Cell[][] = [
      ['名称', '类别', '上级', '设立日期', '小区类型'],
      ['东园里', '小区', '东园社区', '2025年3月', '商品房'],
      ['６幢', '楼栋', '东园社区 东园里', '', ''],
      ['1单元', '单元', '东园里6号楼', '', ''],
      ['五栋', '楼幢', '西园社区', '', ''],
      ['七栋', '楼栋', '没有的社区', '', ''],
    ];
    const before = await everything(db);
    const { states, held, rows: shown } = await looked(db, { actor, kind: 'units', rows });
    expect(states).toEqual(['new', 'new', 'new', 'same', 'refused']);
    expect(shown[4]?.words).toContain('没有的社区');
    expect(await everything(db)).toBe(before);
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    const made = await db
      .selectFrom('org_unit')
      .select(['name', 'kind', 'path'])
      .where('name', 'in', ['东园里', '6幢', '1单元'])
      .orderBy('path')
      .execute();
    expect(made.map(({ name, path }) => [name, path.length])).toEqual([
      ['东园里', 12],
      ['6幢', 16],
      ['1单元', 20],
    ]);
    const again = await looked(db, { actor, kind: 'units', rows });
    expect(again.states).toEqual(['same', 'same', 'same', 'same', 'refused']);
  });

  it('of units are refused in the other tree, out of scope and at the top', async () => {
    const east = await aRegistrar(db, street.east);
    const rows = [
      ['名称', '类别', '上级'],
      ['一支部', '党支部', '东园社区'],
      ['7栋', '楼栋', '西园社区'],
      ['新街道', '街道', ''],
      ['8栋', '楼栋', '东园社区'],
    ];
    const { states } = await looked(db, { actor: east, kind: 'units', rows });
    expect(states).toEqual(['refused', 'refused', 'refused', 'new']);
  });

  it('of units lie only where their kind may lie', async () => {
    const rows = [
      ['名称', '类别', '上级'],
      ['北街道', '街道', '东园社区'],
      ['东园二社区', '社区', '东园社区 5 栋'],
      ['9栋', '楼栋', ''],
      ['东园里', '小区', '东园社区'],
      ['1单元', '单元', '东园社区 东园里'],
      ['南岸社区', '社区', '东园社区 东园里'],
      ['南岸街道', '街镇', ''],
    ];
    const { states, rows: shown } = await looked(db, { actor, kind: 'units', rows });
    expect(states).toEqual(['refused', 'refused', 'refused', 'new', 'new', 'refused', 'new']);
    expect(shown[0]?.words).toContain('街镇（大社区）不能直接放在东园社区（社区）下面');
    expect(shown[2]?.words).toContain('不能放在最上面一级');
    const wanted = { actor, tree: 'territory', kind: 'street', name: '北街道', now } as const;
    const below = { ...wanted, parentId: street.east, validFrom: '2026-12-01' };
    expect(await createUnit(db, below)).toEqual({ ok: false, reason: 'kind' });
  });

  it('of training become proposals that another person decides about, never of oneself', async () => {
    await withPolicies(db);
    await somebody(db, { name: '周六', username: 'zhou6', unit: street.east });
    await somebody(db, { name: '郑七', username: 'zheng7', unit: street.west });
    const own = await db
      .selectFrom('person')
      .select('username')
      .where('id', '=', actor.personId)
      .executeTakeFirstOrThrow();
    const rows: Cell[][] = [
      ['2026年外出培训登记表'],
      ['姓名', '培训班名称', '结业日期', '学时', '主办单位', '证书编号', '用户名'],
      ['周六', '网格员能力提升班', { day: 46162 }, 8, '市委党校', 'DX-1', ''],
      ['周六', '网格员能力提升班', '2026-5-20', '８学时', '市委党校', 'DX-1', ''],
      ['郑七', '网格员能力提升班', '2026年5月', 8, '市委党校', '', ''],
      ['教务', '网格员能力提升班', '2026-5-20', 8, '市委党校', '', own.username],
      ['钱某', '网格员能力提升班', '2026-5-20', 8, '市委党校', '', ''],
    ];
    const { states, held, rows: shown } = await looked(db, { actor, kind: 'training', rows });
    expect(states).toEqual(['new', 'same', 'refused', 'refused', 'refused']);
    expect(shown[0]?.words).toContain('8 学分，等另一位核对');
    expect(shown[2]?.words).toContain('哪一天');
    expect(shown[3]?.words).toContain('自己');
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    const proposals = await db
      .selectFrom('adjustment')
      .select(['category', 'amount', 'title', 'open', 'proposed_by'])
      .execute();
    expect(proposals).toEqual([
      { category: 'H', amount: 800, title: '网格员能力提升班', open: 1, proposed_by: actor.personId },
    ]);
    expect(await db.selectFrom('credit_entry').select('id').execute()).toEqual([]);
    expect((await looked(db, { actor, kind: 'training', rows })).states[0]).toBe('same');
  });

  it('of training are for whoever is where the sheet says, not for somebody of that name elsewhere', async () => {
    await withPolicies(db);
    await somebody(db, { name: '周六', username: 'zhou6', unit: street.east });
    const rest = ['网格员能力提升班', '2026-5-20', 8, '市委党校'];
    const rows: Cell[][] = [
      ['姓名', '社区', '培训班名称', '结业日期', '学时', '主办单位'],
      ['周六', '西园社区', ...rest],
      ['周六', '没有的社区', ...rest],
      ['周六', '东园社区', ...rest],
    ];
    const { states, rows: shown } = await looked(db, { actor, kind: 'training', rows });
    expect(states).toEqual(['refused', 'refused', 'new']);
    expect(shown[0]?.words).toContain('西园社区没有登记叫周六的人');
  });

  it('of sections are planned with the checks of the form, also against each other', async () => {
    const { code } = await aCourse(db);
    const termId = await aTerm(db);
    const term = await db
      .selectFrom('term')
      .select('name')
      .where('id', '=', termId)
      .executeTakeFirstOrThrow();
    const head = [
      '课程代码',
      '学期',
      '班名',
      '名额',
      '开课日期',
      '结课日期',
      '星期',
      '课次',
      '上课时间',
      '上课方式',
    ];
    const rows: Cell[][] = [
      head,
      [code, term.name, '周三晚班', 30, '2026-12-02', '2027-01-20', '周三', 6, { time: 19 / 24 }, '面授'],
      [code, term.name, '周三晚班', 30, '2026-12-02', '2027-01-20', '周三', 6, '19:00', '面授'],
      [code, term.name, '太短的班', 30, '2026-12-02', '2026-12-09', '周三', 6, '晚上7点', '面授'],
      [code, '没有的学期', '别的班', 30, '2026-12-02', '2027-01-20', '周三', 6, '19:00', '面授'],
    ];
    const before = await everything(db);
    const looks = await looked(db, { actor, kind: 'sections', rows });
    expect(looks.rows.map(({ words }) => words).join('\n')).toContain('比结束日期晚');
    expect(looks.states).toEqual(['new', 'same', 'refused', 'refused']);
    expect(await everything(db)).toBe(before);
    const good = await looked(db, { actor, kind: 'sections', rows: rows.slice(0, 3) });
    expect(await taken(db, { actor, held: good.held })).toEqual({ ok: true });
    expect(await db.selectFrom('meeting').select('id').execute()).toHaveLength(6);
    const again = await looked(db, { actor, kind: 'sections', rows: rows.slice(0, 3) });
    expect(again.states).toEqual(['same', 'same']);
    expect(await groupsOf(db, { importId: good.held.id, page: 1, pageSize: 5 })).toMatchObject([
      { outcome: 'taken' },
    ]);
  });
});
