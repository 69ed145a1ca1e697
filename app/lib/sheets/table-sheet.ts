/** A column of a table that leaves as an Excel file. */
export interface SheetColumn<Row> {
  title: string;
  /** In letters. */
  width: number;
  /** What stands in it; nothing where there is nothing to say. */
  value: (row: Row) => string | number | null | undefined;
  /** Figures, to be reckoned with; other columns are texts, also where Excel is asked to edit them. */
  figures?: true;
}

/** A table as a file. */
export interface TableSheet<Row> {
  name: string;
  columns: readonly SheetColumn<Row>[];
  rows: AsyncIterable<Row> | Iterable<Row>;
  /** What must be known of all of it: stands above the headings. */
  lead?: string;
}

/** A sheet holds 1,048,576 rows. */
const MOST_ROWS = 1_000_000;
/** And a cell 32,767 characters. */
const MOST_LETTERS = 32_000;

/** The rows of the file, headings first, as they are asked for. What is too long for a sheet is cut off, and said to be. */
export async function* sheetRows<Row>(
  { columns, rows, lead }: Omit<TableSheet<Row>, 'name'>,
  mostRows = MOST_ROWS,
): AsyncGenerator<(string | number | null)[]> {
  if (lead) yield [lead];
  yield columns.map(({ title }) => title);
  let count = 0;
  for await (const row of rows) {
    if (++count > mostRows) {
      yield [`一张表最多 ${mostRows} 行，后面的没有放进来：请先筛选，再分几次导出。`];
      return;
    }
    yield columns.map(({ value }) => cellOf(value(row)));
  }
}

const cellOf = (value: string | number | null | undefined) =>
  typeof value === 'string' ? plainText(value) : (value ?? null);

/** What neither XML nor a cell can hold; a sheet knows one way to break a line. */
function plainText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(UNSPEAKABLE, '');
  return clean.length <= MOST_LETTERS ? clean : `${clean.slice(0, MOST_LETTERS).replace(/\p{Cs}$/u, '')}…`;
}

const UNSPEAKABLE = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
