import { beforeEach, expect, it } from 'vitest';
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
