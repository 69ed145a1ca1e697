import type { Db } from '#db/database.ts';
import type { Counts } from './reading.server.ts';

/** Of a part what has ended is counted with what is there already: nothing is done about either. */
export interface ShownGroup {
  key: string;
  label: string;
  rows: number;
  counts: Counts;
  outcome: 'taken' | 'left' | 'stopped' | null;
  words: string;
}

/** The parts of an import, in the order of the sheet, page by page; those with refused rows first when `refusedFirst`. One statement. */
export async function groupsOf(
  db: Db,
  { importId, page, pageSize }: { importId: string; page: number; pageSize: number },
): Promise<ShownGroup[]> {
  const rows = await db
    .selectFrom('import_group')
    .selectAll()
    .where('import_id', '=', importId)
    .orderBy('place')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return rows.map((row) => ({
    key: row.group_key,
    label: row.label,
    rows: row.row_count,
    counts: { new: row.added, same: row.same, change: row.changed, ended: 0, refused: row.refused },
    outcome: row.outcome as ShownGroup['outcome'],
    words: row.words,
  }));
}

export interface GroupSums {
  groups: number;
  clean: number;
  taken: number;
  left: number;
  stopped: number;
}

/** How many parts there are, without a refused row, taken and left. One statement. */
export async function groupSums(db: Db, importId: string): Promise<GroupSums> {
  const rows = await db
    .selectFrom('import_group')
    .select(({ fn, eb }) => [
      'outcome',
      fn.countAll<number>().as('groups'),
      fn.sum<number>(eb.case().when('refused', '=', 0).then(1).else(0).end()).as('clean'),
    ])
    .where('import_id', '=', importId)
    .groupBy('outcome')
    .execute();
  const of = (outcome: string) => Number(rows.find((row) => row.outcome === outcome)?.groups ?? 0);
  const sum = (key: 'groups' | 'clean') => rows.reduce((all, row) => all + Number(row[key]), 0);
  return {
    groups: sum('groups'),
    clean: sum('clean'),
    taken: of('taken'),
    left: of('left'),
    stopped: of('stopped'),
  };
}
