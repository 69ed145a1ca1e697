/**
 * Tables that people bring from Excel, read as text, and given back. The one place that knows the library (hucre, MIT).
 * A stranger's file is looked at before it is opened: how large it is, how large it would unpack, how many rows. Formulas are
 * not run: a cell is what was last saved in it.
 */
import { parseCsv } from 'hucre/csv';
import { readXlsx, writeXlsx, writeXlsxStream } from 'hucre/xlsx';

export const MOST_SHEET_BYTES = 5 * 1024 * 1024;
const MOST_UNPACKED_BYTES = 24 * 1024 * 1024;
const MOST_PARTS = 400;
const MOST_COLUMNS = 40;
const LAST_COLUMN = 'AN';
const MOST_CELL_LETTERS = 4_000;

export type SheetRefusal =
  | 'empty'
  | 'too-large'
  | 'not-a-sheet'
  | 'old-or-locked'
  | 'unpacks-too-large'
  | 'too-many-rows';

/** The first table of a file: rows of trimmed texts, as the file has them, empty ones included. */
export type SheetAnswer = { ok: true; rows: string[][] } | { ok: false; reason: SheetRefusal };

/** Reads an .xlsx or .csv file, decided by its content. `mostRows` without the heading. */
export async function readSheet(bytes: Uint8Array, { mostRows }: { mostRows: number }): Promise<SheetAnswer> {
  if (bytes.length === 0) return refuse('empty');
  if (bytes.length > MOST_SHEET_BYTES) return refuse('too-large');
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return refuse('old-or-locked');
  const zipped = startsWith(bytes, [0x50, 0x4b]);
  const unpacked = zipped ? unpackedBytes(bytes) : 0;
  if (unpacked === null) return refuse('not-a-sheet');
  if (unpacked > MOST_UNPACKED_BYTES) return refuse('unpacks-too-large');
  const most = mostRows + 1;
  const rows = await (zipped ? rowsOfWorkbook(bytes, most) : rowsOfText(bytes, most));
  if (rows === null) return refuse('not-a-sheet');
  if (rows.length > most && rows.slice(most).some((row) => row.some((cell) => cell !== '')))
    return refuse('too-many-rows');
  if (rows.every((row) => row.every((cell) => cell === ''))) return refuse('empty');
  return { ok: true, rows: rows.slice(0, most) };
}

/** An .xlsx file of one table. Texts only: what begins like a formula stays a text. */
export async function writeSheet(name: string, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name, rows: rows.map((row) => [...row]) }] });
}

/**
 * An .xlsx file of one table as it comes: rows are asked for when whoever reads the file is ready for them, so that its size costs no
 * memory. Texts stay texts, as in `writeSheet`.
 */
export function streamSheet(
  name: string,
  rows: AsyncIterable<(string | number)[]>,
  widths: readonly number[],
): ReadableStream<Uint8Array> {
  return writeXlsxStream(rows, { name, columns: widths.map((width) => ({ width })) });
}

const refuse = (reason: SheetRefusal) => ({ ok: false, reason }) as const;

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, place) => bytes[place] === byte);

async function rowsOfWorkbook(bytes: Uint8Array, most: number): Promise<string[][] | null> {
  try {
    // One row more than wanted shows that there are too many.
    const { sheets } = await readXlsx(bytes, { sheets: [0], range: `A1:${LAST_COLUMN}${most + 1}` });
    return (sheets[0]?.rows ?? []).map(textRow);
  } catch {
    return null; // damaged, or no workbook at all: the library's words help nobody
  }
}

function rowsOfText(bytes: Uint8Array, most: number): string[][] | null {
  const text = textOf(bytes);
  return text === null ? null : parseCsv(text, { maxRows: most + 1 }).map(textRow);
}

/** UTF-8, or what Excel in Chinese writes. Null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  return null;
}

function textRow(row: readonly unknown[]): string[] {
  return row.slice(0, MOST_COLUMNS).map((cell) => {
    if (cell === null || cell === undefined) return '';
    const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
    return text.trim().slice(0, MOST_CELL_LETTERS);
  });
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LARGE = 0xffffffff;
/** Says that the true sizes stand behind the entry. */
const SIZES_BEHIND = 8;

/**
 * How large a zip file says that it unpacks; the library unpacks no more of a part than that. Null when it is no whole zip
 * file, or hides a size.
 */
function unpackedBytes(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 65_557 && view.getUint32(end, true) !== END) end--;
  if (end < 0 || view.getUint32(end, true) !== END) return null;
  const parts = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (parts > MOST_PARTS) return Number.POSITIVE_INFINITY;
  let total = 0;
  for (let part = 0; part < parts; part++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return null;
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    if (packed === LARGE || unpacked === LARGE) return Number.POSITIVE_INFINITY;
    const hidden = packed === 0 && (view.getUint16(at + 8, true) & SIZES_BEHIND) !== 0;
    if (hidden || (unpacked === 0 && packed > 2)) return null;
    total += unpacked;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}
