import type { Db } from '#db/database.ts';
import type { RowState } from './kinds.ts';
import type { ImportInHand } from './reading.server.ts';
import { rowStateWords, saidOfDone } from './state-words.rules.ts';

const ROWS_AT_ONCE = 500;
const NARROW = 12;
const WIDE = 60;

/**
 * Whoever brought a sheet gets it back as it was, row for row, with two columns more: what becomes of each row, and why. Texts only, so that nothing in it is
 * run. One statement for every five hundred rows.
 */
export async function* markedRows(db: Db, held: ImportInHand): AsyncGenerator<string[]> {
  const { heading } = held;
  const width = await widthOf(db, held);
  const lastOfHeading = heading.row + heading.rows - 1;
  const taken = held.state === 'done' ? await takenGroups(db, held) : null;
  let at = 0;
  for (;;) {
    const rows = await someRows(db, held, at);
    for (const { number, cells, state, words, group_key: group } of rows) {
      // Blank rows stay where they were.
      while (++at < number) yield [];
      const own: string[] = JSON.parse(cells);
      while (own.length < width) own.push('');
      if (number === lastOfHeading) yield [...own, '结果', '说明'];
      else if (!state) yield own;
      else {
        const isTaken = taken?.has('*') || taken?.has(group ?? '') || false;
        const shown = rowStateWords(state as RowState, isTaken);
        yield [...own, shown.words, isTaken ? saidOfDone(words ?? '') : (words ?? '')];
      }
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

/** How wide its columns are, as letters. */
export async function markedWidths(db: Db, held: ImportInHand): Promise<number[]> {
  return [...Array<number>(await widthOf(db, held)).fill(NARROW), NARROW, WIDE];
}

async function widthOf(db: Db, held: ImportInHand): Promise<number> {
  const rows = await db
    .selectFrom('import_row')
    .select('cells')
    .where('import_id', '=', held.id)
    .where('sheet', '=', held.sheet)
    .orderBy('number')
    .limit(ROWS_AT_ONCE)
    .execute();
  const chosen = Math.max(0, ...Object.values(held.heading.columns)) + 1;
  return Math.max(chosen, ...rows.map(({ cells }) => JSON.parse(cells).length));
}

async function takenGroups(db: Db, held: ImportInHand): Promise<Set<string>> {
  const rows = await db
    .selectFrom('import_group')
    .select('group_key')
    .where('import_id', '=', held.id)
    .where('outcome', '!=', 'left')
    .execute();
  return new Set(rows.map(({ group_key: key }) => key));
}

function someRows(db: Db, held: ImportInHand, after: number) {
  return db
    .selectFrom('import_row')
    .leftJoin('import_result', (join) =>
      join
        .onRef('import_result.import_id', '=', 'import_row.import_id')
        .onRef('import_result.number', '=', 'import_row.number'),
    )
    .select(['import_row.number', 'cells', 'state', 'words', 'group_key'])
    .where('import_row.import_id', '=', held.id)
    .where('sheet', '=', held.sheet)
    .where('import_row.number', '>', after)
    .orderBy('import_row.number')
    .limit(ROWS_AT_ONCE)
    .execute();
}
