import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { type Exercise, exerciseById } from './exercises.server.ts';
import { asShown, drawQuestions } from './marking.rules.ts';
import type { DrawnQuestion } from './questions.schema.ts';

export type StartOutcome =
  | { ok: true; attemptId: string }
  | { ok: false; reason: 'not-found' | 'no-attempts-left' | 'passed' | 'waiting' };

export interface Trying {
  exerciseId: string;
  enrolmentId: string;
  personId: string;
  now: Date;
}

/**
 * Begins an attempt, or goes on with the open one: two tabs get the same. The caller has checked that the enrolment is the
 * person's own. Refused after a pass, while one waits to be looked at, when the attempts are used up, and when the bank is empty.
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
    if (attempts.some(({ score }) => score === null)) return { ok: false, reason: 'waiting' };
    if (attempts.length >= exercise.maxAttempts) return { ok: false, reason: 'no-attempts-left' };
    const id = newId();
    try {
      const questions = await draw(db, exercise);
      if (questions.length === 0) return { ok: false, reason: 'not-found' };
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
    .where('pool', '=', exercise.pool)
    .limit(1000)
    .execute();
  return drawQuestions(bank, exercise.drawCount, Math.random).map((row) => {
    const kind = row.kind as DrawnQuestion['kind'];
    const [options, answer] = [JSON.parse(row.options), JSON.parse(row.answer)];
    return {
      questionId: row.id,
      kind,
      stem: row.stem,
      ...asShown({ kind, options, answer }, Math.random),
      explanation: row.explanation,
    };
  });
}
