import { notePart } from '#app/features/attendance/settling-make-ups.server.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Choices, choicesOf, type OpenAttempt, openAttempt, writeAnswers } from './answering.server.ts';
import { type Exercise, exerciseById } from './exercises.server.ts';
import { scoreOf } from './marking.rules.ts';

export type SubmitOutcome =
  | { ok: true; score: number; passed: boolean; completed: boolean }
  | { ok: false; reason: 'not-found' };

export interface HandingIn {
  attemptId: string;
  personId: string;
  /** The answers as they stand on the page: a slower autosave can then not slip in between keeping and marking. */
  choices?: Choices;
  now: Date;
}

/** Hands in an attempt: marks it, and when it passes meets the quiz requirement and its half of a make-up, in one transaction. Handing in twice counts once. */
export async function submitAttempt(
  db: Db,
  { attemptId, personId, choices, now }: HandingIn,
): Promise<SubmitOutcome> {
  return inTransaction(db, async (trx) => {
    const attempt = await openAttempt(trx, attemptId, personId);
    if (!attempt) return { ok: false, reason: 'not-found' };
    const exercise = await exerciseById(trx, attempt.exercise_id);
    if (!exercise) return { ok: false, reason: 'not-found' };
    if (choices) await writeAnswers(trx, attempt, { choices, now });
    const score = scoreOf(attempt.questions, await choicesOf(trx, attemptId));
    await trx
      .updateTable('attempt')
      .set({ open: null, submitted_at: now.toISOString(), score })
      .where('id', '=', attemptId)
      .execute();
    const passed = score >= exercise.passMark;
    const completed = passed && (await meetQuiz(trx, { attempt, exercise, score, now }));
    return { ok: true, score, passed, completed };
  });
}

interface Passing {
  attempt: OpenAttempt;
  exercise: Exercise;
  score: number;
  now: Date;
}

async function meetQuiz(trx: Trx, { attempt, exercise, score, now }: Passing): Promise<boolean> {
  const { enrolment_id: enrolmentId } = attempt;
  const madeUp = await notePart(trx, {
    enrolmentId,
    part: 'passed',
    subjectId: exercise.id,
    value: score,
    now,
  });
  const { completed } = await meetRequirement(trx, {
    enrolmentId,
    kind: 'quiz',
    subjectId: exercise.id,
    evidence: {
      exercise: exercise.title,
      attemptId: attempt.id,
      attempt: attempt.number,
      score,
      passMark: exercise.passMark,
    },
    now,
  });
  return completed || madeUp;
}
