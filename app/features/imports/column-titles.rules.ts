/** How columns and rows of a sheet are shown to whoever chooses. */
import { columnTitles, type Heading, lineAt, type SheetLine } from './columns.rules.ts';

/** What each column of a sheet is called, for choosing: `任职时间 起`, or its letter. */
export function titlesShown(
  lines: readonly SheetLine[],
  { row, rows }: Pick<Heading, 'row' | 'rows'>,
): string[] {
  const [line, below] = [lineAt(lines, row), rows === 2 ? lineAt(lines, row + 1) : undefined];
  const width = Math.max(0, ...lines.slice(0, 200).map(({ cells }) => cells.length));
  const titles = columnTitles(line, below);
  return Array.from({ length: width }, (_, column) => {
    const [own, over] = [titles[column]?.[0] ?? '', titles[column]?.[1] ?? ''];
    const name = (over || own).slice(0, 40);
    return name ? `${letterOf(column)} 列：${name}` : `${letterOf(column)} 列`;
  });
}

/** `A`, `AB`. */
export function letterOf(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? letterOf(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

/** What a row says in the columns that are read, in one line. */
export function rowInWords(cells: readonly string[], columns: Readonly<Record<string, number>>): string {
  const read = new Set(Object.values(columns));
  return cells
    .filter((cell, column) => cell !== '' && read.has(column))
    .join(' · ')
    .slice(0, 120);
}
