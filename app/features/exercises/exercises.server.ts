import type { Selectable } from 'kysely';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import type { ExerciseRow } from '#db/tables/exercises.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { QuestionFile } from './questions.schema.ts';

export interface Exercise {
  id: string;
  courseId: string;
  title: string;
  drawCount: number;
  passMark: number;
  maxAttempts: number;
  /** The case to read before and beside the questions; empty without. */
  intro: string;
  /** Draws only from the questions of this pool; empty: from those of the course that are in none. */
  pool: string;
}

const ROWS_AT_ONCE = 200;

/** Adds questions to a course's bank; those already there by their code are left as they are. Returns how many were new. */
export async function importQuestions(
  db: Db,
  { courseId, questions, pool = '' }: { courseId: string; questions: readonly QuestionFile[]; pool?: string },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const there = await trx.selectFrom('question').select('code').where('course_id', '=', courseId).execute();
    const known = new Set(there.map(({ code }) => code));
    const rows = questions
      .filter(({ id }) => !known.has(id))
      .map((question) => ({
        id: newId(),
        course_id: courseId,
        code: question.id,
        objective: question.objective,
        kind: question.kind,
        stem: question.stem,
        options: JSON.stringify(question.options),
        answer: JSON.stringify(question.answer),
        explanation: question.explanation,
        pool,
      }));
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
      await trx
        .insertInto('question')
        .values(rows.slice(from, from + ROWS_AT_ONCE))
        .execute();
    return rows.length;
  });
}

/** Makes a quiz that draws from the course's bank. Pass mark out of 100. */
export async function createExercise(
  db: Db,
  exercise: Omit<Exercise, 'id' | 'intro' | 'pool'> & Partial<Exercise> & { now: Date },
): Promise<string> {
  const id = newId();
  await db
    .insertInto('exercise')
    .values({
      id,
      course_id: exercise.courseId,
      title: exercise.title,
      draw_count: exercise.drawCount,
      pass_mark: exercise.passMark,
      max_attempts: exercise.maxAttempts,
      intro: exercise.intro ?? '',
      pool: exercise.pool ?? '',
      created_at: exercise.now.toISOString(),
    })
    .execute();
  return id;
}

/** The quizzes of a course. */
export async function exercisesOfCourse(db: Db, courseId: string): Promise<Exercise[]> {
  const rows = await db
    .selectFrom('exercise')
    .selectAll()
    .where('course_id', '=', courseId)
    .orderBy('created_at')
    .limit(50)
    .execute();
  return rows.map(asExercise);
}

/** One quiz; null when there is none of this id. */
export async function exerciseById(db: Db, id: string): Promise<Exercise | null> {
  const row = await db.selectFrom('exercise').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? asExercise(row) : null;
}

/** A row in the words of the code. */
export function asExercise(row: Selectable<ExerciseRow>): Exercise {
  return {
    id: row.id,
    courseId: row.course_id,
    title: row.title,
    drawCount: row.draw_count,
    passMark: row.pass_mark,
    maxAttempts: row.max_attempts,
    intro: row.intro,
    pool: row.pool,
  };
}
