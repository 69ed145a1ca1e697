import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { MOST_WAITING, type Waiting, waitingOf } from '#app/features/identity/waiting.server.ts';
import type { Db } from '#db/database.ts';

/** The adjustments of people within reach that wait for a second person. One statement. */
export function waitingAdjustments(db: Db, reach: Reach): Promise<Waiting> {
  const rows = db
    .selectFrom('adjustment')
    .select('proposed_at as since')
    .where('open', '=', 1)
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)))
    .orderBy('proposed_at')
    .limit(MOST_WAITING);
  return waitingOf(db, rows);
}
