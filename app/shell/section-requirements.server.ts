import type { RequirementPlan } from '#app/features/completion/requirements.server.ts';
import { createExercise, exercisesOfCourse } from '#app/features/exercises/exercises.server.ts';
import type { NewSectionForm } from '#app/features/timetable/new-section.schema.ts';
import type { Trx } from '#db/database.ts';

const DRAWN = 10;

export interface Titled {
  id: string;
  title: string;
}

type Quiz = Titled & { passMark: number };

/** The hours that a way of teaching pays: what meets pays for meeting, what is recorded for watching. */
export function hoursOf(
  mode: NewSectionForm['mode'],
  { hoursFace, hoursRecorded }: { hoursFace: number; hoursRecorded: number },
): { hoursFaceHundredths: number; hoursRecordedHundredths: number } {
  if (mode === 'recorded')
    return { hoursFaceHundredths: 0, hoursRecordedHundredths: hoursFace + hoursRecorded };
  return { hoursFaceHundredths: hoursFace, hoursRecordedHundredths: mode === 'blended' ? hoursRecorded : 0 };
}

/**
 * What completing a section asks: the course's published recordings where it is taught by them, attendance where it meets, its quiz
 * where it has questions, the tasks that its course sets for completion, and the evaluation.
 */
export function requirementsFor({
  form,
  sectionId,
  recordings,
  quiz,
  tasks = [],
}: {
  form: NewSectionForm;
  sectionId: string;
  recordings: readonly Titled[];
  quiz: Quiz | null;
  tasks?: readonly Titled[];
}): RequirementPlan[] {
  const plans: RequirementPlan[] = [];
  if (form.mode === 'recorded' || form.mode === 'blended') {
    plans.push(
      ...recordings.map(({ id, title }) => ({
        kind: 'watch' as const,
        subjectId: id,
        title,
        detail: { minimumShare: 0.9 },
      })),
    );
  }
  if (form.meetings > 0)
    plans.push({
      kind: 'attend',
      subjectId: sectionId,
      title: `${form.meetings} 次课`,
      detail: { minimumShare: 6 / 7 },
    });
  if (quiz)
    plans.push({ kind: 'quiz', subjectId: quiz.id, title: quiz.title, detail: { passMark: quiz.passMark } });
  for (const { id, title } of tasks) plans.push({ kind: 'task', subjectId: id, title, detail: {} });
  plans.push({ kind: 'evaluate', subjectId: sectionId, title: '评价老师和课程', detail: {} });
  return plans;
}

/** Whether a course has a quiz, or questions enough to make one. */
export async function mayBeExamined(trx: Trx, courseId: string): Promise<boolean> {
  if ((await exercisesOfCourse(trx, courseId)).length > 0) return true;
  const { questions } = await trx
    .selectFrom('question')
    .select((eb) => eb.fn.countAll<number>().as('questions'))
    .where('course_id', '=', courseId)
    .where('retired_at', 'is', null)
    .where('pool', '=', '')
    .executeTakeFirstOrThrow();
  return Number(questions) >= DRAWN;
}

/** The course's quiz; made when it has questions enough and none yet. */
export async function quizOf(trx: Trx, courseId: string, now: Date): Promise<Quiz | null> {
  const [known] = await exercisesOfCourse(trx, courseId);
  if (known) return known;
  if (!(await mayBeExamined(trx, courseId))) return null;
  const quiz = { title: '课后小测', passMark: 60 };
  return {
    id: await createExercise(trx, { courseId, ...quiz, drawCount: DRAWN, maxAttempts: 3, now }),
    ...quiz,
  };
}
