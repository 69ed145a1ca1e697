import { beforeEach, expect, it } from 'vitest';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import type { ImportKindKey } from '#app/features/imports/kinds.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { done } from '#tests/restructuring/town.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aRegistrar, aStreet, aUnit, keys, looked, manyNames, type Street, somebody, taken } from './desk.ts';
import { A, B, HEAD, row } from './roster-rows.ts';
import type { Cell } from './sheets.ts';

/** More rows than are looked at in one go. */
const crowd = manyNames.map((name) => row({ name, building: '5栋' }));

describeOnBothDatabases('who a row of a sheet means', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    actor = await aRegistrar(db);
  });

  const look = (kind: ImportKindKey, ...rows: Cell[][]) => looked(db, { actor, kind, rows: [HEAD, ...rows] });
  const unitBelow = async (parentId: string, name: string) =>
    (
      await db
        .selectFrom('org_unit')
        .select('id')
        .where('parent_id', '=', parentId)
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
    ).id;
  const give = (personId: string, value: string) =>
    setContact(db, {
      ...{
        env: keys,
        actor: academy,
        personId,
        kind: 'phone',
        value,
        source: 'staff',
        confirmed: false,
        now,
      },
    });
  const people = async (name = '张三') =>
    (await db.selectFrom('person').select('id').where('name', '=', name).execute()).length;

  it('is nobody found by name whose number is another than the row says, in whatever sheet and place', async () => {
    const home = await unitBelow(street.east, '5 栋');
    await aUnit(db, street.east, 'building', '6 栋');
    await give(await somebody(db, { name: '张三', username: 'zhang3', unit: home }), A);
    const said = row({ phone: B, building: '6栋', post: '楼栋长' });
    const post = await look('appointments', said);
    expect(post.states).toEqual(['refused']);
    expect(post.rows[0]?.words).toMatch(
      /东园社区登记过一位张三（用户名 zhang3），手机号不是表里的这个.*写上这个用户名/,
    );
    const resident = await look('people', row({ phone: B, building: '5栋', post: '居民' }));
    expect(resident.states).toEqual(['refused']);
    const named = await look('appointments', row({ building: '6栋', post: '楼栋长', username: 'zhang3' }));
    expect(named.states).toEqual(['new']);
  });

  for (const kind of ['people', 'appointments'] as const)
    for (const between of [[], crowd])
      it(`is whom an earlier row of that name and place was found to mean, by ${kind}, ${between.length} rows before`, async () => {
        await aUnit(db, street.west, 'building', '6 栋');
        await give(await somebody(db, { name: '张三', username: 'zhang3', unit: street.east }), A);
        if (kind === 'appointments')
          for (const [at, name] of between.map(([name], index) => [index, String(name)] as const))
            await somebody(db, { name, username: `u${at}`, unit: await unitBelow(street.east, '5 栋') });
        const there = { community: '西园社区', building: '6栋' };
        const sheet = [row({ ...there, phone: A, post: '楼栋长' }), ...between, row(there)];
        const { states, rows, held } = await look(kind, ...sheet);
        expect([states.at(0), states.at(-1)]).toEqual(['new', 'new']);
        expect(rows.at(-1)?.words).toMatch(/张三（zhang3）已经有了，会加一个岗位/);
        expect(await taken(db, { actor, held })).toEqual({ ok: true });
        expect(await people()).toBe(1);
        expect(new Set((await look(kind, ...sheet)).states)).toEqual(new Set(['same']));
      });

  it('is asked where the row without a number comes first and would make another', async () => {
    await aUnit(db, street.west, 'building', '6 栋');
    await give(await somebody(db, { name: '张三', username: 'zhang3', unit: street.east }), A);
    const there = { community: '西园社区', building: '6栋' };
    const { states, rows } = await look('people', row(there), row({ ...there, phone: A, post: '楼栋长' }));
    expect(states).toEqual(['new', 'refused']);
    expect(rows[1]?.words).toMatch(/和第 2 行同名.*两行都写上他的手机号/);
  });

  it('is said in one row: what a second says beside it is refused, not lost', async () => {
    const said = { building: '5栋', post: '楼栋长' };
    const ending = await look('people', row(said), row({ ...said, to: '2026-2-1' }));
    expect(ending.states).toEqual(['new', 'refused']);
    expect(ending.rows[1]?.words).toMatch(
      /和第 2 行是同一个人、同一个岗位，这一行还写了.*结束日期.*合成一行/,
    );
    const number = await look('people', row(said), row({ ...said, phone: B }));
    expect(number.states).toEqual(['new', 'refused']);
    expect(number.rows[1]?.words).toMatch(/还写了手机/);
    expect((await look('people', row({ ...said, phone: B }), row(said))).states).toEqual(['new', 'same']);
  });

  it('is known again by the registrar of a part whose sheet says posts that are over or to come', async () => {
    const own = await aRegistrar(db, street.east);
    const bring = (...rows: Cell[][]) => looked(db, { actor: own, rows: [HEAD, ...rows] });
    const sheet = [
      row({ name: '李四', building: '5栋', post: '楼栋长', from: '2027-1-1' }),
      row({ name: '王五', phone: A, building: '5栋', from: '2022-3-1', to: '2024-3-1' }),
    ];
    const { held, states } = await bring(...sheet);
    expect(states).toEqual(['new', 'new']);
    expect(await taken(db, { actor: own, held })).toEqual({ ok: true });
    expect((await bring(...sheet)).states).toEqual(['same', 'same']);
    const more = await bring(row({ name: '李四', building: '5栋', post: '网格员' }));
    expect(more.states).toEqual(['refused']);
    expect(more.rows[0]?.words).toMatch(/已经结束，或者还没有开始。要给他加岗位.*管全院的教务/);
    // Who has a post elsewhere as well is out of reach as before.
    const { id } = await db
      .selectFrom('person')
      .select('id')
      .where('name', '=', '王五')
      .executeTakeFirstOrThrow();
    const source = db.selectFrom('appointment').selectAll().where('person_id', '=', id);
    const post = await source.executeTakeFirstOrThrow();
    await db
      .insertInto('appointment')
      .values({ ...post, id: 'elsewhere', org_unit_id: street.west })
      .execute();
    expect((await bring(...sheet)).states).toEqual(['same', 'refused']);
  });

  it('is known again by the same sheet once they have confirmed another number themselves', async () => {
    const sheet = row({ phone: A, building: '5栋', post: '楼栋长' });
    const { held } = await look('people', sheet);
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    const { id } = await db
      .selectFrom('person')
      .select('id')
      .where('name', '=', '张三')
      .executeTakeFirstOrThrow();
    const own = { env: keys, actor: academy, personId: id, kind: 'phone', value: B, source: 'self' } as const;
    await setContact(db, { ...own, confirmed: true, now });
    expect((await look('people', sheet)).states).toEqual(['same']);
    expect((await look('appointments', sheet)).states).toEqual(['same']);
    expect((await look('people', row({ phone: A, building: '5栋', post: '志愿者' }))).states).toEqual([
      'refused',
    ]);
  });

  it('keeps a post that was there beside the one which a merge brought to it: its end is asked for', async () => {
    const held = { name: '张三', post: '志愿者' };
    const first = await look(
      'people',
      row({ ...held, from: '2022-1-1', username: 'zhang3' }),
      row({ ...held, community: '西园社区', from: '2023-1-1', username: 'zhang3' }),
    );
    expect(await taken(db, { actor, held: first.held })).toEqual({ ok: true });
    const merge = { kind: 'merge', unitIds: [street.east], intoId: street.west, name: '' } as const;
    await done(db, merge, '2026-11-22');
    const ending = row({ ...held, community: '西园社区', from: '', to: '2022-12-31', username: 'zhang3' });
    const { states, rows } = await look('people', ending);
    expect(states).toEqual(['refused']);
    expect(rows[0]?.words).toMatch(/几段接起来的，分不清结束的是哪一段。请在他的人员页里结束/);
  });
});
