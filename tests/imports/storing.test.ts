import { expect, it } from 'vitest';
import { markedRows } from '#app/features/imports/marked-copy.server.ts';
import { importOf } from '#app/features/imports/reading.server.ts';
import { keepFile } from '#app/features/imports/storing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { refusalWords } from '#app/lib/sheets/refusal-words.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { aRegistrar, keys } from './desk.ts';
import { sheetOf } from './sheets.ts';

/** A sheet of people with long notes: `letters` of them in each row, in as many columns as that takes. */
function wordy({ rows, letters }: { rows: number; letters: number }): Uint8Array {
  const columns = Math.ceil(letters / 1_000);
  const notes = Array.from({ length: columns }, (_, column) =>
    '长'.repeat(Math.min(1_000, letters - column * 1_000)),
  );
  const heading = ['姓名', ...notes.map((_, column) => `备注${column}`)];
  return sheetOf([heading, ...Array.from({ length: rows }, () => ['', ...notes])]);
}

describeOnBothDatabases('a sheet with long words in many columns', (open) => {
  const keep = (db: Db, actor: Actor, bytes: Uint8Array) =>
    keepFile(db, { env: keys, actor, shape: kinds.people.shape, file: { name: '表.xlsx', bytes }, now });

  it('is kept however much its rows say together, and given back whole', { timeout: 60_000 }, async () => {
    const db = await open();
    const actor = await aRegistrar(db);
    // Closed, 400 rows of it are 30 MB.
    const kept = await keep(db, actor, wordy({ rows: 410, letters: 19_000 }));
    if (!kept.ok) throw new Error(kept.reason);
    const held = await importOf(db, { importId: kept.importId, personId: actor.personId, now });
    expect(held?.sheets).toEqual([{ name: 'Sheet1', rows: 411 }]);
    if (!held) return;
    let [lines, letters] = [0, 0];
    for await (const row of markedRows(db, { env: keys, held })) {
      lines += 1;
      if (lines > 1) letters += row.join('').length;
    }
    expect([lines, letters]).toEqual([411, 410 * 19_000]);
  });

  it('is refused in words where one row says more than any list needs, and leaves nothing', async () => {
    const db = await open();
    const actor = await aRegistrar(db);
    expect(await keep(db, actor, wordy({ rows: 3, letters: 20_000 }))).toMatchObject({ ok: true });
    const before = await db.selectFrom('import_row').select('number').execute();
    expect(await keep(db, actor, wordy({ rows: 3, letters: 20_001 }))).toEqual({
      ok: false,
      reason: 'too-much-text',
    });
    expect(await db.selectFrom('import_row').select('number').execute()).toHaveLength(before.length);
    expect(refusalWords['too-much-text']).toMatch(/一行最多两万字.*请把.*删掉.*再传/);
  });
});
