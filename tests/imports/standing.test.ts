import { beforeEach, expect, it } from 'vitest';
import type { Change } from '#app/features/organisation/change-plan.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { done } from '#tests/restructuring/town.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aRegistrar, aStreet, everything, looked, type Street, taken } from './desk.ts';
import type { Cell } from './sheets.ts';

const HEAD = ['姓名', '社区', '职务', '任职时间', '结束日期'];

/** The units of `aStreet` begin on 2020-01-01; it is 2026-11-22. */
describeOnBothDatabases('a sheet about units that begin and change', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    actor = await aRegistrar(db);
  });

  const people = (...rows: Cell[][]) => looked(db, { actor, rows: [HEAD, ...rows] });
  const posts = () =>
    db
      .selectFrom('appointment')
      .innerJoin('org_unit', 'org_unit.id', 'org_unit_id')
      .select(['name', 'appointment.valid_from as from', 'appointment.valid_to as to'])
      .where('source', '=', 'roster')
      .orderBy('appointment.valid_from')
      .execute();

  it('says beforehand that nobody was there before there was anything', async () => {
    const { states, rows } = await people(
      ['张三', '东园社区', '志愿者', '2019-12-31', ''],
      ['李四', '东园社区', '志愿者', '2020-1-1', ''],
    );
    expect(states).toEqual(['refused', 'new']);
    expect(rows[0]?.words).toContain('从 2020年1月1日 才有');
  });

  it('lets a post go on where its unit is going to change, in pieces, and twice the same', async () => {
    const rename = { kind: 'rename', unitId: street.east, name: '东和社区' } as const;
    await done(db, rename, '2027-03-01');
    const rows = [['张三', '东园社区', '志愿者', '2025-3-1', '']];
    const { held, states } = await people(...rows);
    expect(states).toEqual(['new']);
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    expect(await posts()).toEqual([
      { name: '东园社区', from: '2025-03-01', to: '2027-02-28' },
      { name: '东和社区', from: '2027-03-01', to: null },
    ]);
  });

  const building = async (name: string) =>
    (
      await db
        .selectFrom('org_unit')
        .select('id')
        .where('parent_id', '=', street.east)
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
    ).id;
  const TODAY = '2026-11-22';
  const roster = [
    ['张三', '东园社区', '志愿者', '2025-3-1', ''],
    ['李四', '东园社区 5栋', '楼栋长', '2024-5-1', ''],
    ['王五', '西园社区', '志愿者', '2022.3', '2025.6'],
    ['赵六', '西园社区', '网格员', '', ''],
  ];

  const changes: [string, () => Promise<Change>][] = [
    ['a merge into one of them', async () => ({ ...merge, intoId: street.west, name: '' })],
    ['a merge into a new one', async () => ({ ...merge, intoId: null, name: '双园社区' })],
    ['a rename', async () => ({ kind: 'rename', unitId: street.east, name: '东和社区' })],
    ['a move', async () => ({ kind: 'move', unitId: await building('5 栋'), parentId: street.west })],
    [
      'a split',
      async () => ({
        kind: 'split',
        unitId: street.east,
        parts: [part('东一社区'), part('东二社区')],
        rest: 1,
      }),
    ],
  ];
  const part = (name: string) => ({ name, childIds: [] });
  let merge: { kind: 'merge'; unitIds: string[] };

  it.each(changes)('changes nothing with the same sheet after %s', async (_, change) => {
    merge = { kind: 'merge', unitIds: [street.east, street.west] };
    const { held, states } = await people(...roster);
    expect(states).toEqual(['new', 'new', 'new', 'new']);
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    await done(db, await change(), TODAY);
    const once = await everything(db);
    const again = await people(...roster);
    expect(again.rows.map(({ words, state }) => [state, words])).toEqual(
      ['张三', '李四', '王五', '赵六'].map((name) => ['same', expect.stringContaining(`${name}（`)]),
    );
    await taken(db, { actor, held: again.held });
    expect(await everything(db)).toBe(once);
  });

  it('finds a unit by a name that it kept through two changes, and lost in a third', async () => {
    let [at, east] = [street.street, street.east];
    const renamed = async (unitId: string, name: string, day: string) => {
      await done(db, { kind: 'rename', unitId, name }, day);
      const standing = (called: string) =>
        db
          .selectFrom('org_unit')
          .select('id')
          .where('name', '=', called)
          .where('valid_to', 'is', null)
          .executeTakeFirst();
      at = (await standing('方圆新街道'))?.id ?? at;
      east = (await standing('东园社区'))?.id ?? east;
    };
    await renamed(at, '方圆新街道', '2026-11-20');
    await renamed(at, '方圆大街道', '2026-11-21');
    await renamed(east, '东和社区', TODAY);
    const { states, rows } = await people(['张三', '东园社区', '志愿者', '2026-11-22', '']);
    expect([states, rows[0]?.words]).toEqual([['new'], expect.stringContaining('东和社区')]);
    const named = await db.selectFrom('org_unit').select('id').where('name', '=', '东园社区').execute();
    expect(named).toHaveLength(3);
  });

  it('ends a post that a change has cut, and says of one that has ended that it has', async () => {
    const { held } = await people(...roster);
    await taken(db, { actor, held });
    await done(db, { kind: 'rename', unitId: street.east, name: '东和社区' }, TODAY);
    const ending = await people(['张三', '东和社区', '志愿者', '2025-3-1', '2026-6-30']);
    expect(ending.states).toEqual(['change']);
    await taken(db, { actor, held: ending.held });
    const {
      states,
      rows,
      counts,
      held: ended,
    } = await people(
      ['张三', '东园社区', '志愿者', '', ''],
      ['张三', '东园社区', '志愿者', '2025-3-1', '2026-6-30'],
    );
    expect(states).toEqual(['ended', 'same']);
    expect(rows[0]?.words).toMatch(/志愿者岗位已经在 2026年6月30日 结束.*写明新的任职时间/);
    expect(counts).toMatchObject({ ended: 1, same: 1, refused: 0 });
    expect(await taken(db, { actor, held: ended })).toMatchObject({ reason: 'nothing-to-do' });
    const anew = await people(['张三', '东园社区', '志愿者', '2026-11-22', '']);
    expect(anew.states).toEqual(['new']);
    expect(await taken(db, { actor, held: anew.held })).toEqual({ ok: true });
    expect((await people(['张三', '东园社区', '志愿者', '', ''])).states).toEqual(['same']);
  });

  it('asks of a row without a post whether he is there now, and takes one who comes back', async () => {
    const { held } = await people(
      ['张三', '东园社区 5栋', '志愿者', '2025-3-1', ''],
      ['张三', '东园社区 5栋', '网格员', '2025-6-1', '2026-6-30'],
      ['李四', '东园社区 5栋', '居民', '2024-5-1', '2025-6-30'],
      ['李四', '东园社区 5栋', '志愿者', '2025-3-1', '2026-6-30'],
    );
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    const { states, rows } = await people(
      ['张三', '东园社区 5栋', '', '', ''],
      ['李四', '东园社区 5栋', '', '', ''],
    );
    expect(states).toEqual(['same', 'ended']);
    expect((await people(['李四', '东园社区 5栋', '', '2026-3-1', ''])).states).toEqual(['ended']);
    expect(rows[1]?.words).toMatch(/2026年6月30日 结束.*写明新的任职时间/);
    const back = await people(['李四', '东园社区 5栋', '', '2026-9-1', '']);
    expect(back.states).toEqual(['new']);
    expect(back.rows[0]?.words).toContain('居民，从 2026年9月1日 起');
    expect(await taken(db, { actor, held: back.held })).toEqual({ ok: true });
    expect((await people(['李四', '东园社区 5栋', '', '', ''])).states).toEqual(['same']);
  });

  it('of units with a later first day changes nothing the second time', async () => {
    const rows: Cell[][] = [
      ['名称', '类别', '上级', '设立日期'],
      ['新苑', '小区', '东园社区', '2027-9-1'],
      ['1栋', '楼栋', '东园社区 新苑', '2027-9-1'],
      ['2栋', '楼栋', '东园社区 新苑', '2027-3-1'],
    ];
    const first = await looked(db, { actor, kind: 'units', rows });
    expect(first.states).toEqual(['new', 'new', 'refused']);
    expect(first.rows[2]?.words).toContain('比上级');
    expect(await taken(db, { actor, held: first.held, grouping: 'community' })).toEqual({ ok: true });
    const once = await everything(db);
    const again = await looked(db, { actor, kind: 'units', rows: rows.slice(0, 3) });
    expect(again.states).toEqual(['same', 'same']);
    expect(again.rows[0]?.words).toContain('从 2027年9月1日 起');
    await taken(db, { actor, held: again.held });
    expect(await everything(db)).toBe(once);
  });
});
