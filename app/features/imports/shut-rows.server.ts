import type { KeyRing } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import { cellsIn, toldIn } from './closed-rows.server.ts';

const AT_ONCE = 1_000;
const MOST_TOLD = 100;

/** Rows of sheets that do not open, and rows of which what is said does not: a hundred of them at most. For `verify`. */
export async function shutRows(db: Db, ring: KeyRing): Promise<string[]> {
  const shut: string[] = [];
  const files = await db.selectFrom('import_file').select('id').orderBy('id').execute();
  for (const { id } of files) {
    if (shut.length >= MOST_TOLD) break;
    shut.push(...(await shutIn(db, ring, id)), ...(await untoldIn(db, ring, id)));
  }
  return shut.slice(0, MOST_TOLD);
}

async function shutIn(db: Db, ring: KeyRing, importId: string): Promise<string[]> {
  const shut: string[] = [];
  const sheets = await db
    .selectFrom('import_row')
    .select('sheet')
    .distinct()
    .where('import_id', '=', importId)
    .orderBy('sheet')
    .execute();
  for (const { sheet } of sheets)
    for (let after = 0; ; ) {
      const rows = await db
        .selectFrom('import_row')
        .selectAll()
        .where('import_id', '=', importId)
        .where('sheet', '=', sheet)
        .where('number', '>', after)
        .orderBy('number')
        .limit(AT_ONCE)
        .execute();
      for (const row of rows)
        if (!cellsIn(ring, row)) shut.push(`import ${importId}: row ${row.number} does not open`);
      if (rows.length < AT_ONCE) break;
      after = rows.at(-1)?.number ?? after;
    }
  return shut;
}

async function untoldIn(db: Db, ring: KeyRing, importId: string): Promise<string[]> {
  const shut: string[] = [];
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('import_result')
      .select(['import_id', 'number', 'sealed', 'key_id'])
      .where('import_id', '=', importId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(AT_ONCE)
      .execute();
    for (const row of rows)
      if (!toldIn(ring, row))
        shut.push(`import ${importId}: what is said of row ${row.number} does not open`);
    if (rows.length < AT_ONCE) return shut;
    after = rows.at(-1)?.number ?? after;
  }
}
