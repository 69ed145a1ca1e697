import type { Db } from '#db/database.ts';
import { ownTables } from './declared-tables.rules.ts';
import { ownRows } from './own-data.server.ts';
import type { Group } from './own-rows.rules.ts';
import { printedValue } from './printed.rules.ts';

export interface PrintedTable {
  table: string;
  title: string;
  columns: string[];
  /** As many values as columns. */
  rows: string[][];
  /** There are more than are printed. */
  hasMore: boolean;
}

export interface PrintedGroup {
  group: Group;
  tables: PrintedTable[];
}

const MOST_PRINTED = 200;

/** What is known about somebody, as it is printed: of each kind at most two hundred rows. One statement for each kind. */
export async function printedData(db: Db, personId: string): Promise<PrintedGroup[]> {
  const printed = new Map<Group, PrintedTable[]>();
  for (const [table, declared] of ownTables) {
    const { group, title, shown, course } = declared;
    if (Object.keys(shown).length === 0) continue;
    const rows = await ownRows(db, { table, declared, personId, limit: MOST_PRINTED + 1 });
    if (rows.length === 0) continue;
    const names = [...(course ? ['course_title'] : []), ...Object.keys(shown)];
    const tables = printed.get(group) ?? [];
    printed.set(group, tables);
    tables.push({
      table,
      title,
      columns: [...(course ? ['课程'] : []), ...Object.values(shown)],
      rows: rows
        .slice(0, MOST_PRINTED)
        .map((row) => names.map((column) => printedValue(column, row[column] ?? null))),
      hasMore: rows.length > MOST_PRINTED,
    });
  }
  return [...printed].map(([group, tables]) => ({ group, tables }));
}
