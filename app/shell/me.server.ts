import { sheetsToConfirm } from '#app/features/closing/to-confirm.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { catchingUpOf } from '#app/features/credits/promotions.server.ts';
import { yearInHand } from '#app/features/credits/standing.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { enrolmentsToEvaluate } from '#app/features/evaluation/windows.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { waitingOf } from '#app/features/selection/reading.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { fittingSections, passedOver } from './fitting-sections.server.ts';
import { nextThings } from './next-things.rules.ts';

const MOST_NOTICES = 3;

/** Everything that somebody's own page says: the year's standing, what comes next, what they have chosen, what is new. */
export async function myDesk(db: Db, { personId, now }: { personId: string; now: Date }) {
  const today = dayOf(now);
  const year = await creditYearOn(db, today);
  const [inHand, enrolments, waiting, notices] = await Promise.all([
    yearInHand(db, personId, { year, today }),
    enrolmentsToEvaluate(db, { personId, now }),
    waitingOf(db, personId),
    unreadNotices(db, personId, MOST_NOTICES),
  ]);
  const running = enrolments.filter(({ completedAt }) => completedAt === null);
  const requirements = await requirementsOf(
    db,
    running.map(({ id }) => id),
  );
  const courses = running.map((enrolment) => {
    const own = requirements.filter(({ enrolmentId }) => enrolmentId === enrolment.id);
    return { ...enrolment, requirements: own.map((each) => ({ ...each, met: each.metAt !== null })) };
  });
  const things = nextThings(
    courses.map((course) => ({
      id: course.id,
      courseTitle: course.courseTitle,
      running: course.state === 'running',
      requirements: course.requirements,
      evaluation: course.evaluation,
    })),
    waiting.flatMap((line) =>
      line.offerExpiresAt ? [{ courseTitle: line.courseTitle, expiresAt: line.offerExpiresAt }] : [],
    ),
    await sheetsToConfirm(db, { personId, posts: inHand.posts, lines: inHand.lines, now }),
  );
  const passOver = passedOver(waiting, enrolments);
  const catching = await catchingUpOf(db, { ...inHand, day: today });
  const takenIds = running.map(({ sectionId }) => sectionId);
  const filling = await fittingSections(db, { personId, inHand, passOver, takenIds, now });
  return {
    year,
    standing: inHand.standing,
    filling,
    catching,
    things,
    courses,
    waiting,
    notices,
    finished: enrolments.filter(({ completedAt }) => completedAt !== null).slice(0, 3),
  };
}
