const MOST_ROWS = 400;
/** Of one INSERT; a server takes 16 MB by default. */
const MOST_LETTERS = 1_000_000;

/** Rows on their way into a table, some at a time: few of long ones, many of short ones. */
export class WaitingRows<Row extends { sealed: string }> {
  #rows: Row[] = [];
  #letters = 0;

  constructor(readonly put: (rows: Row[]) => Promise<unknown>) {}

  async add(row: Row): Promise<void> {
    this.#rows.push(row);
    this.#letters += row.sealed.length;
    if (this.#rows.length >= MOST_ROWS || this.#letters >= MOST_LETTERS) await this.finish();
  }

  /** What still waits. */
  async finish(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#letters = 0;
    if (rows.length > 0) await this.put(rows);
  }
}
