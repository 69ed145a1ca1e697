/**
 * A table that somebody brings, as .xlsx or as text, read row by row. A stranger's file is looked at before it is opened: how large it is, how
 * large it would unpack, what else it holds.
 */
import { rowsOfText, separatorOf, textOf } from './delimited.ts';
import { isDecimal } from './numbers.ts';
import { Unreadable } from './refusals.ts';
import { MOST_CELL_LETTERS, openWorkbook } from './workbook.server.ts';
import { MOST_COLUMNS, rowsOfWorksheet, type SheetRow } from './worksheet.server.ts';

export const MOST_TABLE_BYTES = 10 * 1024 * 1024;

export interface Table {
  /** Of a text: empty. */
  name: string;
  /** Rows that are not blank, in their order. Throws `Unreadable`. */
  rows(): AsyncIterable<SheetRow>;
}

/** The tables of a file, decided by its content. Throws `Unreadable` for what is none. */
export async function openTables(bytes: Uint8Array): Promise<Table[]> {
  if (bytes.length === 0) throw new Unreadable('empty');
  if (bytes.length > MOST_TABLE_BYTES) throw new Unreadable('too-large');
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new Unreadable('old-or-locked');
  if (startsWith(bytes, [0x50, 0x4b])) {
    const book = await openWorkbook(bytes);
    return book.sheets.map((sheet) => ({ name: sheet.name, rows: () => rowsOfWorksheet(book, sheet) }));
  }
  const text = textOf(bytes);
  // A page saved under the name of a sheet.
  if (/^\s*</u.test(text)) throw new Unreadable('not-a-sheet');
  return [{ name: '', rows: () => textRows(text) }];
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, place) => bytes[place] === byte);

const ROWS_IN_ONE_GO = 500;

async function* textRows(text: string): AsyncGenerator<SheetRow> {
  let number = 0;
  for (const cells of rowsOfText(text, separatorOf(text))) {
    number += 1;
    if (number % ROWS_IN_ONE_GO === 0) await new Promise((resolve) => setImmediate(resolve));
    if (cells.every((cell) => cell === '')) continue;
    const kept = cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, MOST_CELL_LETTERS));
    // A text does not say what was a number in the spreadsheet that wrote it.
    yield {
      number,
      cells: kept,
      decimals: [...kept.keys()].filter((column) => isDecimal(kept[column] ?? '')),
    };
  }
}
