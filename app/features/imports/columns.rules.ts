/** Which row of a sheet is its heading, and which column is what: proposed by the words, and changed by whoever knows better. */
import { clean } from './values.rules.ts';

/** A column that a kind of import reads. */
export interface ColumnSpec {
  key: string;
  label: string;
  /** What else it is called in sheets. */
  others: readonly string[];
  needed?: boolean;
  /** Read where a sheet has it, but not asked for: it is in no template. */
  unasked?: boolean;
  /** How it is filled in, for the template. */
  hint: string;
}

export interface SheetLine {
  number: number;
  cells: readonly string[];
  /** The columns of decimal numbers, of which noughts at the end may have been left out. */
  decimals: readonly number[];
}

/** Where the heading lies, and for each column of the kind which one of the sheet it is, from 0. */
export interface Heading {
  /** The first row of it, as Excel counts. */
  row: number;
  /** One or two rows. */
  rows: 1 | 2;
  columns: Record<string, number>;
}

const LOOKED_AT = 15;

/** The heading of a sheet by the words in its first rows, which may lie below titles and be of two rows. */
export function proposeHeading(lines: readonly SheetLine[], specs: readonly ColumnSpec[]): Heading {
  const first = lines.slice(0, LOOKED_AT);
  let best: { heading: Heading; score: number } = {
    heading: { row: widest(first), rows: 1, columns: {} },
    score: 0,
  };
  const consider = (line: SheetLine, below?: SheetLine) => {
    const columns = matched(columnTitles(line, below), specs, !below);
    const score = scoreOf(columns, specs);
    if (score > best.score) best = { heading: { row: line.number, rows: below ? 2 : 1, columns }, score };
  };
  for (const line of first) consider(line);
  // Of two rows only where that says more than one of them: a title over the table is no heading.
  for (const [index, line] of first.entries()) {
    const below = first[index + 1];
    if (below?.number === line.number + 1) consider(line, below);
  }
  return best.heading;
}

/** The columns as they would be proposed when the heading is known to lie in these rows. */
export function proposeColumns(
  lines: readonly SheetLine[],
  { row, rows }: Pick<Heading, 'row' | 'rows'>,
  specs: readonly ColumnSpec[],
): Record<string, number> {
  const [line, below] = [lineAt(lines, row), lineAt(lines, row + 1)];
  return matched(columnTitles(line, rows === 2 ? below : undefined), specs, true);
}

export const lineAt = (lines: readonly SheetLine[], number: number) =>
  lines.find((line) => line.number === number);

function widest(lines: readonly SheetLine[]): number {
  const found = lines.find(({ cells }) => cells.filter((cell) => cell !== '').length > 1) ?? lines[0];
  return found?.number ?? 1;
}

/** Of each column what it may be called. A title over several columns stands in the first of them. */
export function columnTitles(line: SheetLine | undefined, below?: SheetLine): string[][] {
  const upper = line?.cells ?? [];
  if (!below) return upper.map((title) => [title]);
  let group = '';
  return Array.from({ length: Math.max(upper.length, below.cells.length) }, (_, column) => {
    const [own, lower] = [upper[column] ?? '', below.cells[column] ?? ''];
    group = own || group;
    if (lower === '' || lower === own) return [own];
    return own || group ? [lower, `${own || group} ${lower}`] : [lower];
  });
}

function heading(text: string): string {
  return clean(text)
    .toLowerCase()
    .replace(/[([【<].*$/u, '')
    .replace(/[\s*:：、.。/_-]/gu, '');
}

/** Exact names first; where `loosely`, also titles that hold a name, the longest first. */
function matched(
  titles: readonly (readonly string[])[],
  specs: readonly ColumnSpec[],
  loosely: boolean,
): Record<string, number> {
  const columns: Record<string, number> = {};
  const taken = new Set<number>();
  const take = (key: string, column: number) => {
    if (key in columns || taken.has(column)) return;
    columns[key] = column;
    taken.add(column);
  };
  const bare = titles.map((names) => names.map(heading).filter(Boolean));
  for (const { key, label, others } of specs) {
    const names = [label, ...others].map(heading);
    for (const name of names) {
      const column = bare.findIndex((own, at) => !taken.has(at) && own.includes(name));
      if (column >= 0) take(key, column);
    }
  }
  if (!loosely) return columns;
  const held = specs.flatMap(({ key, label, others }) =>
    [label, ...others].map((name) => ({ key, name: heading(name) })),
  );
  for (const { key, name } of held.sort((a, b) => b.name.length - a.name.length))
    if (name.length >= 2)
      take(
        key,
        bare.findIndex(
          (own, at) => !taken.has(at) && own.some((title) => title.length <= 14 && title.includes(name)),
        ),
      );
  delete columns[''];
  for (const [key, column] of Object.entries(columns)) if (column < 0) delete columns[key];
  return columns;
}

function scoreOf(columns: Record<string, number>, specs: readonly ColumnSpec[]): number {
  return specs.reduce((sum, { key, needed }) => sum + (key in columns ? (needed ? 3 : 1) : 0), 0);
}

/** The names of columns that a kind needs and that nobody has matched. */
export function missingColumns(columns: Record<string, number>, specs: readonly ColumnSpec[]): string[] {
  return specs.filter(({ key, needed }) => needed && !(key in columns)).map(({ label }) => label);
}
