import { makesUpWith } from '#app/features/attendance/make-ups.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { type OwnEnrolment, ownEnrolment } from '#app/features/selection/reading.server.ts';
import type { Db } from '#db/database.ts';
import { type AnswerFile, type FiledAnswer, filedAnswers } from './answer-files.server.ts';
import { type Attempt, latestAttempt } from './attempts.server.ts';
import { type Exercise, exerciseById } from './exercises.server.ts';
import { isRight } from './marking.rules.ts';
import type { DrawnQuestion } from './questions.schema.ts';

/** A question as it may be shown before handing in: without its answer. */
export type PaperQuestion = Pick<DrawnQuestion, 'questionId' | 'kind' | 'stem' | 'options'> & {
  choice: string[];
  /** Of an upload; signed for the learner. */
  files: AnswerFile[];
};

/** A question after handing in; the explanation comes only with a pass, so that the next attempt is an honest one. */
export type MarkedQuestion = PaperQuestion & {
  /** Null while a person has to look at it. */
  right: boolean | null;
  /** What whoever looked at its files wrote. */
  words: string;
  answer: string[] | null;
  explanation: string | null;
};

export interface QuizDesk {
  enrolment: Pick<OwnEnrolment, 'id' | 'courseTitle'>;
  exercise: Exercise;
  attemptsUsed: number;
  paper: { attemptId: string; number: number; questions: PaperQuestion[] } | null;
  /** `score` is null while a person has to look at files. */
  result: { number: number; score: number | null; questions: MarkedQuestion[] } | null;
}

interface Asked {
  enrolmentId: string;
  exerciseId: string;
  personId: string | null;
  now: Date;
}

/** A quiz of somebody's own enrolment, or null when it is neither pinned to it nor for a meeting that they make up. */
export async function quizDesk(
  db: Db,
  { enrolmentId, exerciseId, personId, now }: Asked,
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
  const asksFiles = attempt.questions.some(({ kind }) => kind === 'upload');
  const ofAttempt = { attemptId: attempt.id, forPerson: personId, now };
  const filed = asksFiles ? await filedAnswers(db, ofAttempt) : new Map<string, FiledAnswer>();
  const { id: attemptId, number } = attempt;
  if (attempt.submittedAt === null) {
    const questions = attempt.questions.map((question) => onPaper(question, attempt, filed));
    return { ...desk, paper: { attemptId, number, questions } };
  }
  const passed = attempt.score !== null && attempt.score >= exercise.passMark;
  const questions = attempt.questions.map((question) => ({
    ...onPaper(question, attempt, filed),
    ...marked(question, attempt, filed),
    answer: passed ? question.answer : null,
    explanation: passed ? question.explanation : null,
  }));
  return { ...desk, result: { number, score: attempt.score, questions } };
}

function onPaper(
  { questionId, kind, stem, options }: DrawnQuestion,
  { choices }: Attempt,
  filed: ReadonlyMap<string, FiledAnswer>,
): PaperQuestion {
  const choice = choices.get(questionId) ?? [];
  return { questionId, kind, stem, options, choice, files: filed.get(questionId)?.files ?? [] };
}

function marked(
  question: DrawnQuestion,
  { choices, score }: Attempt,
  filed: ReadonlyMap<string, FiledAnswer>,
): Pick<MarkedQuestion, 'right' | 'words'> {
  const { questionId, kind } = question;
  const choice = choices.get(questionId) ?? [];
  const mark = filed.get(questionId)?.mark;
  if (mark) return { right: mark.right, words: mark.words };
  const waits = kind === 'upload' && choice.length > 0 && score === null;
  return { right: waits ? null : isRight(question, choice), words: '' };
}
