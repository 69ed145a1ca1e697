import { countToMark } from '#app/features/exercises/marking-queue.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { countForReview } from '#app/features/recordings/reviews.server.ts';
import { countToJudge } from '#app/features/tasks/queue.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/** How much of each kind waits for somebody who teaches; the same that the lists themselves show. */
export interface WaitingWork {
  attempts: number;
  works: number;
  reviews: number;
}

/** What waits for this person to look at it. At most four statements where what they teach is known. */
export async function waitingWork(
  db: Db,
  { actor, taught }: { actor: Actor; taught: readonly { id: string }[] },
): Promise<WaitingWork> {
  const { personId } = actor;
  const reach = await workReachOf(db, actor, taught);
  const [attempts, works, reviews] = await Promise.all([
    countToMark(db, { reach, personId }),
    countToJudge(db, { reach, personId }),
    reachOf(db, actor).then((courses) => countForReview(db, { reach: courses, personId })),
  ]);
  return { attempts, works, reviews };
}
