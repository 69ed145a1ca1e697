import { closeEvaluations } from '#app/features/evaluation/closing.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { appraiseLearners } from './appraisals.ts';
import { markMeetings } from './attendance.ts';
import { castBallots } from './ballots.ts';
import { plusMinutes } from './calendar.ts';
import { chooseSection, type Learner, type Population } from './learning.ts';
import { takeQuizzes } from './quizzes.ts';
import type { PlannedSection } from './sections.ts';
import type { Loading } from './world.ts';

/** Who does what a teacher does: the demo instructor in their own sections, the registrar for the other teachers. */
export interface Staff {
  instructor: Actor;
  registrar: Actor;
  /** The teacher id of the demo instructor. */
  instructorTeacherId: string;
}

/**
 * Lets each section happen, as far as its time has come: chosen, attended, quizzed, evaluated, and where it is over closed.
 * Everything goes through the verbs that the pages use, at the times at which it would have happened, so completions and
 * credits come about by themselves. Answers who learns in each section, by its key.
 */
export async function liveThrough(
  loading: Loading,
  {
    sections,
    population,
    staff,
  }: { sections: readonly PlannedSection[]; population: Population; staff: Staff },
): Promise<Map<string, Learner[]>> {
  const learnersOf = new Map<string, Learner[]>();
  for (const section of sections) {
    const learners = await chooseSection(loading, population, section);
    learnersOf.set(section.plan.key, learners);
    await markMeetings(loading, section, learners, teacherOf(section, staff));
    if (section.plan.phase !== 'finished' && section.plan.phase !== 'settling') continue;
    await takeQuizzes(loading, section, learners);
    await castBallots(loading, section, learners);
    if (section.plan.appraised) await appraiseLearners(loading, section, learners, staff.instructor);
    if (section.plan.phase === 'finished') await finish(loading, section, staff.registrar);
  }
  return learnersOf;
}

function teacherOf(
  { plan, course }: PlannedSection,
  { instructor, registrar, instructorTeacherId }: Staff,
): Actor {
  return plan.teacher === undefined && course.teacherId !== instructorTeacherId ? registrar : instructor;
}

async function finish({ trx }: Loading, section: PlannedSection, actor: Actor): Promise<void> {
  const now = plusMinutes(section.times.evaluation.closesAt, 5);
  await closeEvaluations(trx, { sectionId: section.id, limit: 500, now });
  await closeSection(trx, {
    actor,
    sectionId: section.id,
    kind: 'ended',
    reason: '课程已结束',
    now: plusMinutes(now, 5),
  });
}
