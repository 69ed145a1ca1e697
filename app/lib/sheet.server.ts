/** Tables that people bring, read whole, and tables given to them. The one place that knows the library that writes (hucre, MIT). */
import { writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import { type SheetRefusal, Unreadable } from '#app/lib/sheets/refusals.ts';
import { openTables } from '#app/lib/sheets/table-file.server.ts';
import { sheetRows, type TableSheet } from '#app/lib/sheets/table-sheet.ts';

/** The first table of a file: rows of trimmed texts, as the file has them, empty ones included. */
export type SheetAnswer = { ok: true; rows: string[][] } | { ok: false; reason: SheetRefusal };

/** Reads an .xlsx or .csv file, decided by its content. `mostRows` without the heading. */
export async function readSheet(bytes: Uint8Array, { mostRows }: { mostRows: number }): Promise<SheetAnswer> {
  try {
    const [table] = await openTables(bytes);
    const rows: string[][] = [];
    for await (const { number, cells } of table?.rows() ?? []) {
      if (number > mostRows + 1) return { ok: false, reason: 'too-many-rows' };
      while (rows.length < number - 1) rows.push([]);
      rows.push(cells);
    }
    const width = Math.max(0, ...rows.map((row) => row.length));
    for (const row of rows) while (row.length < width) row.push('');
    return rows.length === 0 ? { ok: false, reason: 'empty' } : { ok: true, rows };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** An .xlsx file of one table. Texts only: what begins like a formula stays a text. */
export async function writeSheet(name: string, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  return writeSheets([{ name, rows }]);
}

/** The same of several tables. `widths` in letters. */
export async function writeSheets(
  sheets: readonly { name: string; rows: readonly (readonly string[])[]; widths?: readonly number[] }[],
): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, rows, widths }) => ({
      name,
      rows: rows.map((row) => [...row]),
      ...(widths ? { columns: widths.map((width) => ({ width })) } : {}),
    })),
  });
}

/**
 * An .xlsx file of one table as it comes: rows are asked for when whoever reads the file is ready for them, so that its size costs no
 * memory; whoever goes away ends it. Texts stay texts, as in `writeSheet`.
 */
export function streamSheet(
  name: string,
  rows: AsyncIterable<(string | number | null)[]>,
  widths: readonly number[],
): ReadableStream<Uint8Array> {
  return writeXlsxStream(rows, { name, columns: widths.map((width) => ({ width })) });
}

/** A table as an .xlsx file, as `streamSheet`: the headings stay in sight, and a text stays one also where somebody edits it. */
export function streamTable<Row>(table: TableSheet<Row>): ReadableStream<Uint8Array> {
  return writeXlsxStream(sheetRows(table), {
    name: sheetName(table.name),
    columns: table.columns.map(({ width, figures }) => ({ width, ...(figures ? {} : { numFmt: '@' }) })),
    freezePane: { rows: table.lead ? 2 : 1 },
  });
}

/** What a sheet may be called: thirty-one letters, some of them not allowed. */
const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
