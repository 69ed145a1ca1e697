import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import { failureActions } from './failure-lines.rules.ts';

/** A failure to sign in as the security officer sees it. */
export interface SeenFailure {
  id: string;
  at: string;
  action: string;
  /** Null: a name that nobody has, or many in a line that sums a network up. */
  personId: string | null;
  name: string | null;
  network: string;
  /** How many were left out, where the line sums them up. */
  times: number | null;
}

export interface SeenFailures {
  failures: SeenFailure[];
  /** Where older ones begin; null at the end. */
  older: string | null;
}

export const SEEN_DAYS = 7;
const PAGE = 50;
const actions = [...failureActions, 'sign-in.left-out'];

/**
 * The failures of the last days within reach, newest first, those before the line `before` where there is one. Of names that nobody has only for whoever reaches everything. Lines about signing in
 * alone: the journal as a whole is the auditor's. One statement.
 */
export async function failuresSeen(
  db: Db,
  { reach, before, now }: { reach: Reach; before: string | null; now: Date },
): Promise<SeenFailures> {
  const since = new Date(now.getTime() - SEEN_DAYS * 86_400_000).toISOString();
  const newest = db
    .selectFrom('journal_entry')
    .select('journal_entry.id')
    .where('action', 'in', actions)
    .where('at', '>=', since)
    .$if(before !== null, (query) => query.where('journal_entry.id', '<', before))
    .$if(reach.scopes !== 'everywhere', (query) => query.where('concerns_id', 'in', peopleReached(db, reach)))
    .orderBy('journal_entry.id', 'desc')
    .limit(PAGE + 1);
  const rows = await db
    .selectFrom(newest.as('newest'))
    .innerJoin('journal_entry as line', 'line.id', 'newest.id')
    .leftJoin('person', 'person.id', 'line.concerns_id')
    .select(['line.id', 'line.at', 'line.action', 'line.origin', 'line.detail'])
    .select(['person.id as personId', 'person.name'])
    .orderBy('line.id', 'desc')
    .execute();
  const shown = rows.slice(0, PAGE);
  return {
    failures: shown.map(({ origin, detail, ...row }) => ({
      ...row,
      network: origin,
      times: timesIn(detail),
    })),
    older: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

function timesIn(detail: string): number | null {
  const { times } = JSON.parse(detail) as { times?: unknown };
  return typeof times === 'number' ? times : null;
}
