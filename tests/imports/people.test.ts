import { beforeEach, expect, it } from 'vitest';
import { groupsOf } from '#app/features/imports/groups.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aRegistrar, aStreet, everything, looked, type Street, somebody, taken, told } from './desk.ts';
import type { Cell } from './sheets.ts';

describeOnBothDatabases('people from a sheet', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    actor = await aRegistrar(db);
  });

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
  const named = () =>
    db
      .selectFrom('person')
      .innerJoin('appointment', 'appointment.person_id', 'person.id')
      .select(['name', 'username', 'age_band', 'position', 'valid_from', 'valid_to'])
      .where('source', '=', 'roster')
      .orderBy('username')
      .orderBy('position')
      .execute();

  it('are added with their posts, and the same sheet again changes nothing', async () => {
    const before = await everything(db);
    const first = await looked(db, { actor, rows: roster });
    expect(first.rows.map(({ number, state }) => [number, state])).toEqual([
      [4, 'new'],
      [6, 'new'],
      [7, 'new'],
    ]);
    expect(await everything(db)).toBe(before);
    expect(await taken(db, { actor, held: first.held })).toEqual({ ok: true });
    const lasting = { valid_to: null };
    expect(await named()).toEqual([
      {
        name: '李四',
        username: 'lisi',
        age_band: '70-79',
        position: 'grid-worker',
        valid_from: '2025-03-01',
        ...lasting,
      },
      {
        name: '王五',
        username: 'wangwu',
        age_band: null,
        position: 'resident',
        valid_from: '2026-11-22',
        ...lasting,
      },
      {
        name: '张三',
        username: 'zhangsan',
        age_band: '60-64',
        position: 'building-head',
        valid_from: '2025-03-01',
        ...lasting,
      },
    ]);
    const whole = await everything(db);
    const again = await looked(db, { actor, rows: roster });
    expect(again.counts).toEqual({ new: 0, same: 3, change: 0, ended: 0, refused: 0 });
    expect(await taken(db, { actor, held: again.held })).toMatchObject({ reason: 'nothing-to-do' });
    expect(await everything(db)).toBe(whole);
    const journal = await db
      .selectFrom('journal_entry')
      .select(['action', 'detail'])
      .where('subject_type', '=', 'import')
      .execute();
    expect(journal.map(({ action }) => action)).toEqual(['import.confirmed', 'import.finished']);
    expect(JSON.parse(journal[1]?.detail ?? '')).toMatchObject({ kind: 'people', added: 3, changed: 0 });
    expect(await db.selectFrom('password_credential').select('person_id').execute()).toEqual([]);
  });

  it('of a community with a refused row are left, those of the others are taken', async () => {
    const { held, states, rows } = await looked(db, {
      actor,
      rows: [
        ['姓名', '社区', '岗位'],
        ['张三', '东园社区', '楼栋长'],
        ['李四', '西园社区', '飞行员'],
        ['王五', '西园社区', '志愿者'],
      ],
    });
    expect(states).toEqual(['new', 'refused', 'new']);
    expect(rows[1]?.words).toContain('飞行员');
    expect(await taken(db, { actor, held })).toMatchObject({ reason: 'refused-rows' });
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    const groups = await groupsOf(db, { importId: held.id, page: 1, pageSize: 9 });
    expect(groups.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['东园社区', 'taken'],
      ['西园社区', 'left'],
    ]);
    expect((await named()).map(({ name }) => name)).toEqual(['张三']);
    expect((await told(db, actor, held.id)).rows.map((row) => row.taken)).toEqual([true, false, false]);
  });

  it('are one person in several rows, two where the sheet tells them apart, and refused where it does not agree', async () => {
    const { states, rows, held } = await looked(db, {
      actor,
      rows: [
        ['姓名', '社区', '岗位', '手机', '用户名', '年龄'],
        ['张三', '东园社区', '楼栋长', 13812345678, '', 63],
        ['张三', '东园社区', '志愿者', 13812345678, '', ''],
        ['张三', '东园社区', '楼栋长', '', '', ''],
        ['张三', '东园社区', '党员', 13900000000, '', ''],
        ['张三', '西园社区', '党员', '', 'zhangsan-west', ''],
      ],
    });
    expect(states).toEqual(['new', 'new', 'refused', 'refused', 'new']);
    expect(rows[1]?.words).toContain('第 2 行');
    expect(rows[2]?.words).toContain('分不清是一个人还是两个人');
    expect(rows[3]?.words).toContain('手机');
    expect(held.rowCount).toBe(5);
  });

  it('are matched by their username or name and place, and changed where the sheet says so', async () => {
    await somebody(db, { name: '周六', username: 'zhou6', unit: street.east, position: 'volunteer' });
    await somebody(db, { name: '郑七', username: 'zheng7', unit: street.east });
    const rows: Cell[][] = [
      ['姓名', '社区', '岗位', '结束日期', '用户名', '年龄'],
      ['周六', '东园社区', '志愿者', '2026.6.30', '', ''],
      ['郑七', '西园社区', '楼栋长', '', 'zheng7', 71],
      ['郑某', '西园社区', '楼栋长', '', 'zheng7', ''],
      ['郑七', '西园社区', '志愿者', '', '', ''],
    ];
    const { states, held, rows: shown } = await looked(db, { actor, rows });
    expect(states).toEqual(['change', 'new', 'refused', 'refused']);
    expect(shown[0]?.words).toMatch(/从在任改成 2026年6月30日/);
    expect(shown[2]?.words).toContain('姓名');
    expect(shown[3]?.words).toContain('写了用户名');
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    const ends = await db
      .selectFrom('appointment')
      .select('valid_to')
      .where('position', '=', 'volunteer')
      .execute();
    expect(ends.map(({ valid_to }) => valid_to)).toEqual(['2026-06-30']);
  });

  it('who share a name and a place are not guessed at', async () => {
    await somebody(db, { name: '周六', username: 'zhou6', unit: street.east });
    await somebody(db, { name: '周六', username: 'zhou66', unit: street.east });
    const { states, rows } = await looked(db, {
      actor,
      rows: [
        ['姓名', '社区'],
        ['周六', '东园社区'],
      ],
    });
    expect(states).toEqual(['refused']);
    expect(rows[0]?.words).toContain('zhou66');
  });

  it('whose month may have lost a nought are asked about, and a term in one cell has two ends', async () => {
    const head: Cell[] = ['姓名', '社区', '职务', '任职时间'];
    const { states, rows } = await looked(db, {
      actor,
      rows: [
        head,
        ['张三', '东园社区', '志愿者', { raw: '2025.1' }],
        ['李四', '东园社区', '志愿者', '2025.10'],
        ['王五', '东园社区', '志愿者', { raw: '2025.3' }],
        ['赵六', '东园社区', '志愿者', '2022.3-2025.3'],
      ],
    });
    expect(states).toEqual(['refused', 'new', 'new', 'new']);
    expect(rows.map(({ words }) => words)).toEqual([
      expect.stringContaining('请写成 2025年1月 或者 2025年10月'),
      expect.stringContaining('从 2025年10月1日 起'),
      expect.stringContaining('从 2025年3月1日 起'),
      expect.stringContaining('从 2022年3月1日 起到 2025年3月31日 止'),
    ]);
  });

  it('out of scope are refused, and oneself is', async () => {
    const east = await aRegistrar(db, street.east);
    const mine = await db
      .selectFrom('person')
      .select('username')
      .where('id', '=', east.personId)
      .executeTakeFirstOrThrow();
    await somebody(db, { name: '周六', username: 'zhou6', unit: street.west });
    const { states } = await looked(db, {
      actor: east,
      rows: [
        ['姓名', '社区', '用户名', '岗位'],
        ['张三', '东园社区', '', ''],
        ['李四', '西园社区', '', ''],
        ['周六', '东园社区', 'zhou6', ''],
        ['教务', '东园社区', mine.username, '楼栋长'],
      ],
    });
    expect(states).toEqual(['new', 'refused', 'refused', 'refused']);
  });
});
