import { expect, it } from 'vitest';
import { advanceImport } from '#app/features/imports/advancing.server.ts';
import { confirmImport } from '#app/features/imports/confirming.server.ts';
import { markedRows } from '#app/features/imports/marked-copy.server.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { aRegistrar, aStreet, keys, looked, manyNames, told } from './desk.ts';

/** More rows than are taken in one transaction. */
const names = ['甲', '乙', '丙', '丁'].flatMap((end) => manyNames.map((name) => `${name}${end}`));

describeOnBothDatabases('a part that was taken half way', (open) => {
  it('says of each row whether it was taken, on its page, in the marked copy and in the counts', async () => {
    const db = await open();
    await aStreet(db);
    const actor = await aRegistrar(db);
    const rows = names.map((name) => [name, '东园社区', '志愿者', '2025-3-1']);
    const { held } = await looked(db, { actor, rows: [['姓名', '社区', '职务', '任职时间'], ...rows] });
    expect(await confirmImport(db, { held, actor, grouping: 'community', now })).toEqual({ ok: true });
    const part = () =>
      db.selectFrom('import_group').selectAll().where('import_id', '=', held.id).executeTakeFirstOrThrow();
    const going = { kinds, env: keys, importId: held.id, now };
    // Until some are taken; then one of the rest does not open any more.
    for (;;) {
      const { phase, looked: at } = await part();
      if (phase === 'write' && at > 0) break;
      let turns = 0;
      await advanceImport(db, { ...going, stopped: () => turns++ >= 1 });
    }
    await db.updateTable('import_row').set({ sealed: 'lost' }).where('number', '=', 900).execute();
    await advanceImport(db, going);
    const { outcome, looked: upTo, added } = await part();
    expect([outcome, added]).toEqual(['stopped', upTo - 1]);
    const people = await db.selectFrom('person').select('name').where('name', 'in', names).execute();
    expect(people).toHaveLength(upTo - 1);
    const taken = new Set(people.map(({ name }) => name));
    const shown = await told(db, actor, held.id);
    const copy: string[][] = [];
    for await (const row of markedRows(db, { env: keys, held: shown.held })) copy.push(row);
    for (const [name, , , , said] of copy.slice(1))
      if (name) expect([name, said]).toEqual([name, taken.has(name) ? '新增了' : '会新增']);
  });
});
