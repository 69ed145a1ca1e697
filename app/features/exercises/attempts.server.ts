import type { Db } from '#db/database.ts';
import { choicesOf } from './answering.server.ts';
import type { DrawnQuestion } from './questions.schema.ts';

export { saveAnswers } from './answering.server.ts';
export { submitAttempt } from './handing-in.server.ts';
export { startAttempt } from './starting.server.ts';

/** One try at a quiz. `choices` by question id; `score` out of 100 once handed in and, where files were handed in, looked at. */
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
  const questions: DrawnQuestion[] = JSON.parse(row.questions);
  return {
    id: row.id,
    exerciseId,
    enrolmentId,
    number: row.number,
    questions,
    choices: await choicesOf(db, { id: row.id, questions }),
    startedAt: row.started_at,
    submittedAt: row.submitted_at,
    score: row.score,
  };
}

/** Handed-in and open attempts of some enrolments, for lists: number, when handed in, score. Handed in without a score: it waits for a person. */
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
