import { beforeEach, expect, it } from 'vitest';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { heirsOf } from '#app/features/organisation/heirs.server.ts';
import { changeUnits, previewChange } from '#app/features/restructuring/changing.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aGrantOver, aTown, aUnit, done, postsOf, shapeOn, somebody, TODAY } from './town.ts';

type Town = Awaited<ReturnType<typeof aTown>>;

describeOnBothDatabases('a change of the organisation', (open) => {
  let db: Db;
  let town: Town;
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
  });

  const asked = (change: Change, day: string) =>
    changeUnits(db, { actor: academy, change, day, reason: '区划调整', now });
  const refused = async (change: Change, day = TODAY) => {
    const outcome = await asked(change, day);
    return outcome.ok ? 'done' : outcome.reason;
  };
  const movesEast = (): Change => ({ kind: 'move', unitId: town.east.id, parentId: town.other.id });

  it('moves a unit with everything below it from its day on, and leaves every day before as it was', async () => {
    const head = await somebody(db, town.one);
    const later = await somebody(db, town.east, 'volunteer', { validFrom: '2026-12-01' });
    const before = await shapeOn(db, '2026-09-30');
    const { unitId } = await done(db, movesEast(), '2026-10-01');
    expect(await shapeOn(db, '2026-09-30')).toEqual(before);
    expect(await shapeOn(db, '2026-10-01')).toEqual([
      '蓝山区 0',
      '蓝山区/方圆街道 0',
      '蓝山区/方圆街道/西园社区 0',
      '蓝山区/方圆街道/西园社区/9 栋 0',
      '蓝山区/芦荡街道 0',
      '蓝山区/芦荡街道/北园社区 0',
      '蓝山区/芦荡街道/东园社区 0',
      '蓝山区/芦荡街道/东园社区/和风里 0',
      '蓝山区/芦荡街道/东园社区/和风里/1 栋 1',
      '蓝山区/芦荡街道/东园社区/和风里/2 栋 0',
      '蓝山区/芦荡街道/东园社区/第一网格 0',
    ]);
    expect(await postsOf(db, head.personId)).toMatchObject([
      { path: town.one.path, from: '2024-03-01', to: '2026-09-30', source: 'roster' },
      { name: '1 栋', from: '2026-10-01', to: null, source: 'roster' },
    ]);
    expect(await postsOf(db, later.personId)).toMatchObject([
      { name: '东园社区', from: '2026-12-01', to: null },
    ]);
    expect((await heirsOf(db, [town.east.id], TODAY)).get(town.east.id)).toMatchObject([
      { id: unitId, takes: true },
    ]);
    expect((await heirsOf(db, [town.east.id], '2026-09-30')).get(town.east.id)).toMatchObject([
      { id: town.east.id },
    ]);
    const [line] = await journalOf(db, { subjectType: 'org_unit', subjectId: town.east.id });
    expect(line).toMatchObject({ action: 'unit.moved', detail: { day: '2026-10-01', units: 5, posts: 2 } });
    // Nothing is called otherwise, so nobody is written to.
    expect(await unreadNotices(db, head.personId)).toEqual([]);
  });

  it('renames a unit: whoever serves there is told, nobody below it', async () => {
    const secretary = await somebody(db, town.east, 'party-secretary');
    const neighbour = await somebody(db, town.east, 'resident');
    const head = await somebody(db, town.one);
    await done(db, { kind: 'rename', unitId: town.east.id, name: '东和社区' }, '2026-12-01');
    expect(await shapeOn(db, '2026-11-30')).toContain('蓝山区/方圆街道/东园社区 2');
    expect(await shapeOn(db, '2026-12-01')).toContain('蓝山区/方圆街道/东和社区/和风里/1 栋 1');
    expect((await unreadNotices(db, secretary.personId)).map(({ title }) => title)).toEqual([
      '你任职的“东园社区”从 2026年12月1日 起是“东和社区”',
    ]);
    expect(await unreadNotices(db, neighbour.personId)).toEqual([]);
    expect(await unreadNotices(db, head.personId)).toEqual([]);
  });

  it('merges several into a standing one, and whoever held the same post in both holds it once', async () => {
    const [both, west] = [
      await somebody(db, town.east, 'volunteer'),
      await somebody(db, town.west, 'volunteer'),
    ];
    await db
      .insertInto('appointment')
      .values({
        ...{ id: '01900000-0000-7000-8000-000000000001', person_id: both.personId, position: 'volunteer' },
        ...{ org_unit_id: town.west.id, valid_from: '2025-01-01', valid_to: null, source: 'roster' },
      })
      .execute();
    await done(
      db,
      { kind: 'merge', unitIds: [town.east.id, town.west.id], intoId: town.west.id, name: '' },
      TODAY,
    );
    expect(await shapeOn(db, TODAY)).toEqual([
      '蓝山区 0',
      '蓝山区/方圆街道 0',
      '蓝山区/方圆街道/西园社区 2',
      '蓝山区/方圆街道/西园社区/9 栋 0',
      '蓝山区/方圆街道/西园社区/和风里 0',
      '蓝山区/方圆街道/西园社区/和风里/1 栋 0',
      '蓝山区/方圆街道/西园社区/和风里/2 栋 0',
      '蓝山区/方圆街道/西园社区/第一网格 0',
      '蓝山区/芦荡街道 0',
      '蓝山区/芦荡街道/北园社区 0',
    ]);
    expect(await postsOf(db, both.personId)).toHaveLength(2);
    expect(await postsOf(db, west.personId)).toHaveLength(1);
  });

  it('merges several into a new one beside the first', async () => {
    await somebody(db, town.east, 'volunteer');
    await somebody(db, town.west, 'volunteer');
    const merge: Change = {
      kind: 'merge',
      unitIds: [town.east.id, town.west.id],
      intoId: null,
      name: '双园社区',
    };
    await done(db, merge, TODAY);
    const shape = await shapeOn(db, TODAY);
    expect(shape).toContain('蓝山区/方圆街道/双园社区 2');
    expect(shape).toContain('蓝山区/方圆街道/双园社区/9 栋 0');
    expect(shape).toContain('蓝山区/方圆街道/双园社区/和风里/2 栋 0');
    expect(shape.filter((line) => /东园|西园/.test(line))).toEqual([]);
  });

  it('splits a unit: what is below goes to the part that names it, what is of itself to the chosen one, rights to each', async () => {
    const [own, head] = [await somebody(db, town.east, 'volunteer'), await somebody(db, town.one)];
    const assessor = await aGrantOver(db, 'assessor', town.east);
    const parts = [
      { name: '东一社区', childIds: [town.grid.id] },
      { name: '东二社区', childIds: [town.yard.id] },
    ];
    await done(db, { kind: 'split', unitId: town.east.id, parts, rest: 0 }, TODAY);
    const shape = await shapeOn(db, TODAY);
    expect(shape).toContain('蓝山区/方圆街道/东一社区 1');
    expect(shape).toContain('蓝山区/方圆街道/东一社区/第一网格 0');
    expect(shape).toContain('蓝山区/方圆街道/东二社区/和风里/1 栋 1');
    expect((await postsOf(db, own.personId)).at(-1)).toMatchObject({ name: '东一社区', from: TODAY });
    expect((await postsOf(db, head.personId)).at(-1)).toMatchObject({ name: '1 栋', from: TODAY });
    const grants = await db
      .selectFrom('role_grant')
      .innerJoin('org_unit', 'org_unit.id', 'org_unit_id')
      .select(['name', 'role_grant.valid_from', 'role_grant.valid_to'])
      .where('person_id', '=', assessor.personId)
      .orderBy('path')
      .execute();
    expect(grants).toEqual([
      { name: '东园社区', valid_from: '2024-01-01', valid_to: '2026-11-21' },
      { name: '东一社区', valid_from: TODAY, valid_to: null },
      { name: '东二社区', valid_from: TODAY, valid_to: null },
    ]);
    const heirs = (await heirsOf(db, [town.east.id], TODAY)).get(town.east.id);
    expect(heirs?.map(({ name, takes }) => [name, takes])).toEqual([
      ['东一社区', true],
      ['东二社区', false],
    ]);
  });

  it('closes a unit only where nobody holds a post beyond its last day, or says where they go', async () => {
    const head = await somebody(db, town.one);
    await somebody(db, town.two, 'building-head', { validTo: '2026-11-21' });
    const close = { kind: 'close' as const, unitId: town.yard.id };
    expect(await refused({ ...close, toId: null })).toBe('posts-there');
    await done(db, { ...close, toId: town.grid.id }, TODAY);
    expect(await shapeOn(db, TODAY)).toContain('蓝山区/方圆街道/东园社区/第一网格 1');
    expect((await postsOf(db, head.personId)).at(-1)).toMatchObject({ name: '第一网格', from: TODAY });
    expect(await refused({ kind: 'close', unitId: town.nine.id, toId: null })).toBe('done');
    expect(await shapeOn(db, TODAY)).not.toContain('蓝山区/方圆街道/西园社区/9 栋 0');
  });

  it('is refused with the reason where it cannot be', async () => {
    const { east, west, yard, one, street, top, district } = town;
    const move = (unitId: string, parentId: string): Change => ({ kind: 'move', unitId, parentId });
    expect(await refused(move(east.id, street.id))).toBe('same');
    expect(await refused(move(east.id, top.id))).toBe('other-tree');
    expect(await refused(move(east.id, yard.id))).toBe('into-itself');
    expect(await refused(move(yard.id, one.id))).toBe('into-itself');
    expect(await refused(move(west.id, yard.id))).toBe('kind');
    expect(await refused(move(east.id, east.id.replace(/.$/, 'x')))).toBe('unknown-unit');
    expect(await refused(move(district.id, street.id))).toBe('into-itself');
    expect(await refused({ kind: 'rename', unitId: east.id, name: '东园社区' })).toBe('same');
    expect(await refused({ kind: 'rename', unitId: east.id, name: ' ' })).toBe('name');
    expect(await refused({ kind: 'merge', unitIds: [east.id], intoId: null, name: '甲' })).toBe('parts');
    expect(await refused({ kind: 'merge', unitIds: [east.id, yard.id], intoId: null, name: '甲' })).toBe(
      'kind',
    );
    const one_part = {
      kind: 'split' as const,
      unitId: east.id,
      parts: [{ name: '甲', childIds: [] }],
      rest: 0,
    };
    expect(await refused(one_part)).toBe('parts');
    expect(await refused(movesEast(), '2025-12-31')).toBe('day');
    expect(await refused(movesEast(), '2027-12-31')).toBe('day');
  });

  it('follows every change before it in time', async () => {
    await done(db, { kind: 'move', unitId: town.yard.id, parentId: town.west.id }, '2026-10-01');
    expect(await refused({ kind: 'rename', unitId: town.east.id, name: '东和社区' }, '2026-09-30')).toBe(
      'changed-since',
    );
    expect(await refused({ kind: 'rename', unitId: town.west.id, name: '西和社区' }, '2026-10-01')).toBe(
      'changed-since',
    );
    expect(await refused({ kind: 'rename', unitId: town.east.id, name: '东和社区' }, '2026-10-01')).toBe(
      'done',
    );
    await done(db, { kind: 'close', unitId: town.nine.id, toId: null }, '2027-01-01');
    expect(await refused({ kind: 'rename', unitId: town.west.id, name: '西和社区' }, TODAY)).toBe(
      'changed-since',
    );
    const young = await aUnit(db, town.north, 'building', '3 栋', { validFrom: TODAY });
    expect(await refused({ kind: 'close', unitId: young.id, toId: null }, '2026-11-01')).toBe(
      'changed-since',
    );
  });

  it('is shown beforehand without being done, and confirmed as it was shown', async () => {
    await somebody(db, town.one);
    await aGrantOver(db, 'assessor', town.east);
    const preview = await previewChange(db, { actor: academy, change: movesEast(), day: TODAY, now });
    expect(preview).toMatchObject({
      ok: true,
      going: { posts: 1, byPosition: [{ position: 'building-head', posts: 1 }], grants: 1 },
    });
    expect((await db.selectFrom('org_change').select('id').execute()).length).toBe(0);
    await somebody(db, town.two);
    const wanted = { actor: academy, change: movesEast(), day: TODAY, reason: '区划调整', now };
    expect(await changeUnits(db, { ...wanted, seen: '5.1.1.0' })).toMatchObject({
      ok: false,
      reason: 'otherwise',
    });
    expect(await changeUnits(db, { ...wanted, seen: '5.2.1.0' })).toMatchObject({ ok: true });
  });
});
