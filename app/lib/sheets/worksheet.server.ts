/** The rows of one sheet of a workbook, one after the other. Formulas are not run: a cell is what was last saved in it. */
import { type Merge, MergedColumns } from './merges.ts';
import { isDecimal, numberText, type Shows } from './numbers.ts';
import { Unreadable } from './refusals.ts';
import { ignored, MOST_CELL_LETTERS, type SheetPart, scanPart, type Workbook } from './workbook.server.ts';
import { attributeOf, XmlScanner, type XmlWatcher } from './xml-scan.ts';
import { textOfPart } from './zip-parts.server.ts';

/** `number` counts as Excel does. Blank rows are left out. */
export interface SheetRow {
  number: number;
  cells: string[];
  /** The columns of decimal numbers, of which a spreadsheet leaves out noughts at the end: 2025.10 stands there as 2025.1. */
  decimals: number[];
}

export const MOST_COLUMNS = 60;
const MOST_MERGES = 20_000;
/** The last row that Excel has. */
const MOST_ROW_NUMBER = 1_048_576;

/** Rows of trimmed texts in their order; what is merged downwards stands in every row of it. */
export async function* rowsOfWorksheet(book: Workbook, { part: name }: SheetPart): AsyncGenerator<SheetRow> {
  const part = book.zip.parts.get(name.toLowerCase());
  if (!part) return;
  const merged = new MergedColumns(await mergesOf(book, name));
  const reading = new RowReader(book);
  const scanner = new XmlScanner(reading);
  for await (const piece of textOfPart(book.zip, part)) {
    scanner.push(piece);
    for (const row of reading.take()) {
      const filled = merged.fill(row);
      if (filled.cells.some((cell) => cell !== '')) yield filled;
    }
  }
}

/** They stand behind the rows that they are about. */
async function mergesOf(book: Workbook, part: string): Promise<Merge[]> {
  const merges: Merge[] = [];
  await scanPart(book.zip, part, {
    open: (name, attributes) => {
      if (name !== 'mergeCell') return;
      const found = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/u.exec(attributeOf(attributes, 'ref') ?? '');
      const column = columnOf(found?.[1] ?? '');
      const [from, to] = [Number(found?.[2]), Number(found?.[3])];
      if (!found || column >= MOST_COLUMNS || to <= from) return;
      if (merges.length >= MOST_MERGES) throw new Unreadable('too-many-merges');
      merges.push({ column, from, to });
    },
    ...ignored,
  });
  return merges;
}

/** 0 for A. */
export function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

class RowReader implements XmlWatcher {
  #rows: SheetRow[] = [];
  #row: SheetRow | null = null;
  #lastRow = 0;
  #column = -1;
  #type = 'n';
  #style = 0;
  #value = '';
  #words = '';
  #in: 'value' | 'words' | 'sound' | null = null;

  constructor(readonly book: Workbook) {}

  /** The rows that have become whole since it was asked last. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') {
      this.#lastRow = Number(attributeOf(attributes, 'r') ?? this.#lastRow + 1) || this.#lastRow + 1;
      if (!Number.isInteger(this.#lastRow) || this.#lastRow < 1 || this.#lastRow > MOST_ROW_NUMBER)
        throw new Unreadable('not-a-sheet');
      this.#row = { number: this.#lastRow, cells: [], decimals: [] };
      this.#column = -1;
    } else if (name === 'c') {
      const at = /^[A-Z]{1,3}/u.exec(attributeOf(attributes, 'r') ?? '')?.[0];
      this.#column = at ? columnOf(at) : this.#column + 1;
      this.#type = attributeOf(attributes, 't') ?? 'n';
      this.#style = Number(attributeOf(attributes, 's') ?? 0);
      [this.#value, this.#words] = ['', ''];
    } else if (name === 'v') this.#in = 'value';
    else if (name === 'rPh') this.#in = 'sound';
    else if (name === 't' && this.#in !== 'sound') this.#in = 'words';
  }

  text(piece: string): void {
    if (this.#in === 'value' && this.#value.length < MOST_CELL_LETTERS) this.#value += piece;
    else if (this.#in === 'words' && this.#words.length < MOST_CELL_LETTERS) this.#words += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 'rPh' || (name === 't' && this.#in === 'words')) this.#in = null;
    else if (name === 'c') this.#put();
    else if (name === 'row' && this.#row) {
      this.#rows.push(this.#row);
      this.#row = null;
    }
  }

  #put(): void {
    if (!this.#row || this.#column < 0 || this.#column >= MOST_COLUMNS) return;
    const words = escapes(this.#shown()).trim().slice(0, MOST_CELL_LETTERS);
    if (words === '') return;
    const { cells, decimals } = this.#row;
    while (cells.length < this.#column) cells.push('');
    cells[this.#column] = words;
    if (this.#isNumber() && isDecimal(words)) decimals.push(this.#column);
  }

  #shows(): Shows {
    return this.book.styles[this.#style] ?? 'number';
  }

  #isNumber(): boolean {
    return this.#type === 'n' && this.#shows() === 'number';
  }

  #shown(): string {
    const { words, from1904 } = this.book;
    if (this.#type === 's') return words[Number(this.#value)] ?? '';
    if (this.#type === 'inlineStr') return this.#words;
    if (this.#type === 'b') return this.#value === '1' ? '是' : '否';
    if (this.#type === 'd') return this.#value.replace(/T00:00:00(?:\.0+)?Z?$/u, '').replace('T', ' ');
    if (this.#type === 'n') return numberText(this.#value, this.#shows(), from1904);
    return this.#value;
  }
}

/** How spreadsheets write characters that XML has not: `_x000D_`. */
function escapes(words: string): string {
  if (!words.includes('_x')) return words;
  return words.replace(/_x([0-9a-f]{4})_/giu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
