import { beforeEach, expect, it } from 'vitest';
import { findingLine, verifySealed } from '#app/cli/checks/all.ts';
import { advanceImport, advanceImports } from '#app/features/imports/advancing.server.ts';
import { lookAgain } from '#app/features/imports/desk-actions.server.ts';
import { beginJudging } from '#app/features/imports/judging.server.ts';
import type { Judged } from '#app/features/imports/kinds.ts';
import { markedRows } from '#app/features/imports/marked-copy.server.ts';
import { resultPage } from '#app/features/imports/reading.server.ts';
import { importsByKey, recloseImports } from '#app/features/imports/reclosing.server.ts';
import { removeExpired } from '#app/features/imports/removing.server.ts';
import { earlierRows, writeResults } from '#app/features/imports/results.server.ts';
import { linesAtTop } from '#app/features/imports/rows.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { aRegistrar, aStreet, keys, looked, manyNames, taken, told } from './desk.ts';

const rows = [
  ['姓名', '手机', '社区', '职务', '任职时间'],
  ['张小三', '19911110001', '东园社区', '志愿者', '2025-3-1'],
  ['张小三', '19911110001', '西园社区', '网格员', '2025-3-1'],
  ['李大四', '１９９１１１１０００２', '东园社区', '没有的岗位', ''],
];
const telling = /张小三|李大四|1991111|１９９１|志愿者/u;

describeOnBothDatabases('rows of a sheet', (open) => {
  let db: Db;
  let actor: Actor;
  beforeEach(async () => {
    db = await open();
    await aStreet(db);
    actor = await aRegistrar(db);
  });

  const lying = async () => {
    const kept = [
      await db.selectFrom('import_row').selectAll().execute(),
      await db.selectFrom('import_result').selectAll().execute(),
      await db.selectFrom('import_file').selectAll().execute(),
      await db.selectFrom('import_group').selectAll().execute(),
    ];
    expect(kept.every((some) => some.length > 0)).toBe(true);
    return JSON.stringify(kept);
  };
  const verified = async () =>
    (await verifySealed(db, { ...keys, CREDENTIALS_SECRET: 'x'.repeat(40) }))
      .filter(({ breach }) => breach)
      .map(findingLine);

  it('lie closed for as long as they lie there, and are read as they were written', async () => {
    const { held, states } = await looked(db, { actor, rows });
    expect(states).toEqual(['new', 'new', 'refused']);
    expect(await lying()).not.toMatch(telling);
    await taken(db, { actor, held, grouping: 'community' });
    expect(await lying()).not.toMatch(telling);
    const shown = await told(db, actor, held.id);
    expect(shown.rows[0]).toMatchObject({ cells: rows[1], words: expect.stringContaining('张小三') });
    const copy = [];
    for await (const row of markedRows(db, { env: keys, held: shown.held })) copy.push(row);
    expect(copy.map((row) => row.slice(0, 5))).toEqual(rows);
    expect(await verified()).toEqual([]);
  });

  it('are closed anew with a new key, after which the old one is needed no more', async () => {
    const { held, rows: before } = await looked(db, { actor, rows });
    const [old] = [...(await importsByKey(db)).keys()];
    const both = { ...keys, FIELD_KEYS: `a new secret,${keys.FIELD_KEYS}` };
    expect(await recloseImports(db, { env: both, atOnce: 2 })).toBe(7);
    expect(await recloseImports(db, { env: both })).toBe(0);
    const used = await importsByKey(db);
    expect([used.size, used.has(old ?? '')]).toEqual([1, false]);
    const newer = { ...keys, FIELD_KEYS: 'a new secret' };
    expect((await told(db, actor, held.id, newer)).rows).toEqual(before);
    expect(await lying()).not.toMatch(telling);
  });

  it('open nowhere else: one that was put into another place is missed, said to be shut, and refused', async () => {
    const { held } = await looked(db, { actor, rows });
    const { sealed } = await db
      .selectFrom('import_row')
      .select('sealed')
      .where('number', '=', 2)
      .executeTakeFirstOrThrow();
    await db.updateTable('import_row').set({ sealed }).where('number', '=', 3).execute();
    expect(await verified()).toEqual([expect.stringMatching(/row of a sheet.*1, first .*row 3 does not/)]);
    expect((await told(db, actor, held.id)).rows[1]?.cells).toEqual([]);
    expect(await lookAgain(db, { kinds, held, env: keys, now })).toEqual({ ok: true });
    const again = await told(db, actor, held.id);
    expect([again.held.state, again.states]).toEqual(['judged', ['new', 'refused', 'refused']]);
    expect(again.rows[1]?.words).toContain('打不开了，请把表再传一次');
    await db.updateTable('import_result').set({ sealed }).execute();
    expect(await verified()).toEqual([expect.stringContaining('row of a sheet')]);
  });

  it('are refused one by one where what was said of them does not open while others are looked at, and the others go on', async () => {
    const crowd = manyNames.map((name) => [name, '', '东园社区', '志愿者', '2025-3-1']);
    const sheet = [...rows.slice(0, 2), ...crowd, rows[2] ?? []];
    const whole = await looked(db, { actor, rows: sheet });
    expect(whole.states.at(-1)).toBe('new');
    await beginJudging(db, { held: whole.held, kind: kinds.people, sheet: 0, heading: whole.held.heading });
    let turns = 0;
    const stopped = () => turns++ >= 1;
    const going = { kinds, env: keys, importId: whole.held.id, now };
    expect(await advanceImport(db, { ...going, stopped })).toBe(1);
    await db.updateTable('import_result').set({ sealed: 'lost' }).where('number', '=', 2).execute();
    await advanceImport(db, going);
    const { held: ended, rows: shown, counts } = await told(db, actor, whole.held.id);
    expect([ended.state, shown[0]?.state, shown.at(-1)?.state]).toEqual(['judged', 'refused', 'new']);
    expect(shown[0]?.words).toContain('打不开了');
    const parts = await db
      .selectFrom('import_group')
      .select(['label', 'row_count', 'added', 'refused'])
      .where('import_id', '=', whole.held.id)
      .orderBy('place')
      .execute();
    expect(parts).toEqual([
      { label: '东园社区', row_count: 261, added: 260, refused: 1 },
      { label: '西园社区', row_count: 1, added: 1, refused: 0 },
    ]);
    expect(counts).toMatchObject({ new: 261, refused: 1 });
  });

  it('wait for their turn without standing in the way of other sheets', async () => {
    const waiting = [];
    for (let one = 0; one < 21; one++) {
      const { held } = await looked(db, { actor, rows: rows.slice(0, 2) });
      await beginJudging(db, { held, kind: kinds.people, sheet: 0, heading: held.heading });
      waiting.push(held.id);
    }
    const last = waiting.at(-1);
    const stops = waiting.slice(0, -1).map((id, tries) => ({
      ...{ import_id: id, tries: tries + 1 },
      since: new Date(now.getTime() - (tries < 8 ? 2_000 * 2 ** (tries + 1) : 600_000) + 1).toISOString(),
    }));
    await db.insertInto('import_stop').values(stops).execute();
    const advance = (at: Date) => advanceImports(db, { kinds, env: keys, now: at });
    expect(await advance(now)).toBe(1);
    const done = db.selectFrom('import_file').select('id').where('state', '=', 'judged');
    expect(await done.execute()).toEqual([{ id: last }]);
    expect(await advance(new Date(now.getTime() + 1))).toBe(20);
  });

  it('about one thing leave no earlier row about another one out, however many they are', async () => {
    const { held } = await looked(db, { actor, rows: rows.slice(0, 2) });
    const about = (number: number, thing: string): Judged => ({
      ...{ number, state: 'new', words: '', deed: null, group: { key: 'a', label: 'a' } },
      keys: { thing, whole: thing, facts: {} },
    });
    const judged = [
      ...Array.from({ length: 5_001 }, (_, row) => about(row + 1, 'one')),
      about(5_002, 'other'),
    ];
    await inTransaction(db, (trx) => writeResults(trx, { env: keys, importId: held.id, judged }));
    const earlier = earlierRows(db, { env: keys, importId: held.id, before: 6_000, groupKey: null });
    await earlier.about(['one', 'other']);
    expect([earlier.first('one')?.number, earlier.first('other')?.number]).toEqual([1, 5_002]);
  });

  it('end the part that they are in where one does not open while it is taken, and not the others', async () => {
    const { held } = await looked(db, { actor, rows: rows.slice(0, 3) });
    await db.updateTable('import_row').set({ sealed: 'lost' }).where('number', '=', 3).execute();
    expect(await taken(db, { actor, held, grouping: 'community' })).toEqual({ ok: true });
    const parts = await db
      .selectFrom('import_group')
      .select(['label', 'outcome', 'words'])
      .orderBy('place')
      .execute();
    expect(parts).toEqual([
      { label: '东园社区', outcome: 'taken', words: '' },
      { label: '西园社区', outcome: 'left', words: expect.stringMatching(/打不开了.*再传一次/) },
    ]);
    expect((await told(db, actor, held.id)).held.state).toBe('done');
    expect(await removeExpired(db, { limit: 5, now: new Date(now.getTime() + 30 * 86_400_000) })).toBe(1);
  });

  it('are shown as shut where the keys are elsewhere, and no page breaks over it', async () => {
    const { held } = await looked(db, { actor, rows });
    const elsewhere = { ...keys, FIELD_KEYS: 'another secret altogether' };
    const none = { DATA_DIR: '/nowhere/at/all' };
    for (const env of [elsewhere, none]) {
      const page = { env, importId: held.id, sheet: 0, state: null, page: 1, pageSize: 5 };
      const shown = await resultPage(db, page);
      expect(shown.map(({ cells, words }) => [cells.length, words])).toEqual(
        rows.slice(1).map(() => [0, expect.stringContaining('打不开')]),
      );
      expect(await linesAtTop(db, { env, importId: held.id, sheet: 0 })).toHaveLength(4);
    }
  });

  it('are found again by nothing that names could be tried against', async () => {
    const one = await looked(db, { actor, rows: [rows[0] ?? [], rows[1] ?? []] });
    await looked(db, { actor, rows: [rows[0] ?? [], rows[1] ?? []] });
    const found = await db
      .selectFrom('import_result')
      .select(['thing_key', 'name_key', 'phone_key'])
      .execute();
    expect(one.states).toEqual(['new']);
    expect(new Set(found.flatMap((row) => Object.values(row))).size).toBe(6);
  });
});
