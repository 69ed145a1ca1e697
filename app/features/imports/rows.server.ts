import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import { cellsIn, ringOfRows, shutRow } from './closed-rows.server.ts';
import type { Heading, SheetLine } from './columns.rules.ts';
import type { Line } from './kinds.ts';

const TOP = 30;

/** The first rows of a sheet, to choose the columns by; one that does not open is shown without words. Throws `KeysAway`. One statement. */
export async function linesAtTop(
  db: Db,
  { env, importId, sheet }: { env: SealingEnv; importId: string; sheet: number },
): Promise<SheetLine[]> {
  const rows = await db
    .selectFrom('import_row')
    .selectAll()
    .where('import_id', '=', importId)
    .where('sheet', '=', sheet)
    .orderBy('number')
    .limit(TOP)
    .execute();
  const ring = ringOfRows(env);
  return rows.map((row) => ({ number: row.number, ...(cellsIn(ring, row) ?? shutRow) }));
}

/** A row with its words by the keys of its columns. */
export function lineOf({ number, cells, decimals }: SheetLine, { columns }: Heading): Line {
  return {
    number,
    cell: (key) => {
      const column = columns[key];
      return column === undefined ? '' : (cells[column] ?? '');
    },
    isDecimal: (key) => decimals.includes(columns[key] ?? -1),
  };
}

/** Sums, signatures and notes below a table, by the first words of the row. */
const footers =
  /^(?:(?:合计|总计|小计|共计)[:：]?|(?:填表人|制表人|审核人|填报人|填报单位|填表日期|填报日期|备注|注|说明)[:：].*)$/u;

/** Whether a row below the heading says anything in a column that is read: signatures and sums below the table do not. */
export function saysSomething({ cells }: SheetLine, { columns }: Heading): boolean {
  const first = cells.find((cell) => cell !== '') ?? '';
  if (footers.test(first.replace(/\s/gu, ''))) return false;
  return Object.values(columns).some((column) => (cells[column] ?? '') !== '');
}
