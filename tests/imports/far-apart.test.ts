import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aRegistrar, aStreet, aUnit, looked, manyNames, type Street, somebody, taken, told } from './desk.ts';
import type { Cell } from './sheets.ts';

const HEAD = ['姓名', '社区', '楼栋', '职务', '任职时间', '手机', '用户名'];
type Said = { at?: string; building?: string; post?: string; phone?: string; username?: string };
const row = (name: string, { at = '东园社区', building = '', ...said }: Said = {}): Cell[] => [
  ...[name, at, building, said.post ?? '志愿者', '2025-3-1', said.phone ?? '', said.username ?? ''],
];

/** More rows than are looked at in one go. */
const crowd = manyNames.map((name) => row(name, { building: '5栋' }));

describeOnBothDatabases('two rows of a sheet that are looked at in different batches', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    await aUnit(db, street.east, 'building', '6 栋');
    actor = await aRegistrar(db);
  });

  const both = async (one: Cell[], other: Cell[], kind?: 'people' | 'appointments') => {
    const { rows, held } = await looked(db, {
      actor,
      ...(kind ? { kind } : {}),
      rows: [HEAD, one, ...crowd, other],
    });
    return { first: rows[0], last: rows.at(-1), held };
  };
  const people = async (name: string) =>
    (await db.selectFrom('person').select('id').where('name', '=', name).execute()).length;

  it('say one number under two names, and the second is refused before anything is taken', async () => {
    const { first, last } = await both(
      row('张三', { phone: '19911110001' }),
      row('李四', { phone: '19911110001', at: '西园社区' }),
    );
    expect(first?.state).toBe('new');
    expect(last).toMatchObject({ state: 'refused', words: expect.stringMatching(/手机号和第 2 行的一样/) });
  });

  it('say one number under two user names, and the second is refused', async () => {
    const { last } = await both(
      row('张三', { phone: '19911110001', username: 'zhang-a' }),
      row('张三', { phone: '19911110001', username: 'zhang-b', at: '西园社区' }),
    );
    expect(last).toMatchObject({ state: 'refused', words: expect.stringMatching(/手机号和第 2 行的一样/) });
  });

  it('say one name and number in two places, and one person is shown and made', async () => {
    const { first, last, held } = await both(
      row('张三', { phone: '19911110001' }),
      row('张三', { phone: '19911110001', at: '西园社区', post: '网格员' }),
    );
    expect([first?.state, last?.state]).toEqual(['new', 'new']);
    expect(last?.words).toContain('是第 2 行这个人的另一个岗位');
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    expect((await told(db, actor, held.id)).counts.refused).toBe(0);
    expect(await people('张三')).toBe(1);
  });

  it.each<[string, Said, Said]>([
    ['the first', { building: '5栋', username: 'zhang-a' }, { building: '5栋' }],
    ['the second', { building: '5栋' }, { building: '5栋', username: 'zhang-a' }],
    [
      'the first, with one number in two places',
      { phone: '19911110001', username: 'zhang-a' },
      { phone: '19911110001', at: '西园社区' },
    ],
    [
      'the first, with two numbers',
      { building: '5栋', phone: '19911110001', username: 'zhang-a' },
      { building: '5栋', phone: '19911110002' },
    ],
  ])('say a user name only once, in %s, and are asked about', async (_, one, other) => {
    const { first, last } = await both(row('张三', one), row('张三', other));
    expect(first?.state).toBe('new');
    expect(last).toMatchObject({
      state: 'refused',
      words: expect.stringMatching(/第 2 行.*只有一行写了用户名/),
    });
  });

  it('say a user name only once where somebody of that name is known, or in a sheet of posts', async () => {
    const home = await db
      .selectFrom('org_unit')
      .select('id')
      .where('parent_id', '=', street.east)
      .where('name', '=', '5 栋')
      .executeTakeFirstOrThrow();
    await somebody(db, { name: '张三', username: 'zhang3', unit: home.id });
    await somebody(db, { name: '张三', username: 'zhang-w', unit: street.west });
    const said = { building: '5栋', post: '楼栋长' };
    for (const kind of ['people', 'appointments'] as const) {
      const { first, last } = await both(
        row('张三', { ...said, username: 'zhang-w' }),
        row('张三', said),
        kind,
      );
      expect(first?.state).toBe('new');
      expect(last).toMatchObject({ state: 'refused', words: expect.stringContaining('只有一行写了用户名') });
    }
  });
});
