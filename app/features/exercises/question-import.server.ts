import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { readSheet } from '#app/lib/sheet.server.ts';
import type { SheetRefusal } from '#app/lib/sheets/refusals.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type BankCourse, questionCode } from './bank.server.ts';
import { importQuestions } from './exercises.server.ts';
import {
  columnsIn,
  type LineState,
  lineStateWords,
  linesIn,
  type SheetLine,
} from './question-sheet.rules.ts';
import { sameness } from './question-words.rules.ts';
import type { QuestionKind } from './questions.schema.ts';

export const MOST_ROWS = 2_000;
const MOST_TITLES = 15;
const KEPT_MS = 24 * 3_600_000;
/** Of what one import may keep until it is confirmed. */
const MOST_KEPT_LETTERS = 3_500_000;
const MOST_QUESTIONS = 5_000;

export type UploadOutcome =
  | { ok: true; importId: string }
  | { ok: false; reason: SheetRefusal | 'too-much-text' }
  | { ok: false; reason: 'columns'; missing: string[] };

interface Uploading {
  actor: Actor;
  course: BankCourse;
  file: { name: string; bytes: Uint8Array };
  now: Date;
}

/** Reads a sheet and keeps its rows for a day, for looking at and confirming. Nothing of it is in the bank yet. */
export async function keepSheet(db: Db, { actor, course, file, now }: Uploading): Promise<UploadOutcome> {
  const sheet = await readSheet(file.bytes, { mostRows: MOST_ROWS });
  if (!sheet.ok) return sheet;
  // The heading may lie below titles.
  const at = Math.max(
    0,
    sheet.rows.slice(0, MOST_TITLES).findIndex((row) => columnsIn(row).ok),
  );
  const found = columnsIn(sheet.rows[at] ?? []);
  if (!found.ok) return { ok: false, reason: 'columns', missing: found.missing };
  const lines = linesIn(sheet.rows.slice(at + 1), found.columns, course.objectives, at + 2);
  if (lines.length === 0) return { ok: false, reason: 'empty' };
  const kept = JSON.stringify({ heading: at + 1, rows: sheet.rows, lines });
  if (kept.length > MOST_KEPT_LETTERS) return { ok: false, reason: 'too-much-text' };
  const id = newId();
  const personId = actor.personId ?? '';
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('question_import').where('expires_at', '<', now.toISOString()).execute();
    await trx
      .deleteFrom('question_import')
      .where('person_id', '=', personId)
      .where('course_id', '=', course.id)
      .execute();
    await trx
      .insertInto('question_import')
      .values({
        id,
        course_id: course.id,
        person_id: personId,
        file_name: file.name.slice(0, 200),
        lines: kept,
        made_at: now.toISOString(),
        expires_at: new Date(now.getTime() + KEPT_MS).toISOString(),
      })
      .execute();
  });
  return { ok: true, importId: id };
}

export interface ImportLine {
  row: number;
  stem: string;
  kind: QuestionKind | null;
  state: LineState;
  /** What will happen to it, or what to do, in whole sentences. */
  words: string;
}

export interface DryRun {
  fileName: string;
  expiresAt: string;
  lines: ImportLine[];
  counts: Record<LineState, number>;
}

interface Kept {
  courseId: string;
  importId: string;
  personId: string | null;
  now: Date;
}

/** What confirming would do now, row by row; null when it has run out or is somebody else's. Two statements. */
export async function dryRun(db: Db, asked: Kept): Promise<DryRun | null> {
  const kept = await keptImport(db, asked);
  if (!kept) return null;
  const there = await wordingsOf(db, asked.courseId);
  const lines = kept.lines.map((line) => told(line, there));
  const count = (state: LineState) => lines.filter((line) => line.state === state).length;
  const counts = { new: count('new'), there: count('there'), wrong: count('wrong') };
  return { fileName: kept.fileName, expiresAt: kept.expiresAt, lines, counts };
}

export type ConfirmOutcome =
  | { ok: true; added: number }
  | { ok: false; reason: 'not-found' | 'wrong-rows' | 'changed' };

/**
 * Puts every new question of a kept sheet into the bank, all or none: not while a row is wrong. Again, it adds nothing.
 * `changed` when somebody added one of them in the same moment.
 */
export async function confirmImport(
  db: Db,
  { actor, courseId, importId, now }: { actor: Actor; courseId: string; importId: string; now: Date },
): Promise<ConfirmOutcome> {
  try {
    return await inTransaction(db, async (trx) => {
      const kept = await keptImport(trx, { courseId, importId, personId: actor.personId, now });
      if (!kept) return { ok: false, reason: 'not-found' };
      const there = await wordingsOf(trx, courseId);
      if (kept.lines.some((line) => told(line, there).state === 'wrong'))
        return { ok: false, reason: 'wrong-rows' };
      const questions = kept.lines.flatMap((line) =>
        line.question && told(line, there).state === 'new'
          ? [{ id: questionCode(line.question), ...line.question }]
          : [],
      );
      if (questions.length === 0) return { ok: true, added: 0 };
      const added = await importQuestions(trx, { courseId, questions });
      await writeJournal(trx, {
        actor,
        action: 'questions.imported',
        subjectType: 'course',
        subjectId: courseId,
        detail: { fileName: kept.fileName, added },
        now,
      });
      return { ok: true, added };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'changed' };
    throw error;
  }
}

async function keptImport(db: Db, { courseId, importId, personId, now }: Kept) {
  const row = await db
    .selectFrom('question_import')
    .select(['file_name', 'lines', 'expires_at'])
    .where('id', '=', importId)
    .where('course_id', '=', courseId)
    .where('person_id', '=', personId ?? '')
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!row) return null;
  const kept: KeptRows | SheetLine[] = JSON.parse(row.lines);
  // As it was kept before a sheet came back marked: to be brought again.
  if (Array.isArray(kept)) return null;
  const { heading, rows, lines } = kept;
  return { fileName: row.file_name, expiresAt: row.expires_at, heading, rows, lines };
}

/** A sheet as it is kept: row for row, with what each became. */
interface KeptRows {
  /** Which row is the heading, as Excel counts. */
  heading: number;
  rows: string[][];
  lines: SheetLine[];
}

/**
 * The kept sheet as it was, row for row, with two columns more: what confirming would do with each row, and why. Null when it has run out or is somebody
 * else's. Two statements.
 */
export async function markedQuestions(
  db: Db,
  asked: Kept,
): Promise<{ fileName: string; rows: string[][] } | null> {
  const kept = await keptImport(db, asked);
  if (!kept) return null;
  const there = await wordingsOf(db, asked.courseId);
  const byRow = new Map(kept.lines.map((line) => [line.row, told(line, there)]));
  const rows = kept.rows.map((cells, index) => {
    if (index + 1 === kept.heading) return [...cells, '结果', '说明'];
    const line = byRow.get(index + 1);
    return line ? [...cells, lineStateWords[line.state], line.words] : cells;
  });
  return { fileName: kept.fileName, rows };
}

/** How the questions of a bank read, retired ones too, and under which codes they were imported. */
async function wordingsOf(db: Db, courseId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('question')
    .select(['code', 'kind', 'stem'])
    .where('course_id', '=', courseId)
    .limit(MOST_QUESTIONS)
    .execute();
  return new Set(
    rows.flatMap(({ code, kind, stem }) => [code, sameness({ kind: kind as QuestionKind, stem })]),
  );
}

function told({ row, stem, question, problems, again }: SheetLine, there: ReadonlySet<string>): ImportLine {
  if (!question) return { row, stem, kind: null, state: 'wrong', words: problems.join('') };
  const { kind } = question;
  if (again !== null)
    return { row, stem, kind, state: 'there', words: `和第 ${again} 行是同一道题，只收一次。` };
  if (there.has(sameness(question)) || there.has(questionCode(question)))
    return { row, stem, kind, state: 'there', words: '题库里已经有这道题，不动它。要改请到题库里改。' };
  return { row, stem, kind, state: 'new', words: '会收进题库。' };
}
