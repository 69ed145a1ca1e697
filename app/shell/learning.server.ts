import { ownMeetings } from '#app/features/attendance/own-meetings.server.ts';
import { appraisalsOf, rubric } from '#app/features/evaluation/appraisals.server.ts';
import { enrolmentsToEvaluate, maySeeAppraisal } from '#app/features/evaluation/windows.server.ts';
import { attemptsOf } from '#app/features/exercises/attempts.server.ts';
import { ownPlace } from '#app/features/formation/own-place.server.ts';
import { tasksOfEnrolment } from '#app/features/tasks/reading.server.ts';
import { watchedRequirements } from '#app/features/viewing/watched-requirements.server.ts';
import type { Db } from '#db/database.ts';

/** One enrolment with everything its page shows, or null when it is not this person's. */
export async function learningDesk(
  db: Db,
  { enrolmentId, personId, now }: { enrolmentId: string; personId: string | null; now: Date },
) {
  if (!personId) return null;
  const own = await enrolmentsToEvaluate(db, { personId, enrolmentIds: [enrolmentId], now });
  if (!own[0]) return null;
  const { evaluation, ...enrolment } = own[0];
  const [requirements, attempts, tasks, meetings, appraisals, formation] = await Promise.all([
    watchedRequirements(db, enrolmentId),
    attemptsOf(db, [enrolmentId]),
    tasksOfEnrolment(db, { enrolmentId, courseId: enrolment.courseId }),
    ownMeetings(db, { enrolmentId, sectionId: enrolment.sectionId }),
    appraisalsOf(db, { enrolmentId }),
    ownPlace(db, { enrolmentId, personId }),
  ]);
  const shown = maySeeAppraisal(evaluation);
  const appraisal = shown ? (appraisals[0] ?? null) : null;
  return {
    enrolment,
    requirements: requirements.map((requirement) => ({
      ...requirement,
      attempts: attempts.filter(({ exerciseId }) => exerciseId === requirement.subjectId),
      task: tasks.find(({ id }) => id === requirement.subjectId) ?? null,
    })),
    otherTasks: tasks.filter(({ id }) => requirements.every(({ subjectId }) => subjectId !== id)),
    evaluation,
    meetings,
    formation,
    asksGoal: enrolment.state === 'running' && meetings.some(({ startsAt }) => startsAt > now.toISOString()),
    appraisal: appraisal
      ? { ...appraisal, levelName: rubric.levels.find(({ key }) => key === appraisal.level)?.label ?? '' }
      : null,
    appraisalWaits: appraisals.length > 0 && !shown,
  };
}

export type LearningDesk = NonNullable<Awaited<ReturnType<typeof learningDesk>>>;
