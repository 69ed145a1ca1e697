import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere } from '#app/features/sealing/ring.server.ts';
import type { Db } from '#db/database.ts';
import { cellsIn, shutRow, toldIn } from './closed-rows.server.ts';
import type { RowState } from './kinds.ts';
import { type ImportInHand, shutWords } from './reading.server.ts';
import { rowStateWords, saidOfDone } from './state-words.rules.ts';

/** Closed, the longest row is 80 KB. */
const ROWS_AT_ONCE = 100;
const ROWS_FOR_WIDTH = 500;
const NARROW = 12;
const WIDE = 60;

/**
 * Whoever brought a sheet gets it back as it was, row for row, with two columns more: what becomes of each row, and why. Texts only, so that nothing in it is
 * run. One statement for every hundred rows.
 */
export async function* markedRows(
  db: Db,
  { env, held }: { env: SealingEnv; held: ImportInHand },
): AsyncGenerator<string[]> {
  const ring = ringHere(env);
  const { heading } = held;
  const width = await widthOf(db, env, held);
  const lastOfHeading = heading.row + heading.rows - 1;
  const isDone = held.state === 'done' ? await takenRows(db, held) : () => false;
  let at = 0;
  for (;;) {
    const rows = await someRows(db, held, at);
    for (const { state, told, told_key: key, group_key: group, ...row } of rows) {
      const { number } = row;
      // Blank rows stay where they were.
      while (++at < number) yield [];
      const own = [...(cellsIn(ring, row) ?? shutRow).cells];
      while (own.length < width) own.push('');
      if (number === lastOfHeading) yield [...own, '结果', '说明'];
      else if (!state) yield own;
      else {
        const isTaken = isDone(group ?? '', number);
        const shown = rowStateWords(state as RowState, isTaken);
        const place = { import_id: held.id, number, sealed: told ?? '', key_id: key ?? '' };
        const words = toldIn(ring, place)?.words ?? shutWords;
        yield [...own, shown.words, isTaken ? saidOfDone(words) : words];
      }
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

/** How wide its columns are, as letters. */
export async function markedWidths(
  db: Db,
  { env, held }: { env: SealingEnv; held: ImportInHand },
): Promise<number[]> {
  return [...Array<number>(await widthOf(db, env, held)).fill(NARROW), NARROW, WIDE];
}

async function widthOf(db: Db, env: SealingEnv, held: ImportInHand): Promise<number> {
  const rows = await db
    .selectFrom('import_row')
    .selectAll()
    .where('import_id', '=', held.id)
    .where('sheet', '=', held.sheet)
    .orderBy('number')
    .limit(ROWS_FOR_WIDTH)
    .execute();
  const ring = ringHere(env);
  const chosen = Math.max(0, ...Object.values(held.heading.columns)) + 1;
  return Math.max(chosen, ...rows.map((row) => cellsIn(ring, row)?.cells.length ?? 0));
}

/** Whether a row of a part was taken: of one that stopped half way those up to there. */
async function takenRows(db: Db, held: ImportInHand): Promise<(group: string, number: number) => boolean> {
  const rows = await db
    .selectFrom('import_group')
    .select(['group_key', 'outcome', 'looked'])
    .where('import_id', '=', held.id)
    .where('outcome', '!=', 'left')
    .execute();
  const upTo = new Map(
    rows.map(({ group_key: key, outcome, looked }) => [key, outcome === 'stopped' ? looked : Infinity]),
  );
  return (group, number) => number <= (upTo.get('*') ?? upTo.get(group) ?? 0);
}

function someRows(db: Db, held: ImportInHand, after: number) {
  return db
    .selectFrom('import_row')
    .leftJoin('import_result', (join) =>
      join
        .onRef('import_result.import_id', '=', 'import_row.import_id')
        .onRef('import_result.number', '=', 'import_row.number'),
    )
    .selectAll('import_row')
    .select(['state', 'group_key', 'import_result.sealed as told', 'import_result.key_id as told_key'])
    .where('import_row.import_id', '=', held.id)
    .where('sheet', '=', held.sheet)
    .where('import_row.number', '>', after)
    .orderBy('import_row.number')
    .limit(ROWS_AT_ONCE)
    .execute();
}
