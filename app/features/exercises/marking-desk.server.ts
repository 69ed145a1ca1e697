import { sectionWithin, type WorkReach, workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type FiledAnswer, filedAnswers } from './answer-files.server.ts';
import type { DrawnQuestion } from './questions.schema.ts';

/** A handed-in attempt with files, as whoever may mark it sees it. `score` null while it waits. */
export interface AttemptAtDesk {
  id: string;
  number: number;
  enrolmentId: string;
  personId: string;
  personName: string;
  sectionTitle: string;
  courseTitle: string;
  exercise: { id: string; title: string; passMark: number };
  questions: DrawnQuestion[];
  submittedAt: string;
  score: number | null;
  waiting: boolean;
}

/** An attempt that waits or waited for a person, for whoever may mark it; null when there is none, or of others' sections. One statement. */
export async function attemptAtDesk(
  db: Db,
  reach: WorkReach,
  attemptId: string,
): Promise<AttemptAtDesk | null> {
  const row = await db
    .selectFrom('attempt_marking')
    .innerJoin('attempt', 'attempt.id', 'attempt_marking.attempt_id')
    .innerJoin('section', 'section.id', 'attempt_marking.section_id')
    .innerJoin('exercise', 'exercise.id', 'attempt.exercise_id')
    .innerJoin('course', 'course.id', 'exercise.course_id')
    .innerJoin('person', 'person.id', 'attempt.person_id')
    .select(['attempt.id', 'attempt.number', 'enrolment_id', 'attempt.person_id', 'questions', 'score'])
    .select(['submitted_at', 'waiting', 'exercise_id', 'exercise.title as exerciseTitle', 'pass_mark'])
    .select(['person.name', 'section.title as sectionTitle', 'course.title as courseTitle'])
    .where('attempt_marking.attempt_id', '=', attemptId)
    .where(sectionWithin(reach))
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    number: row.number,
    enrolmentId: row.enrolment_id,
    personId: row.person_id,
    personName: row.name,
    sectionTitle: row.sectionTitle,
    courseTitle: row.courseTitle,
    exercise: { id: row.exercise_id, title: row.exerciseTitle, passMark: row.pass_mark },
    questions: JSON.parse(row.questions),
    submittedAt: row.submitted_at ?? '',
    score: row.score,
    waiting: row.waiting !== null,
  };
}

/** A question that was answered with files, by its place on the paper from 1. `expected` is what makes an answer right. */
export interface QuestionAtDesk extends FiledAnswer {
  questionId: string;
  place: number;
  stem: string;
  expected: string;
}

export interface MarkingDesk {
  attempt: Omit<AttemptAtDesk, 'questions'>;
  questions: QuestionAtDesk[];
  /** Whether it is the reader's own. */
  own: boolean;
}

/** An attempt with the questions to mark, their files signed for the reader; null as for `attemptAtDesk`. At most three statements. */
export async function markingDesk(
  db: Db,
  { actor, attemptId, now }: { actor: Actor; attemptId: string; now: Date },
): Promise<MarkingDesk | null> {
  const found = await attemptAtDesk(db, await workReachOf(db, actor), attemptId);
  if (!found) return null;
  const { questions, ...attempt } = found;
  const answers = await filedAnswers(db, { attemptId, forPerson: actor.personId, now });
  const toMark = questions.flatMap(({ questionId, stem, explanation }, index) => {
    const answer = answers.get(questionId);
    return answer ? [{ questionId, place: index + 1, stem, expected: explanation, ...answer }] : [];
  });
  return { attempt, questions: toMark, own: attempt.personId === actor.personId };
}
