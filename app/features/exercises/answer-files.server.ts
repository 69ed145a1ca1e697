import { endFile } from '#app/features/media/ends.server.ts';
import { mediaAddresses, type PlacedFile, recordFile } from '#app/features/media/files.server.ts';
import { MOST_FILES } from '#app/features/media/work-files.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { openAttempt } from './answering.server.ts';

/** A file that answers a question. */
export interface AnswerFile {
  id: string;
  name: string;
  bytes: number;
  /** Signed for whoever asked. */
  href: string;
}

/** What somebody said of the files that answer a question. */
export interface Mark {
  right: boolean;
  words: string;
}

/** Files in the order of their coming, and what was said of them once they were looked at. */
export interface FiledAnswer {
  files: AnswerFile[];
  mark: Mark | null;
}

/** The answers of an attempt that are files, by question id, signed for `forPerson`. One statement. */
export async function filedAnswers(
  db: Db,
  { attemptId, forPerson, now }: { attemptId: string; forPerson: string | null; now: Date },
): Promise<Map<string, FiledAnswer>> {
  const rows = await db
    .selectFrom('attempt_file')
    .innerJoin('media_file', 'media_file.id', 'attempt_file.media_id')
    .leftJoin('attempt_mark', (join) =>
      join
        .onRef('attempt_mark.attempt_id', '=', 'attempt_file.attempt_id')
        .onRef('attempt_mark.question_id', '=', 'attempt_file.question_id'),
    )
    .select(['attempt_file.question_id', 'media_file.id', 'original_name', 'bytes', 'is_right', 'words'])
    .where('attempt_file.attempt_id', '=', attemptId)
    .orderBy('attempt_file.place')
    .execute();
  const ids = rows.map(({ id }) => id);
  const hrefs = ids.length > 0 ? await mediaAddresses(db, ids, { now, forPerson }) : [];
  const answers = new Map<string, FiledAnswer>();
  for (const [index, row] of rows.entries()) {
    const file = { id: row.id, name: row.original_name, bytes: row.bytes, href: hrefs[index] ?? '' };
    const mark = row.is_right === null ? null : { right: row.is_right === 1, words: row.words ?? '' };
    answers.set(row.question_id, { files: [...(answers.get(row.question_id)?.files ?? []), file], mark });
  }
  return answers;
}

export interface ChangingFiles {
  actor: Actor;
  attemptId: string;
  questionId: string;
  /** Files that lie in the store and want to be added. */
  files?: readonly PlacedFile[];
  /** The file to take out. */
  remove?: string | null;
  now: Date;
}

export type FilesChanged = { ok: true; tooMany: boolean } | { ok: false; reason: 'closed' };

/**
 * Adds files to the answer of an upload question and takes one out, as long as the attempt is open; `closed` when it is not, is not this
 * person's, or asks no such question. What is more than the most that one answer may have is left aside and told.
 */
export async function changeAnswerFiles(db: Db, changing: ChangingFiles): Promise<FilesChanged> {
  const { actor, attemptId, questionId, remove, now } = changing;
  return inTransaction(db, async (trx): Promise<FilesChanged> => {
    const attempt = await openAttempt(trx, attemptId, actor.personId ?? '');
    const asked = attempt?.questions.some((one) => one.questionId === questionId && one.kind === 'upload');
    if (!asked) return { ok: false, reason: 'closed' };
    if (remove) {
      const { numDeletedRows } = await trx
        .deleteFrom('attempt_file')
        .where('attempt_id', '=', attemptId)
        .where('question_id', '=', questionId)
        .where('media_id', '=', remove)
        .executeTakeFirstOrThrow();
      if (Number(numDeletedRows) > 0) await endFile(trx, { mediaId: remove, now });
    }
    return { ok: true, tooMany: await addFiles(trx, changing) };
  });
}

async function addFiles(
  trx: Trx,
  { attemptId, questionId, files = [], actor, now }: ChangingFiles,
): Promise<boolean> {
  const there = await trx
    .selectFrom('attempt_file')
    .select(['question_id', 'place'])
    .where('attempt_id', '=', attemptId)
    .execute();
  const room = MOST_FILES - there.filter(({ question_id }) => question_id === questionId).length;
  const fitting = files.slice(0, Math.max(0, room));
  const next = Math.max(0, ...there.map(({ place }) => place)) + 1;
  for (const [index, placed] of fitting.entries()) {
    await recordFile(trx, { placed, actor, now });
    const row = { attempt_id: attemptId, question_id: questionId, media_id: placed.id };
    await trx
      .insertInto('attempt_file')
      .values({ ...row, place: next + index, added_at: now.toISOString() })
      .execute();
  }
  return fitting.length < files.length;
}
