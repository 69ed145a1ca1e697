import type { Db } from '#db/database.ts';
import { MOST_OFFENDERS } from './check.ts';

const PAGE = 1000;

/**
 * Judges rows too complicated for SQL, a page at a time. `read` gives the next rows after an id, in the order of ids;
 * `judge` says which of them are wrong. Stops early when enough are found.
 */
export async function judgeAll<Row extends { id: string }>(
  db: Db,
  read: (db: Db, after: string, limit: number) => Promise<Row[]>,
  judge: (rows: readonly Row[]) => Promise<string[]> | string[],
): Promise<string[]> {
  const offenders: string[] = [];
  for (let after = ''; offenders.length < MOST_OFFENDERS; ) {
    const rows = await read(db, after, PAGE);
    if (rows.length > 0) offenders.push(...(await judge(rows)));
    if (rows.length < PAGE) break;
    after = rows.at(-1)?.id ?? '';
  }
  return offenders;
}
