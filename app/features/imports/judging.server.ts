import type { Db, Trx } from '#db/database.ts';
import type { ImportRowRow } from '#db/tables/imports.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { openIn, ringOfRows } from './closed-rows.server.ts';
import { type Heading, missingColumns, type SheetLine } from './columns.rules.ts';
import { pastShut, shutJudged } from './judging-shut.server.ts';
import type { ImportKind, Judged } from './kinds.ts';
import type { ImportInHand } from './reading.server.ts';
import { rehearsed } from './rehearsing.server.ts';
import { countIntoGroups, earlierRows, writeResults } from './results.server.ts';
import { lineOf, saysSomething } from './rows.server.ts';
import { takeStep, type Working } from './working.server.ts';

export type Begun =
  | { ok: true }
  | { ok: false; reason: 'missing'; labels: string[] }
  | { ok: false; reason: 'too-many-rows' | 'no-rows' | 'under-way' };

/**
 * Begins to look at every row with these columns; what an earlier look found is forgotten. Not while it is being confirmed, or done. Writes nothing but
 * the import itself.
 */
export async function beginJudging(
  db: Db,
  { held, kind, sheet, heading }: { held: ImportInHand; kind: ImportKind; sheet: number; heading: Heading },
): Promise<Begun> {
  const labels = missingColumns(heading.columns, kind.shape.columns);
  if (labels.length > 0) return { ok: false, reason: 'missing', labels };
  const rows = await countBelow(db, { importId: held.id, sheet, heading });
  if (rows === 0) return { ok: false, reason: 'no-rows' };
  if (rows > kind.shape.mostRows) return { ok: false, reason: 'too-many-rows' };
  return inTransaction(db, async (trx): Promise<Begun> => {
    const { numUpdatedRows } = await trx
      .updateTable('import_file')
      .set(({ eb }) => ({
        ...{ state: 'judging', sheet, heading: JSON.stringify(heading), row_count: rows },
        ...{ looked: 0, step: eb('step', '+', 1), judged_at: null },
      }))
      .where('id', '=', held.id)
      .where('state', 'in', ['matching', 'judging', 'judged'])
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return { ok: false, reason: 'under-way' };
    await trx.deleteFrom('import_result').where('import_id', '=', held.id).execute();
    await trx.deleteFrom('import_group').where('import_id', '=', held.id).execute();
    await trx.deleteFrom('import_stop').where('import_id', '=', held.id).execute();
    return { ok: true };
  });
}

async function countBelow(
  db: Db,
  { importId, sheet, heading }: { importId: string; sheet: number; heading: Heading },
): Promise<number> {
  const { total } = await db
    .selectFrom('import_row')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('import_id', '=', importId)
    .where('sheet', '=', sheet)
    .where('number', '>', heading.row + heading.rows - 1)
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** Judges some rows. `groupKey`: only rows of this part count as earlier ones. */
export function judgeRows(
  db: Db,
  { held, kind, actor, env, units, now }: Working,
  { rows, groupKey }: { rows: readonly SheetLine[]; groupKey: string | null },
): Promise<Judged[]> {
  const lines = rows.map((row) => lineOf(row, held.heading));
  const before = rows[0]?.number ?? 0;
  const earlier = earlierRows(db, { env, importId: held.id, before, groupKey });
  return kind.judge(db, lines, { actor, env, subject: held.subject, earlier, units, now });
}

/** Looks at the next rows and writes down what they would do; one that does not open is refused, and the others go on. False when another worker was there first. */
export async function judgeNext(db: Db, working: Working): Promise<boolean> {
  const { held, kind, env, now } = working;
  const rows = await nextRows(db, working, kind.atOnce);
  const last = rows.at(-1);
  const { lines, shut } = openIn(ringOfRows(env), rows);
  const saying = lines.filter((row) => saysSomething(row, held.heading));
  let judged =
    saying.length > 0
      ? await pastShut(db, working, () => judgeRows(db, working, { rows: saying, groupKey: null }))
      : [];
  if (kind.rehearses) judged = await rehearsed(db, working, judged);
  judged = [...judged, ...shut.map(shutJudged)];
  return inTransaction(db, async (trx) => {
    if (!(await takeStep(trx, held, { state: 'judging', looked: last?.number ?? held.looked }))) return false;
    await writeResults(trx, { env, importId: held.id, judged });
    await countIntoGroups(trx, held.id, judged);
    if (rows.length < kind.atOnce) await endJudging(trx, held.id, now);
    return true;
  });
}

async function nextRows(db: Db, { held }: Working, limit: number): Promise<ImportRowRow[]> {
  const { row, rows } = held.heading;
  return db
    .selectFrom('import_row')
    .selectAll()
    .where('import_id', '=', held.id)
    .where('sheet', '=', held.sheet)
    .where('number', '>', Math.max(held.looked, row + rows - 1))
    .orderBy('number')
    .limit(limit)
    .execute();
}

async function endJudging(trx: Trx, importId: string, now: Date): Promise<void> {
  const { total } = await trx
    .selectFrom('import_result')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('import_file')
    .set({ state: 'judged', row_count: Number(total), judged_at: now.toISOString() })
    .where('id', '=', importId)
    .execute();
}
