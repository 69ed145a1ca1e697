import { makesUpWith } from '#app/features/attendance/make-ups.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { type OwnEnrolment, ownEnrolment } from '#app/features/selection/reading.server.ts';
import type { Db } from '#db/database.ts';
import { latestAttempt } from './attempts.server.ts';
import { type Exercise, exerciseById } from './exercises.server.ts';
import { isRight } from './marking.rules.ts';
import type { DrawnQuestion } from './questions.schema.ts';

/** A question as it may be shown before handing in: without its answer. */
export type PaperQuestion = Pick<DrawnQuestion, 'questionId' | 'kind' | 'stem' | 'options'> & {
  choice: string[];
};

/** A question after handing in; the explanation comes only with a pass, so that the next attempt is an honest one. */
export type MarkedQuestion = PaperQuestion & {
  right: boolean;
  answer: string[] | null;
  explanation: string | null;
};

export interface QuizDesk {
  enrolment: Pick<OwnEnrolment, 'id' | 'courseTitle'>;
  exercise: Exercise;
  attemptsUsed: number;
  paper: { attemptId: string; number: number; questions: PaperQuestion[] } | null;
  result: { number: number; score: number; questions: MarkedQuestion[] } | null;
}

/** A quiz of somebody's own enrolment, or null when it is neither pinned to it nor for a meeting that they make up. */
export async function quizDesk(
  db: Db,
  { enrolmentId, exerciseId, personId }: { enrolmentId: string; exerciseId: string; personId: string | null },
): Promise<QuizDesk | null> {
  const enrolment = await ownEnrolment(db, { enrolmentId, personId });
  if (!enrolment) return null;
  const pinned = await requirementsOf(db, [enrolmentId]);
  const asked = pinned.some(({ kind, subjectId }) => kind === 'quiz' && subjectId === exerciseId);
  if (!asked && !(await makesUpWith(db, { enrolmentId, exerciseId }))) return null;
  const exercise = await exerciseById(db, exerciseId);
  if (!exercise) return null;
  const attempt = await latestAttempt(db, exerciseId, enrolmentId);
  const desk = {
    enrolment: { id: enrolment.id, courseTitle: enrolment.courseTitle },
    exercise,
    attemptsUsed: attempt?.number ?? 0,
    paper: null,
    result: null,
  };
  if (!attempt) return desk;
  const questions = attempt.questions.map((question) => ({
    ...question,
    choice: attempt.choices.get(question.questionId) ?? [],
  }));
  if (attempt.submittedAt === null) {
    const shown = questions.map(({ questionId, kind, stem, options, choice }) => ({
      questionId,
      kind,
      stem,
      options,
      choice,
    }));
    return { ...desk, paper: { attemptId: attempt.id, number: attempt.number, questions: shown } };
  }
  const passed = (attempt.score ?? 0) >= exercise.passMark;
  const marked = questions.map((question) => ({
    questionId: question.questionId,
    kind: question.kind,
    stem: question.stem,
    options: question.options,
    choice: question.choice,
    right: isRight(question, question.choice),
    answer: passed ? question.answer : null,
    explanation: passed ? question.explanation : null,
  }));
  return { ...desk, result: { number: attempt.number, score: attempt.score ?? 0, questions: marked } };
}
