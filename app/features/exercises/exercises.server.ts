import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { QuestionFile } from './questions.schema.ts';

export interface Exercise {
  id: string;
  courseId: string;
  title: string;
  drawCount: number;
  passMark: number;
  maxAttempts: number;
}

/** Adds questions to a course's bank; those already there by their code are left as they are. Returns how many were new. */
export async function importQuestions(
  db: Db,
  { courseId, questions }: { courseId: string; questions: readonly QuestionFile[] },
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
      }));
    if (rows.length > 0) await trx.insertInto('question').values(rows).execute();
    return rows.length;
  });
}

/** Makes a quiz that draws from the course's bank. Pass mark out of 100. */
export async function createExercise(
  db: Db,
  exercise: Omit<Exercise, 'id'> & { now: Date },
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

function asExercise(row: {
  id: string;
  course_id: string;
  title: string;
  draw_count: number;
  pass_mark: number;
  max_attempts: number;
}): Exercise {
  return {
    id: row.id,
    courseId: row.course_id,
    title: row.title,
    drawCount: row.draw_count,
    passMark: row.pass_mark,
    maxAttempts: row.max_attempts,
  };
}
