import type { SheetRow } from './worksheet.server.ts';

/** A column of cells merged downwards; rows as Excel counts, both included. */
export interface Merge {
  column: number;
  from: number;
  to: number;
}

/** Puts into every row of a merged cell what stands in its first: that is how people read it. */
export class MergedColumns {
  readonly #waiting: Merge[];
  #open: (Merge & { words: string; decimal: boolean })[] = [];

  constructor(merges: readonly Merge[]) {
    this.#waiting = [...merges].sort((a, b) => b.from - a.from);
  }

  /** Rows must come in their order. */
  fill(row: SheetRow): SheetRow {
    const { number, cells, decimals } = row;
    this.#open = this.#open.filter(({ to }) => to >= number);
    for (const { column, words, decimal } of this.#open) {
      while (cells.length < column) cells.push('');
      if (cells[column]) continue;
      cells[column] = words;
      if (decimal) decimals.push(column);
    }
    for (let next = this.#waiting.at(-1); next && next.from <= number; next = this.#waiting.at(-1)) {
      this.#waiting.pop();
      const words = next.from === number ? (cells[next.column] ?? '') : '';
      if (words) this.#open.push({ ...next, words, decimal: decimals.includes(next.column) });
    }
    return row;
  }
}
