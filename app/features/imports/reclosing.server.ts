import type { KeyRing, SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere } from '#app/features/sealing/ring.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { reclosedRow, reclosedTold } from './closed-rows.server.ts';

interface Reclosing {
  env: SealingEnv;
  /** Rows in one transaction: few enough that nobody waits. */
  atOnce?: number;
  /** Asked after each batch; what is left is done the next time. */
  stopped?: () => boolean;
}

const AT_ONCE = 200;

/**
 * Closes with the newest key what an older one closed of the sheets that wait, batch by batch. Rows that do not open are left as they are: they go with their
 * sheet. Answers how many were closed anew.
 */
export async function recloseImports(
  db: Db,
  { env, atOnce = AT_ONCE, stopped = () => false }: Reclosing,
): Promise<number> {
  const ring = ringHere(env);
  const older = ring ? [...ring.keys.keys()].filter((id) => id !== ring.newest.id) : [];
  if (!ring || older.length === 0) return 0;
  let done = 0;
  for (const [table, recloseSome] of [
    ['import_row', recloseRows],
    ['import_result', recloseResults],
  ] as const)
    for (const importId of await importsClosedBy(db, table, older))
      for (let after: After | null = { sheet: -1, number: 0 }; after !== null && !stopped(); ) {
        const batch: Batch = await recloseSome(db, { ring, older, importId, after, limit: atOnce });
        done += batch.closed;
        after = batch.last;
      }
  return done;
}

async function importsClosedBy(
  db: Db,
  table: 'import_row' | 'import_result',
  keys: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom(table)
    .select('import_id')
    .distinct()
    .where('key_id', 'in', keys)
    .orderBy('import_id')
    .execute();
  return rows.map(({ import_id: id }) => id);
}

/** Behind which row of an import a batch begins. */
interface After {
  sheet: number;
  number: number;
}

/** `last`: null when there is nothing behind it. */
interface Batch {
  last: After | null;
  closed: number;
}

interface Some {
  ring: KeyRing;
  older: readonly string[];
  importId: string;
  after: After;
  limit: number;
}

function recloseRows(db: Db, { ring, older, importId, after, limit }: Some): Promise<Batch> {
  return inTransaction(db, async (trx) => {
    const rows = await trx
      .selectFrom('import_row')
      .selectAll()
      .where('import_id', '=', importId)
      .where(({ or, and, eb }) =>
        or([
          eb('sheet', '>', after.sheet),
          and([eb('sheet', '=', after.sheet), eb('number', '>', after.number)]),
        ]),
      )
      .where('key_id', 'in', older)
      .orderBy('sheet')
      .orderBy('number')
      .limit(limit)
      .execute();
    let closed = 0;
    for (const row of rows) {
      const anew = reclosedRow(ring, row);
      if (!anew) continue;
      await trx
        .updateTable('import_row')
        .set(anew)
        .where('import_id', '=', importId)
        .where('sheet', '=', row.sheet)
        .where('number', '=', row.number)
        .execute();
      closed += 1;
    }
    return { last: rows.at(-1) ?? null, closed };
  });
}

function recloseResults(db: Db, { ring, older, importId, after, limit }: Some): Promise<Batch> {
  return inTransaction(db, async (trx) => {
    const rows = await trx
      .selectFrom('import_result')
      .select(['import_id', 'number', 'sealed', 'key_id'])
      .where('import_id', '=', importId)
      .where('number', '>', after.number)
      .where('key_id', 'in', older)
      .orderBy('number')
      .limit(limit)
      .execute();
    let closed = 0;
    for (const row of rows) {
      const anew = reclosedTold(ring, row);
      if (!anew) continue;
      // Not over what somebody wrote about the row meanwhile.
      const { numUpdatedRows } = await trx
        .updateTable('import_result')
        .set(anew)
        .where('import_id', '=', importId)
        .where('number', '=', row.number)
        .where('sealed', '=', row.sealed)
        .executeTakeFirst();
      closed += Number(numUpdatedRows);
    }
    const last = rows.at(-1);
    return { last: last ? { sheet: 0, number: last.number } : null, closed };
  });
}

/** How many rows of sheets each key closes, with what is said of them, by the key's id. */
export async function importsByKey(db: Db): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  for (const table of ['import_row', 'import_result'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(({ fn }) => ['key_id', fn.countAll().as('many')])
      .groupBy('key_id')
      .execute();
    for (const { key_id: id, many } of rows) used.set(id, (used.get(id) ?? 0) + Number(many));
  }
  return used;
}
