import { enrolmentGoingOn } from '#app/features/selection/merged-enrolment.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { moveViewings } from './moving-viewings.server.ts';
import type { Seat } from './viewing-state.server.ts';

/**
 * What `deed` does for somebody's seat; where that is none any more because its section was merged while a lecture played, for the one
 * that goes on. A player sends to the address with which it began, so that nothing of what it has seen is lost. What came to the old
 * enrolment in the instant of the merge is taken along first.
 */
export async function whereSeatGoesOn<Answer>(
  db: Db,
  seat: Seat & { now: Date },
  deed: (enrolmentId: string) => Promise<Answer | null>,
): Promise<Answer | null> {
  const answer = await deed(seat.enrolmentId);
  if (answer !== null) return answer;
  const { personId, enrolmentId: fromId, now } = seat;
  const toId = await enrolmentGoingOn(db, { enrolmentId: fromId, personId });
  if (!toId) return null;
  await inTransaction(db, (trx) => moveViewings(trx, { personId, fromId, toId, now }));
  return deed(toId);
}
