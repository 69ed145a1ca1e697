import { ownMeetings } from '#app/features/attendance/marks.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { appraisalsOf, rubric } from '#app/features/evaluation/appraisals.server.ts';
import { enrolmentsToEvaluate, maySeeAppraisal } from '#app/features/evaluation/windows.server.ts';
import { attemptsOf } from '#app/features/exercises/attempts.server.ts';
import { viewingsOf } from '#app/features/recordings/viewing.server.ts';
import type { Db } from '#db/database.ts';

/** One enrolment with everything its page shows, or null when it is not this person's. */
export async function learningDesk(
  db: Db,
  { enrolmentId, personId, now }: { enrolmentId: string; personId: string | null; now: Date },
) {
  const own = personId ? await enrolmentsToEvaluate(db, { personId, enrolmentIds: [enrolmentId], now }) : [];
  if (!own[0]) return null;
  const { evaluation, ...enrolment } = own[0];
  const [requirements, attempts, viewings, meetings, appraisals] = await Promise.all([
    requirementsOf(db, [enrolmentId]),
    attemptsOf(db, [enrolmentId]),
    viewingsOf(db, [enrolmentId]),
    ownMeetings(db, { enrolmentId, sectionId: enrolment.sectionId }),
    appraisalsOf(db, { enrolmentId }),
  ]);
  const shown = maySeeAppraisal(evaluation);
  const appraisal = shown ? (appraisals[0] ?? null) : null;
  return {
    enrolment,
    requirements: requirements.map((requirement) => ({
      ...requirement,
      attempts: attempts.filter(({ exerciseId }) => exerciseId === requirement.subjectId),
      viewing: viewings.find(({ recordingId }) => recordingId === requirement.subjectId) ?? null,
    })),
    evaluation,
    meetings,
    appraisal: appraisal
      ? { ...appraisal, levelName: rubric.levels.find(({ key }) => key === appraisal.level)?.label ?? '' }
      : null,
    appraisalWaits: appraisals.length > 0 && !shown,
  };
}

export type LearningDesk = NonNullable<Awaited<ReturnType<typeof learningDesk>>>;
