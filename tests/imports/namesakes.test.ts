import { beforeEach, expect, it } from 'vitest';
import { appoint } from '#app/features/identity/appointments.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aRegistrar, aStreet, aUnit, looked, manyNames, type Street, somebody, taken } from './desk.ts';
import type { Cell } from './sheets.ts';

const HEAD = ['姓名', '社区', '楼栋', '所在组织', '职务', '任职时间', '手机', '用户名'];
type Said = { building?: string; unit?: string; post?: string; phone?: string; username?: string };
const row = (community: string, { building, unit, post = '志愿者', phone, username }: Said = {}): Cell[] => [
  ...['张三', community, building ?? '', unit ?? '', post, '2025-3-1', phone ?? '', username ?? ''],
];
const east = (said?: Said) => row('东园社区', said);
/** More rows than are looked at in one go. */
const crowd = manyNames.map((name) => [name, ...east({ building: '5栋' }).slice(1)]);

describeOnBothDatabases('people of one name in one community', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    await aUnit(db, street.east, 'building', '6 栋');
    actor = await aRegistrar(db);
  });

  const look = (...rows: Cell[][]) => looked(db, { actor, rows: [HEAD, ...rows] });
  const known = (unit: string) => somebody(db, { name: '张三', username: 'zhang3', unit });
  const asAcademy = { actor: academy, validFrom: '2025-01-01', now };
  const endPost = (personId: string) =>
    db.updateTable('appointment').set({ valid_to: '2024-12-31' }).where('person_id', '=', personId).execute();
  const building = async (name: string) =>
    (
      await db
        .selectFrom('org_unit')
        .select('id')
        .where('parent_id', '=', street.east)
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
    ).id;
  const people = async () =>
    (await db.selectFrom('person').select('id').where('name', '=', '张三').execute()).length;

  it('are asked about in whatever two rows say neither number nor user name, and neither one nor two are made', async () => {
    for (const second of [
      east({ building: '6栋' }),
      east({ post: '网格员' }),
      east({ building: '6栋', phone: '19911110001' }),
      east({ building: '6栋', username: 'zhang-two' }),
    ]) {
      const { states, rows, held } = await look(east(), second);
      expect(states).toEqual(['new', 'refused']);
      expect(rows[1]?.words).toMatch(
        second.at(-1) === ''
          ? /和第 2 行同名，都在东园社区.*手机号.*用户名/
          : /和第 2 行同名，只有一行写了用户名/,
      );
      expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
      expect(await people()).toBe(0);
    }
  });

  it('are one in a row that stands there twice with all that it says, and the words say what makes two of them', async () => {
    const { states, rows, held } = await look(east(), east());
    expect(states).toEqual(['new', 'same']);
    expect(rows[1]?.words).toMatch(/和第 2 行写的是同一件事，只收一次.*另一个人.*手机或者用户名/);
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    expect(await people()).toBe(1);
  });

  it('are told apart by their numbers or user names, joined by one number, and the same again changes nothing', async () => {
    const two = [
      east({ building: '5栋', phone: '19911110001' }),
      east({ building: '6栋', phone: '19911110002' }),
      east({ building: '6栋', phone: '19911110001', post: '网格员' }),
    ];
    const { held, states } = await look(...two);
    expect(states).toEqual(['new', 'new', 'new']);
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    expect(await people()).toBe(2);
    expect((await look(...two)).states).toEqual(['same', 'same', 'same']);
    const named = [row('西园社区', { username: 'zhang-a' }), row('西园社区', { username: 'zhang-b' })];
    const more = await look(...named);
    expect(more.states).toEqual(['new', 'new']);
    await taken(db, { actor, held: more.held });
    expect(await people()).toBe(4);
  });

  it('are one where few live: several posts in one house', async () => {
    const { held, states, rows } = await look(
      east({ building: '5栋' }),
      east({ building: '5栋', post: '楼栋长' }),
      row('西园社区'),
    );
    expect(states).toEqual(['new', 'new', 'new']);
    expect(rows[1]?.words).toContain('是第 2 行这个人的另一个岗位');
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    expect(await people()).toBe(2);
  });

  it('are asked about where somebody known is a neighbour, until the sheet says a user name', async () => {
    await known(await building('5 栋'));
    const asked = await look(east({ building: '6栋' }), east({ building: '6栋', phone: '19911110001' }));
    expect(asked.states).toEqual(['refused', 'refused']);
    expect(asked.rows[0]?.words).toMatch(/东园社区已经有张三了（用户名 zhang3）.*新的用户名/);
    const { held, states } = await look(
      east({ building: '6栋', username: 'zhang3' }),
      east({ building: '5栋', username: 'zhang-new' }),
    );
    expect(states).toEqual(['new', 'new']);
    await taken(db, { actor, held });
    expect(await people()).toBe(2);
    expect((await look(row('西园社区'))).states).toEqual(['new']);
  });

  it('are asked about where only the name says that he is known, and a post is added', async () => {
    await known(street.east);
    const { states, rows } = await look(east({ post: '网格员' }), east({ post: '居民' }));
    expect(states).toEqual(['refused', 'refused']);
    expect(rows[0]?.words).toMatch(/登记过一位张三（用户名 zhang3）/);
    const same = [...east()];
    same[5] = '2024-1-1';
    same[4] = '居民';
    expect((await look(same)).states).toEqual(['same']);
    expect((await look(east({ post: '网格员', username: 'zhang3' }))).states).toEqual(['new']);
  });

  it('are neighbours in the party organisation of their community as well', async () => {
    const committee = await aUnit(db, null, 'party-committee', '东园社区党委');
    const branch = await aUnit(db, committee, 'party-branch', '东园第一支部');
    await db.updateTable('org_unit').set({ territory_id: street.east }).where('id', '=', committee).execute();
    const rows = [east({ building: '5栋' }), row('', { unit: '东园第一支部', post: '党员' })];
    expect((await look(...rows)).states).toEqual(['new', 'refused']);
    await known(branch);
    const { states, rows: shown } = await look(east({ building: '5栋' }));
    expect(states).toEqual(['refused']);
    expect(shown[0]?.words).toContain('zhang3');
  });

  it('are left alone where whoever is found by name belongs to a place that the registrar does not reach', async () => {
    const home = await building('5 栋');
    const moved = await known(home);
    await endPost(moved);
    await appoint(db, { ...asAcademy, personId: moved, position: 'resident', orgUnitId: street.west });
    const own = await aRegistrar(db, street.east);
    const said = { building: '5栋', post: '楼栋长', phone: '19911110001' };
    for (const kind of ['people', 'appointments'] as const) {
      const { states, rows } = await looked(db, { actor: own, kind, rows: [HEAD, east(said)] });
      expect(states).toEqual(['refused']);
      expect(rows[0]?.words).toMatch(/5 栋已经有一位张三，他的岗位不都在你的管理范围内/);
      expect(rows[0]?.words).not.toContain('zhang3');
    }
    await somebody(db, { name: '张三', username: 'zhang-here', unit: home });
    const several = await looked(db, { actor: own, rows: [HEAD, east(said)] });
    expect(several.rows[0]?.words).toMatch(/不止一位（用户名 zhang-here）/);
    expect((await looked(db, { actor, rows: [HEAD, east({ ...said, username: 'zhang3' })] })).states).toEqual(
      ['new'],
    );
  });

  it('are one, over before today and again, in a sheet of a registrar who does not reach whoever has left', async () => {
    const own = await aRegistrar(db, street.east);
    const over = (building: string, post: string, days: string) => {
      const said = east({ building, post });
      said[5] = days;
      return said;
    };
    const sheet = [HEAD, over('5栋', '楼栋长', '2022.3-2024.3'), ...crowd, over('5栋', '志愿者', '2025.3')];
    const { held, counts } = await looked(db, { actor: own, rows: sheet });
    expect(counts).toMatchObject({ new: 262, refused: 0 });
    expect(await taken(db, { actor: own, held })).toEqual({ ok: true });
    expect(await people()).toBe(1);
  });

  it('are found across the batches in which rows are looked at', async () => {
    const { rows } = await look(east({ username: 'zhang-one' }), ...crowd, east({ building: '6栋' }));
    expect(rows.at(-1)).toMatchObject({ state: 'refused', words: expect.stringContaining('和第 2 行同名') });
  });
});
