import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';

/** A wish to open a statement or a year again, and what became of it. */
export interface Reopening {
  id: string;
  personId: string | null;
  personName: string | null;
  reason: string;
  askedById: string;
  askedByName: string;
  askedAt: string;
  decision: { kind: 'approved' | 'declined'; byName: string; at: string; words: string | null } | null;
}

const MOST = 50;
const everybody: Reach = { scopes: 'everywhere', onDay: '' };

/** The wishes of a year, newest first, at most fifty: of one person, or of those within reach, where either is given. One statement. */
export async function reopeningsOf(
  db: Db,
  closingId: string,
  { personId, reach = everybody }: { personId?: string; reach?: Reach } = {},
): Promise<Reopening[]> {
  const rows = await db
    .selectFrom('statement_reopening as wish')
    .innerJoin('person as asker', 'asker.id', 'wish.asked_by')
    .leftJoin('person as whose', 'whose.id', 'wish.person_id')
    .leftJoin('statement_reopening_decision as decision', 'decision.reopening_id', 'wish.id')
    .leftJoin('person as decider', 'decider.id', 'decision.by_person_id')
    .select(['wish.id', 'wish.person_id as personId', 'whose.name as personName', 'wish.reason'])
    .select(['wish.asked_by as askedById', 'asker.name as askedByName', 'wish.asked_at as askedAt'])
    .select(['decision.kind', 'decision.words', 'decision.at', 'decider.name as deciderName'])
    .where('closing_id', '=', closingId)
    .$if(personId !== undefined, (query) => query.where('wish.person_id', '=', personId ?? ''))
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('wish.person_id', 'in', peopleReached(db, reach)),
    )
    .orderBy('wish.asked_at', 'desc')
    .orderBy('wish.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ kind, words, at, deciderName, ...row }) => ({
    ...row,
    decision:
      kind === null || at === null
        ? null
        : { kind: kind === 'approved' ? 'approved' : 'declined', byName: deciderName ?? '', at, words },
  }));
}
