import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { courseByCode } from '#app/features/catalogue/courses.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { isWithin, reachOf } from '#app/features/timetable/course-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { QuestionRow } from '#db/tables/exercises.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { sameness, type WordedQuestion } from './question-words.rules.ts';
import type { QuestionKind } from './questions.schema.ts';

/** The course of a bank, for whoever may keep it. `objectives` in their order. */
export interface BankCourse {
  id: string;
  code: string;
  title: string;
  objectives: string[];
}

/** A course whose questions this person may keep; null when it is not there or belongs to others. Two statements. */
export async function bankCourse(db: Db, actor: Actor, code: string): Promise<BankCourse | null> {
  const course = await courseByCode(db, code);
  if (!course || !isWithin(await reachOf(db, actor), course)) return null;
  return { id: course.id, code: course.code, title: course.title, objectives: course.details.objectives };
}

export interface BankQuestion extends WordedQuestion {
  id: string;
  code: string;
  pool: string;
  retiredAt: string | null;
}

export interface BankView {
  courseId: string;
  objective: number | null;
  kind: QuestionKind | null;
  retired: boolean;
  pageSize: number;
}

/** One page of a bank, by objective and code, and how many there are. Two statements. */
export async function questionsOfBank(
  db: Db,
  view: BankView & Part,
): Promise<{ questions: BankQuestion[]; total: number }> {
  const chosen = questionsSeen(db, view);
  const order = [
    ['objective', 'asc'],
    ['code', 'asc'],
  ] as const;
  const rows = await partOf(chosen.selectAll(), { ...view, order }).execute();
  const questions = rows.map(asQuestion);
  if (view.page === undefined) return { questions, total: 0 };
  const { total } = await chosen
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { questions, total: Number(total) };
}

function questionsSeen(db: Db, { courseId, objective, kind, retired }: BankView) {
  let query = db
    .selectFrom('question')
    .where('course_id', '=', courseId)
    .where('retired_at', retired ? 'is not' : 'is', null);
  if (objective !== null) query = query.where('objective', '=', objective);
  if (kind !== null) query = query.where('kind', '=', kind);
  return query;
}

/** One question of a bank; null when this course has none of that id. */
export async function questionOfBank(
  db: Db,
  { courseId, questionId }: { courseId: string; questionId: string },
): Promise<BankQuestion | null> {
  const row = await db
    .selectFrom('question')
    .selectAll()
    .where('id', '=', questionId)
    .where('course_id', '=', courseId)
    .executeTakeFirst();
  return row ? asQuestion(row) : null;
}

interface Adding {
  actor: Actor;
  courseId: string;
  question: WordedQuestion;
  now: Date;
}

/** Adds a question to a bank; `there` with its id when one of this kind and wording is in it already. */
export async function addQuestion(
  db: Db,
  { actor, courseId, question, now }: Adding,
): Promise<{ ok: true; questionId: string } | { ok: false; reason: 'there' }> {
  const id = newId();
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('question')
        .values({ id, course_id: courseId, code: questionCode(question), ...columnsOf(question) })
        .execute();
      await writeJournal(trx, {
        actor,
        action: 'question.added',
        subjectType: 'question',
        subjectId: id,
        detail: { courseId, kind: question.kind },
        now,
      });
    });
    return { ok: true, questionId: id };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'there' };
    throw error;
  }
}

/**
 * Changes a question for draws from now on; attempts begun before keep what they drew (promise 6). Its kind stays. False when
 * the course has none of that id.
 */
export async function changeQuestion(
  db: Db,
  { actor, courseId, questionId, question, now }: Adding & { questionId: string },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const before = await questionOfBank(trx, { courseId, questionId });
    if (before?.kind !== question.kind) return false;
    await trx.updateTable('question').set(columnsOf(question)).where('id', '=', questionId).execute();
    await writeJournal(trx, {
      actor,
      action: 'question.changed',
      subjectType: 'question',
      subjectId: questionId,
      detail: { courseId, before: { stem: before.stem, answer: before.answer } },
      now,
    });
    return true;
  });
}

/** Takes a question out of draws from now on, or puts it back. Doing it twice writes once. */
export async function setRetired(
  db: Db,
  deed: { actor: Actor; courseId: string; questionId: string; retired: boolean; now: Date },
): Promise<void> {
  const { actor, courseId, questionId, retired, now } = deed;
  await inTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('question')
      .set({ retired_at: retired ? now.toISOString() : null })
      .where('id', '=', questionId)
      .where('course_id', '=', courseId)
      .where('retired_at', retired ? 'is' : 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await writeJournal(trx, {
      actor,
      action: retired ? 'question.retired' : 'question.restored',
      subjectType: 'question',
      subjectId: questionId,
      detail: { courseId },
      now,
    });
  });
}

/** The code of a question that was given none: the same wording has the same, so it is in a bank once. */
export function questionCode(question: Pick<WordedQuestion, 'kind' | 'stem'>): string {
  return `q-${createHash('sha256').update(sameness(question)).digest('hex').slice(0, 28)}`;
}

function columnsOf(question: WordedQuestion) {
  return {
    kind: question.kind,
    objective: question.objective,
    stem: question.stem,
    options: JSON.stringify(question.options),
    answer: JSON.stringify(question.answer),
    explanation: question.explanation,
  };
}

function asQuestion(row: Selectable<QuestionRow>): BankQuestion {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as QuestionKind,
    objective: row.objective,
    stem: row.stem,
    options: JSON.parse(row.options),
    answer: JSON.parse(row.answer),
    explanation: row.explanation,
    pool: row.pool,
    retiredAt: row.retired_at,
  };
}
