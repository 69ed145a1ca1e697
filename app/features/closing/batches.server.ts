import type { Db } from '#db/database.ts';
import { asCounts, type Counts, emptyCounts } from './counts.rules.ts';
import { statementNumber } from './frozen.rules.ts';
import { sha256 } from './reckoning.server.ts';
import type { Run } from './runs.server.ts';

/** How far a walk has come. `hash` runs over all statements so far. */
export interface Progress {
  number: number;
  throughId: string;
  people: number;
  counts: Counts;
  lastNumber: number;
  hash: string;
}

/** Where a walk stands after its last batch. Sums are carried along, so one row tells it. Two statements at most. */
export async function progressOf(db: Db, run: Run): Promise<Progress> {
  const row = await db
    .selectFrom('closing_batch')
    .selectAll()
    .where('run_id', '=', run.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { ...beginning(run), lastNumber: await highestNumber(db, run) };
  return {
    number: row.number,
    throughId: row.through_id,
    people: row.people,
    counts: asCounts(row.counts),
    lastNumber: row.last_number,
    hash: row.hash,
  };
}

function beginning({ year, number }: Run): Omit<Progress, 'lastNumber'> {
  return { number: 0, throughId: '', people: 0, counts: emptyCounts(), hash: firstHash(year, number) };
}

/** The highest number of a statement in a closing; 0 where there is none. One statement. */
export async function highestNumber(db: Db, { closingId }: Pick<Run, 'closingId'>): Promise<number> {
  if (!closingId) return 0;
  const row = await db
    .selectFrom('frozen_statement')
    .select('number')
    .where('closing_id', '=', closingId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** What the running hash of a walk begins with. */
export const firstHash = (year: number, run: number): string => sha256(`statements of ${year}, run ${run}`);

/** The running hash with one more statement: whoever has all of them can compute it again. */
export function hashWith(
  before: string,
  {
    year,
    number,
    revision,
    ...hashes
  }: { year: number; number: number; revision: number; inputsHash: string; sheetHash: string },
): string {
  return sha256(
    [before, statementNumber(year, number, revision), hashes.inputsHash, hashes.sheetHash].join('\n'),
  );
}
