import { courseTitles } from '#app/features/catalogue/titles.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { ClosingRunRow } from '#db/tables/closing.ts';
import { asCounts } from './counts.rules.ts';
import type { PinnedYear } from './frozen.rules.ts';
import { daysOf, type YearInHand } from './gathering.server.ts';
import { coursesNamed, pinPolicies, policiesPinned } from './pinning.server.ts';

/** `preview` only counts; `show` tells people of their drafts; `freeze` freezes. */
export type RunKind = 'preview' | 'show' | 'freeze';

/** One walk over all people, in batches, that goes on where it ended. */
export interface Run {
  id: string;
  year: number;
  closingId: string | null;
  kind: RunKind;
  number: number;
  cutoff: string;
  pinned: PinnedYear[];
  startedAt: string;
  startedById: string;
}

export interface NewRun {
  year: number;
  closingId: string | null;
  kind: RunKind;
  /** Of the same kind in this year; the first is 1. A number that is taken is refused. */
  number: number;
  startedBy: string;
  now: Date;
}

/** Writes down that a walk begins, with the policies and the moment that it looks at; null when somebody was quicker. */
export async function startRun(
  trx: Trx,
  { year, closingId, kind, number, startedBy, now }: NewRun,
): Promise<string | null> {
  const id = newId();
  const pinned = await pinPolicies(trx, { year, today: dayOf(now) });
  try {
    await trx
      .insertInto('closing_run')
      .values({
        ...{ id, year, kind, number },
        closing_id: closingId,
        cutoff_at: now.toISOString(),
        policies: JSON.stringify(pinned),
        started_at: now.toISOString(),
        started_by: startedBy,
      })
      .execute();
    return id;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** The newest walk of a kind in a year, or null. */
export async function lastRun(db: Db, { year, kind }: { year: number; kind: RunKind }): Promise<Run | null> {
  const row = await db
    .selectFrom('closing_run')
    .selectAll()
    .where('year', '=', year)
    .where('kind', '=', kind)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? asRun(row) : null;
}

/** The walks that have not come to their end, oldest first. */
export async function unfinishedRuns(db: Db): Promise<Run[]> {
  const rows = await db
    .selectFrom('closing_run')
    .leftJoin('closing_end', 'closing_end.run_id', 'closing_run.id')
    .selectAll('closing_run')
    .where('closing_end.run_id', 'is', null)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return rows.map(asRun);
}

function asRun(row: ClosingRunRow): Run {
  return {
    id: row.id,
    year: row.year,
    closingId: row.closing_id,
    kind: row.kind as RunKind,
    number: row.number,
    cutoff: row.cutoff_at,
    pinned: JSON.parse(row.policies) as PinnedYear[],
    startedAt: row.started_at,
    startedById: row.started_by,
  };
}

/** The year as a walk looks at it. At most a handful of statements, once a walk. */
export async function yearInHand(
  db: Db,
  run: Pick<Run, 'year' | 'closingId' | 'cutoff' | 'pinned'>,
): Promise<YearInHand> {
  const { year, closingId, cutoff, pinned } = run;
  const policies = await policiesPinned(db, pinned);
  const titles = await courseTitles(db, coursesNamed(policies));
  return { year, closingId, cutoff, pinned, policies, titles, ...daysOf(year, policies) };
}

/** Until when people may answer; null for a walk that is no part of a closing. */
export async function confirmUntilOf(db: Db, closingId: string | null): Promise<string | null> {
  if (!closingId) return null;
  const row = await db
    .selectFrom('year_closing')
    .select('confirm_until')
    .where('id', '=', closingId)
    .executeTakeFirst();
  return row?.confirm_until ?? null;
}

/** How a walk ended; null while it goes on. */
export async function endOf(db: Db, runId: string) {
  const row = await db.selectFrom('closing_end').selectAll().where('run_id', '=', runId).executeTakeFirst();
  return row ? { people: row.people, counts: asCounts(row.counts), hash: row.hash, at: row.at } : null;
}
