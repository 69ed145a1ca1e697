import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Exercise, exerciseById } from './exercises.server.ts';
import { drawQuestions, scoreOf, shuffled } from './marking.rules.ts';
import type { DrawnQuestion } from './questions.schema.ts';

/** One try at a quiz. `choices` by question id; `score` out of 100 once handed in. */
export interface Attempt {
  id: string;
  exerciseId: string;
  enrolmentId: string;
  number: number;
  questions: DrawnQuestion[];
  choices: Map<string, string[]>;
  startedAt: string;
  submittedAt: string | null;
  score: number | null;
}

export type StartOutcome =
  | { ok: true; attemptId: string }
  | { ok: false; reason: 'not-found' | 'no-attempts-left' | 'passed' };

export interface Trying {
  exerciseId: string;
  enrolmentId: string;
  personId: string;
  now: Date;
}

/**
 * Begins an attempt, or goes on with the open one: two tabs get the same. The caller has checked that the enrolment is the
 * person's own. Refused after a pass and when the attempts are used up.
 */
export async function startAttempt(
  db: Db,
  { exerciseId, enrolmentId, personId, now }: Trying,
): Promise<StartOutcome> {
  const exercise = await exerciseById(db, exerciseId);
  if (!exercise) return { ok: false, reason: 'not-found' };
  for (;;) {
    const attempts = await attemptRows(db, exerciseId, enrolmentId);
    const open = attempts.find(({ submitted_at }) => submitted_at === null);
    if (open) return { ok: true, attemptId: open.id };
    if (attempts.some(({ score }) => (score ?? 0) >= exercise.passMark))
      return { ok: false, reason: 'passed' };
    if (attempts.length >= exercise.maxAttempts) return { ok: false, reason: 'no-attempts-left' };
    const id = newId();
    try {
      const questions = await draw(db, exercise);
      await db
        .insertInto('attempt')
        .values({
          id,
          exercise_id: exerciseId,
          enrolment_id: enrolmentId,
          person_id: personId,
          number: attempts.length + 1,
          open: 1,
          questions: JSON.stringify(questions),
          started_at: now.toISOString(),
        })
        .execute();
      return { ok: true, attemptId: id };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error; // the other tab began it: look again
    }
  }
}

async function attemptRows(db: Db, exerciseId: string, enrolmentId: string) {
  return db
    .selectFrom('attempt')
    .select(['id', 'submitted_at', 'score'])
    .where('exercise_id', '=', exerciseId)
    .where('enrolment_id', '=', enrolmentId)
    .execute();
}

async function draw(db: Db, exercise: Exercise): Promise<DrawnQuestion[]> {
  const bank = await db
    .selectFrom('question')
    .selectAll()
    .where('course_id', '=', exercise.courseId)
    .where('retired_at', 'is', null)
    .limit(1000)
    .execute();
  return drawQuestions(bank, exercise.drawCount, Math.random).map((row) => ({
    questionId: row.id,
    kind: row.kind as DrawnQuestion['kind'],
    stem: row.stem,
    options:
      row.kind === 'true-false'
        ? JSON.parse(row.options)
        : shuffled(JSON.parse(row.options) as DrawnQuestion['options'], Math.random),
    answer: JSON.parse(row.answer),
    explanation: row.explanation,
  }));
}

/** The newest attempt of an enrolment at a quiz, with its answers so far, and how many there were; null before the first. */
export async function latestAttempt(
  db: Db,
  exerciseId: string,
  enrolmentId: string,
): Promise<Attempt | null> {
  const row = await db
    .selectFrom('attempt')
    .selectAll()
    .where('exercise_id', '=', exerciseId)
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    exerciseId,
    enrolmentId,
    number: row.number,
    questions: JSON.parse(row.questions),
    choices: await choicesOf(db, row.id),
    startedAt: row.started_at,
    submittedAt: row.submitted_at,
    score: row.score,
  };
}

async function choicesOf(db: Db, attemptId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('attempt_answer')
    .select(['question_id', 'choice'])
    .where('attempt_id', '=', attemptId)
    .execute();
  return new Map(rows.map((row) => [row.question_id, JSON.parse(row.choice)]));
}

/** Keeps answers as they are given (autosave). False when the attempt is not this person's or is handed in already. */
export async function saveAnswers(
  db: Db,
  {
    attemptId,
    personId,
    choices,
    now,
  }: { attemptId: string; personId: string; choices: ReadonlyMap<string, readonly string[]>; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const attempt = await openAttempt(trx, attemptId, personId);
    if (!attempt) return false;
    for (const question of attempt.questions) {
      const choice = choices.get(question.questionId);
      if (choice) await saveAnswer(trx, { attemptId, question, choice, now });
    }
    return true;
  });
}

async function openAttempt(trx: Trx, attemptId: string, personId: string) {
  // Touching the row makes autosave and handing in wait for each other.
  await trx
    .updateTable('attempt')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('id', '=', attemptId)
    .execute();
  const row = await trx
    .selectFrom('attempt')
    .selectAll()
    .where('id', '=', attemptId)
    .where('person_id', '=', personId)
    .where('submitted_at', 'is', null)
    .executeTakeFirst();
  return row ? { ...row, questions: JSON.parse(row.questions) as DrawnQuestion[] } : null;
}

interface Saving {
  attemptId: string;
  question: DrawnQuestion;
  choice: readonly string[];
  now: Date;
}

async function saveAnswer(trx: Trx, { attemptId, question, choice, now }: Saving): Promise<void> {
  const known = choice.filter((key) => question.options.some((option) => option.key === key));
  const values = { choice: JSON.stringify(known), saved_at: now.toISOString() };
  const { numUpdatedRows } = await trx
    .updateTable('attempt_answer')
    .set(values)
    .where('attempt_id', '=', attemptId)
    .where('question_id', '=', question.questionId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await trx
      .insertInto('attempt_answer')
      .values({ attempt_id: attemptId, question_id: question.questionId, ...values })
      .execute();
}

export type SubmitOutcome =
  | { ok: true; score: number; passed: boolean; completed: boolean }
  | { ok: false; reason: 'not-found' };

/** Hands in an attempt: marks it, and when it passes meets the quiz requirement, in one transaction. Handing in twice counts once. */
export async function submitAttempt(
  db: Db,
  { attemptId, personId, now }: { attemptId: string; personId: string; now: Date },
): Promise<SubmitOutcome> {
  return inTransaction(db, async (trx) => {
    const attempt = await openAttempt(trx, attemptId, personId);
    if (!attempt) return { ok: false, reason: 'not-found' };
    const exercise = await exerciseById(trx, attempt.exercise_id);
    if (!exercise) return { ok: false, reason: 'not-found' };
    const score = scoreOf(attempt.questions, await choicesOf(trx, attemptId));
    await trx
      .updateTable('attempt')
      .set({ open: null, submitted_at: now.toISOString(), score })
      .where('id', '=', attemptId)
      .execute();
    const passed = score >= exercise.passMark;
    if (!passed) return { ok: true, score, passed, completed: false };
    const evidence = {
      exercise: exercise.title,
      attemptId,
      attempt: attempt.number,
      score,
      passMark: exercise.passMark,
    };
    const { completed } = await meetRequirement(trx, {
      enrolmentId: attempt.enrolment_id,
      kind: 'quiz',
      subjectId: exercise.id,
      evidence,
      now,
    });
    return { ok: true, score, passed, completed };
  });
}

/** Handed-in and open attempts of some enrolments, for lists: number, score, whether open. */
export async function attemptsOf(db: Db, enrolmentIds: readonly string[]) {
  if (enrolmentIds.length === 0) return [];
  const rows = await db
    .selectFrom('attempt')
    .select(['exercise_id', 'enrolment_id', 'number', 'submitted_at', 'score'])
    .where('enrolment_id', 'in', enrolmentIds)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    exerciseId: row.exercise_id,
    enrolmentId: row.enrolment_id,
    number: row.number,
    submittedAt: row.submitted_at,
    score: row.score,
  }));
}
