import { beforeEach, expect, it } from 'vitest';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { createPerson } from '#app/features/identity/people.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { done } from '#tests/restructuring/town.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now, withPolicies } from '#tests/support/world.ts';
import { aRegistrar, aStreet, aUnit, looked, type Street, taken } from './desk.ts';
import type { Cell } from './sheets.ts';

const HEAD = ['姓名', '社区', '负责楼栋', '所在党组织', '职务', '家庭住址'];
type Said = { at?: string; building?: string; unit?: string; home?: string };
const row = ({ at = '东园社区', building = '', unit = '', home = '' }: Said): Cell[] => [
  ...['张三', at, building, unit, '志愿者', home],
];
const address = '东园社区东园里12栋2单元301室';
const TODAY = '2026-11-22';

describeOnBothDatabases('where a row of a sheet says that somebody is', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    const yard = await aUnit(db, street.east, 'xiaoqu', '东园里');
    await aUnit(db, await aUnit(db, yard, 'building', '12栋'), 'unit', '2单元');
    const committee = await aUnit(db, null, 'party-committee', '东园社区党委');
    await db.updateTable('org_unit').set({ territory_id: street.east }).where('id', '=', committee).execute();
    await aUnit(db, committee, 'party-branch', '东园第一支部');
    await aUnit(db, null, 'party-branch', '流动支部');
    actor = await aRegistrar(db);
  });
  /** Of two columns that may say a place in one cell, the one that is filled. */
  const headed = ([said]: Cell[][]) =>
    HEAD.map((title, column) => ([3, 5].includes(column) && !said?.[column] ? '备注' : title));
  const look = (...rows: Cell[][]) => looked(db, { actor, rows: [headed(rows), ...rows] });
  const named = async (name: string, parentId: string) => {
    const standing = db.selectFrom('org_unit').select('id').where('valid_to', 'is', null);
    return (
      await standing.where('name', '=', name).where('parent_id', '=', parentId).executeTakeFirstOrThrow()
    ).id;
  };

  it.each<[string, Said, string]>([
    ['an address beside a house', { building: '5栋', home: address }, '东园社区 › 5 栋 的'],
    ['an address beside a community', { home: address }, '：东园社区 的'],
    ['an address alone', { at: '', home: address }, '12栋 › 2单元 的'],
    ['the community twice', { building: '5栋', unit: '东园社区' }, '东园社区 › 5 栋 的'],
    ['a house twice, once closer', { building: '', unit: '方圆街道东园社区5栋' }, '东园社区 › 5 栋 的'],
    ['a house, and in which community', { at: '', building: '5栋', unit: '西园社区' }, '西园社区 › 5 栋 的'],
    ['a branch beside its community', { unit: '东园第一支部' }, '东园第一支部 的'],
    ['a branch that belongs nowhere', { unit: '流动支部' }, '流动支部 的'],
  ])('is found by %s', async (_, said, where) => {
    const { states, rows } = await look(row(said));
    expect(rows[0]?.words).toContain(where);
    expect(states).toEqual(['new']);
  });

  it.each<[string, Said]>([
    ['a house and a party organisation', { building: '5栋', unit: '东园社区党委' }],
    ['a house and a branch that belongs nowhere', { building: '5栋', unit: '流动支部' }],
    ['a house and another one', { building: '5栋', unit: '东园里12栋' }],
    ['a community and a house of another', { at: '西园社区', unit: '东园里12栋' }],
    ['a community and a branch of another', { at: '西园社区', unit: '东园第一支部' }],
  ])('is asked about where two columns do not fit: %s', async (_, said) => {
    const { states, rows } = await look(row(said));
    expect(states).toEqual(['refused']);
    expect(rows[0]?.words).toMatch(/写的是.*“所在组织”写的是.*对不上.*只写/);
  });

  it('is not found in a community of which one of two columns is unknown', async () => {
    const { rows } = await look(row({ at: '南园社区', unit: '东园第一支部' }), row({ unit: '第九支部' }));
    expect(rows.map(({ state, words }) => [state, words])).toEqual([
      ['refused', expect.stringContaining('没有找到“南园社区”')],
      ['refused', expect.stringContaining('没有找到“第九支部”')],
    ]);
  });

  it('is no place of another kind that is called like it', async () => {
    const { states, rows } = await look(
      row({ at: '', unit: '东园党支部' }),
      row({ unit: '东园小区' }),
      row({ at: '西园', unit: '西园社区党委' }),
    );
    expect(states).toEqual(['refused', 'refused', 'refused']);
    expect(rows[0]?.words).toContain('没有找到“东园党支部”');
  });

  it('is by the whole name of a unit of before rather than by a short one of today', async () => {
    await aUnit(db, street.west, 'xiaoqu', '幸福');
    const happy = await named('幸福', street.west);
    await aUnit(db, street.street, 'community', '幸福社区');
    await done(db, { kind: 'rename', unitId: happy, name: '和美里' }, TODAY);
    const { states, rows } = await look(row({ at: '', unit: '幸福' }), row({ at: '幸福社区' }));
    expect([states[0], rows[0]?.words]).toEqual(['new', expect.stringContaining('西园社区 › 和美里')]);
    expect(rows[1]?.words).toContain('幸福社区');
  });

  it.each([
    ['翠竹小区', '没有找到上级“翠竹小区”'],
    ['翠竹', '“翠竹”在这份表的后面才有'],
  ])(
    'of units is below %s only where that stands earlier in the sheet, and never twice',
    async (yard, said) => {
      await aUnit(db, street.street, 'community', '翠竹社区');
      const [heading, house, above] = [
        ['名称', '类别', '上级'],
        ['5栋', '楼栋', yard],
        [yard, '小区', '翠竹社区'],
      ];
      const units = (...rows: Cell[][]) => looked(db, { actor, kind: 'units', rows });
      const { states, rows: shown, held } = await units(heading, house, above);
      expect([states, shown[0]?.words]).toEqual([['refused', 'new'], expect.stringContaining(said)]);
      expect(await taken(db, { actor, held })).not.toEqual({ ok: true });
      const right = await units(heading, above, house);
      expect(right.states).toEqual(['new', 'new']);
      await taken(db, { actor, held: right.held });
      expect((await units(heading, above, house)).states).toEqual(['same', 'same']);
      expect((await units(heading, house, above)).states).toEqual(['same', 'same']);
    },
  );

  it.each(['people', 'appointments', 'training'] as const)(
    'is not looked for among words of thousands of letters, in a sheet of %s',
    async (kind) => {
      await withPolicies(db);
      const heading = [
        '姓名',
        '用户名',
        '社区',
        '职务',
        '任职时间',
        '培训名称',
        '结业日期',
        '学时',
        '主办单位',
      ];
      // Each is another one, and eighteen times as long when it is written plainly.
      const rows = Array.from({ length: 240 }, (_, turn) =>
        heading.map((_title, column) => (column === turn % 2 ? `${'ﷺ'.repeat(3_990)}${turn}` : '东园社区')),
      );
      const begun = process.cpuUsage();
      const { states } = await looked(db, { actor, kind, rows: [heading, ...rows] });
      const { user, system } = process.cpuUsage(begun);
      expect(new Set(states)).toEqual(new Set(['refused']));
      expect((user + system) / 1_000).toBeLessThan(6_000);
    },
  );

  it.each([
    ['a rename', () => ({ kind: 'rename', unitId: street.east, name: '东和社区' }) as const],
    [
      'a merge',
      () => ({ kind: 'merge', unitIds: [street.east, street.west], intoId: null, name: '双园社区' }) as const,
    ],
  ])('lies in the community that he was a neighbour in, after %s', async (_, change) => {
    const house = await named('5 栋', street.east);
    const made = await createPerson(db, { actor: academy, username: 'zhang3', name: '张三', now });
    if (!made.ok) throw new Error(made.reason);
    const post = { position: 'volunteer', validFrom: '2024-01-01', validTo: '2025-06-30', now } as const;
    await appoint(db, { actor: academy, personId: made.personId, orgUnitId: house, ...post });
    const before = await look(row({}));
    expect([before.states, before.rows[0]?.words]).toEqual([['refused'], expect.stringContaining('zhang3')]);
    await done(db, change(), TODAY);
    const { states, rows } = await look(row({}));
    expect([states, rows[0]?.words]).toEqual([['refused'], expect.stringContaining('zhang3')]);
    const posts = await looked(db, { actor, kind: 'appointments', rows: [HEAD, row({})] });
    expect([posts.states, posts.rows[0]?.words]).toEqual([['new'], expect.stringContaining('zhang3')]);
  });

  it('lies in the community into which his house was moved', async () => {
    const house = await named('5 栋', street.east);
    const made = await createPerson(db, { actor: academy, username: 'zhang3', name: '张三', now });
    if (!made.ok) throw new Error(made.reason);
    const post = { position: 'volunteer', validFrom: '2024-01-01', validTo: '2025-06-30', now } as const;
    await appoint(db, { actor: academy, personId: made.personId, orgUnitId: house, ...post });
    await done(db, { kind: 'move', unitId: house, parentId: street.west }, TODAY);
    const { states, rows } = await look(row({ at: '西园社区' }), row({ at: '东园社区' }));
    expect(rows[0]?.words).toContain('zhang3');
    expect(states).toEqual(['refused', 'new']);
  });
});
