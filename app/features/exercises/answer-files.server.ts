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

/** The files of an attempt by question id, in the order of their coming, signed for `forPerson`. One statement. */
export async function filesOfAnswers(
  db: Db,
  { attemptId, forPerson, now }: { attemptId: string; forPerson: string | null; now: Date },
): Promise<Map<string, AnswerFile[]>> {
  const rows = await db
    .selectFrom('attempt_file')
    .innerJoin('media_file', 'media_file.id', 'attempt_file.media_id')
    .select(['question_id', 'media_file.id', 'original_name', 'bytes'])
    .where('attempt_id', '=', attemptId)
    .orderBy('place')
    .execute();
  const ids = rows.map(({ id }) => id);
  const hrefs = ids.length > 0 ? await mediaAddresses(db, ids, { now, forPerson }) : [];
  const files = new Map<string, AnswerFile[]>();
  for (const [index, row] of rows.entries()) {
    const file = { id: row.id, name: row.original_name, bytes: row.bytes, href: hrefs[index] ?? '' };
    files.set(row.question_id, [...(files.get(row.question_id) ?? []), file]);
  }
  return files;
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
  const { actor, attemptId, questionId, remove } = changing;
  return inTransaction(db, async (trx): Promise<FilesChanged> => {
    const attempt = await openAttempt(trx, attemptId, actor.personId ?? '');
    const asked = attempt?.questions.some((one) => one.questionId === questionId && one.kind === 'upload');
    if (!asked) return { ok: false, reason: 'closed' };
    if (remove)
      await trx
        .deleteFrom('attempt_file')
        .where('attempt_id', '=', attemptId)
        .where('question_id', '=', questionId)
        .where('media_id', '=', remove)
        .execute();
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
