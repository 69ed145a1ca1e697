import type { Db, Trx } from '#db/database.ts';
import { linesIn, ringOfRows } from './closed-rows.server.ts';
import type { SheetLine } from './columns.rules.ts';
import type { RowState } from './kinds.ts';
import type { Working } from './working.server.ts';

/** A part of an import that is taken as a whole or not at all; `*` is the whole sheet. */
export interface Part {
  key: string;
  rows: number;
  phase: 'check' | 'write';
  looked: number;
}

/** The part whose turn it is; null when all have had theirs. */
export async function nextPart(db: Db, importId: string): Promise<Part | null> {
  const row = await db
    .selectFrom('import_group')
    .select(['group_key', 'row_count', 'phase', 'looked'])
    .where('import_id', '=', importId)
    .where('outcome', 'is', null)
    .orderBy('place')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return { key: row.group_key, rows: row.row_count, phase: row.phase as Part['phase'], looked: row.looked };
}

export const partIn = (trx: Trx, importId: string, { key }: Part) =>
  trx.updateTable('import_group').where('import_id', '=', importId).where('group_key', '=', key);

/** Writes down how a part ended, and what its rows came to. */
export async function endPart(
  trx: Trx,
  { held, now }: Working,
  part: Part,
  { outcome, words }: { outcome: 'taken' | 'left' | 'stopped'; words: string },
): Promise<void> {
  let results = trx.selectFrom('import_result').where('import_id', '=', held.id);
  if (part.key !== '*') results = results.where('group_key', '=', part.key);
  // What was not taken any more came to nothing.
  if (outcome === 'stopped')
    results = results.where(({ or, eb }) =>
      or([eb('number', '<=', part.looked), eb('state', '=', 'refused')]),
    );
  const rows = await results
    .select(({ fn }) => ['state', fn.countAll<number>().as('rows')])
    .groupBy('state')
    .execute();
  const many = (state: RowState) => Number(rows.find((row) => row.state === state)?.rows ?? 0);
  const counts = {
    added: many('new'),
    same: many('same') + many('ended'),
    changed: many('change'),
    refused: many('refused'),
  };
  await partIn(trx, held.id, part)
    .set({ ...counts, outcome, words, at: now.toISOString() })
    .execute();
}

/** The next rows of a part, in the order of the sheet. */
export async function rowsOf(
  db: Db,
  { held, env }: Working,
  { part, after, limit }: { part: Part; after: number; limit: number },
): Promise<SheetLine[]> {
  let query = db
    .selectFrom('import_result')
    .innerJoin('import_row', (join) =>
      join
        .onRef('import_row.import_id', '=', 'import_result.import_id')
        .onRef('import_row.number', '=', 'import_result.number')
        .on('import_row.sheet', '=', held.sheet),
    )
    .selectAll('import_row')
    .where('import_result.import_id', '=', held.id)
    .where('import_result.number', '>', after);
  if (part.key !== '*') query = query.where('group_key', '=', part.key);
  const rows = await query.orderBy('import_result.number').limit(limit).execute();
  return linesIn(ringOfRows(env), rows);
}
