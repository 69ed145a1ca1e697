import { keepersOfCredits } from '#app/features/adjustments/keepers.ts';
import { waitingAdjustments } from '#app/features/adjustments/queue.server.ts';
import { decidersOfAppeals } from '#app/features/appeals/keepers.ts';
import { waitingAppeals } from '#app/features/appeals/queue.server.ts';
import { countWaitingExemptions } from '#app/features/credits/exemption-list.server.ts';
import { readersOfExemptions } from '#app/features/credits/keepers.ts';
import { answerWithin } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { readersOfDeclarations } from '#app/features/declarations/keepers.ts';
import { waitingForReview } from '#app/features/declarations/queue.server.ts';
import { countToMark } from '#app/features/exercises/marking-queue.server.ts';
import { type Reach, reachBy } from '#app/features/identity/reach.server.ts';
import type { Waiting } from '#app/features/identity/waiting.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { countForReview } from '#app/features/recordings/reviews.server.ts';
import { waitingSuggestions } from '#app/features/suggestions/queue.server.ts';
import { answerers } from '#app/features/suggestions/within.server.ts';
import { countToJudge } from '#app/features/tasks/queue.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
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

/** What waits at the desks of credits for this person, in words by the address of the desk. At most five statements. */
export async function waitingAtDesks(
  db: Db,
  { actor, now }: { actor: Actor; now: Date },
): Promise<Record<string, string>> {
  const within = <Found>(roles: readonly Role[], find: (reach: Reach) => Promise<Found>) =>
    holds(actor, ...roles) ? find(reachBy(actor, roles, now)) : null;
  const [reviews, appeals, adjustments, exemptions, suggestions] = await Promise.all([
    within(readersOfDeclarations, (reach) => waitingForReview(db, { reach, now })),
    within(decidersOfAppeals, (reach) => waitingAppeals(db, { reach, now })),
    within(keepersOfCredits, (reach) => waitingAdjustments(db, reach)),
    within(readersOfExemptions, (reach) => countWaitingExemptions(db, reach)),
    holds(actor, ...answerers) ? waitingSuggestions(db, { actor, now }) : null,
  ]);
  return {
    ...(reviews && { '/admin/declarations': reviewWords(reviews) }),
    ...(appeals && { '/admin/appeals': waitingWords(appeals, '件等复核') }),
    ...(adjustments && { '/admin/credits/adjustments': secondWords(adjustments, '个等另一个人核对', now) }),
    ...(suggestions && { '/admin/suggestions': waitingWords(suggestions, '份等处理') }),
    ...(exemptions && { '/admin/exemptions': secondWords(exemptions, '条等另一个人批准', now) }),
  };
}

function secondWords({ waiting, since }: Waiting, unit: string, now: Date): string {
  const { overdue } = answerWithin(since, policy.secondPersonWithinWorkingDays, now);
  return waitingWords({ waiting, overdue }, unit);
}

function reviewWords({ objected, ...waiting }: Awaited<ReturnType<typeof waitingForReview>>): string {
  const words = waitingWords(waiting, '份等审核');
  return objected > 0 ? `${words}，${objected} 份有异议要处理` : words;
}

function waitingWords({ waiting, overdue }: { waiting: number; overdue: boolean }, unit: string): string {
  if (waiting === 0) return '现在没有在等的';
  return `${waiting} ${unit}${overdue ? '，有的已经过期' : ''}`;
}
