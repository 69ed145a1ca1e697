import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Choices, choicesOf, type OpenAttempt, openAttempt, writeAnswers } from './answering.server.ts';
import { exerciseById } from './exercises.server.ts';
import { questionsToMark, scoreOf } from './marking.rules.ts';
import { meetQuiz } from './meeting-quiz.server.ts';

/** `score` is null while a person has to look at files first. */
export type SubmitOutcome =
  | { ok: true; score: number | null; passed: boolean; completed: boolean }
  | { ok: false; reason: 'not-found' };

export interface HandingIn {
  attemptId: string;
  personId: string;
  /** The answers as they stand on the page: a slower autosave can then not slip in between keeping and marking. */
  choices?: Choices;
  now: Date;
}

/**
 * Hands in an attempt: marks it, and when it passes meets the quiz requirement and its half of a make-up, in one transaction. One
 * with files waits for a person instead, see marking.server.ts. Handing in twice counts once.
 */
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
    const given = await choicesOf(trx, attempt);
    const waits = questionsToMark(attempt.questions, given).length > 0;
    const score = waits ? null : scoreOf(attempt.questions, given);
    await trx
      .updateTable('attempt')
      .set({ open: null, submitted_at: now.toISOString(), score })
      .where('id', '=', attemptId)
      .execute();
    if (score === null) {
      await waitForMarking(trx, attempt, now);
      return { ok: true, score, passed: false, completed: false };
    }
    const handedIn = { id: attemptId, enrolmentId: attempt.enrolment_id, number: attempt.number };
    return { ok: true, score, ...(await meetQuiz(trx, { attempt: handedIn, exercise, score, now })) };
  });
}

async function waitForMarking(trx: Trx, { id, enrolment_id }: OpenAttempt, now: Date): Promise<void> {
  const { section_id } = await trx
    .selectFrom('enrolment')
    .select('section_id')
    .where('id', '=', enrolment_id)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('attempt_marking')
    .values({ attempt_id: id, section_id, since: now.toISOString(), waiting: 1 })
    .execute();
}
