import { holdPins } from '#app/features/completion/section-progress.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { endFile } from '#app/features/media/ends.server.ts';
import { type PlacedFile, recordFile } from '#app/features/media/files.server.ts';
import { MOST_FILES } from '#app/features/media/work-files.rules.ts';
import { ownEnrolment } from '#app/features/selection/reading.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { asTask } from './tasks.server.ts';
import { mayWrite, missingInWork, type WorkState } from './work.rules.ts';

export interface Keeping {
  actor: Actor;
  enrolmentId: string;
  taskId: string;
  body: string;
  /** When the draft was saved that the page showed, empty before the first; another page's words are never written over. */
  seen: string;
  /** Files that lie in the store and want to be added. */
  files?: readonly PlacedFile[];
  /** The file to take out of the draft. */
  remove?: string | null;
  handIn?: boolean;
  now: Date;
}

export type Kept =
  | { ok: true; handedIn: boolean; missing: { field: string; message: string }[]; tooMany: boolean }
  | { ok: false; reason: 'not-found' | 'closed' | 'changed' };

/**
 * Keeps the draft of somebody's own work: text first, then files, then, when asked, hands it in. What is missing for handing in is told,
 * and the draft is kept all the same. After a return the next version begins with the text and files of the last; earlier versions stay.
 */
export async function keepWork(db: Db, keeping: Keeping): Promise<Kept> {
  const { enrolmentId, taskId, actor } = keeping;
  return inTransaction(db, async (trx): Promise<Kept> => {
    // A merge of sections takes work along: it must not miss a draft that is being begun.
    await holdPins(trx, [enrolmentId]);
    const enrolment = await ownEnrolment(trx, { enrolmentId, personId: actor.personId });
    const row = await trx.selectFrom('task').selectAll().where('id', '=', taskId).executeTakeFirst();
    if (!enrolment || !row || row.course_id !== enrolment.courseId) return { ok: false, reason: 'not-found' };
    const place = { sectionId: enrolment.sectionId, personId: enrolment.personId };
    const draft = await openDraft(trx, keeping, place);
    if (!draft.ok && draft.reason === 'twice')
      return { ok: true, handedIn: true, missing: [], tooMany: false };
    if (!draft.ok) return { ok: false, reason: draft.reason };
    await trx
      .updateTable('submission')
      .set({ body: keeping.body, saved_at: keeping.now.toISOString() })
      .where('id', '=', draft.id)
      .execute();
    const { tooMany, fileCount } = await changeFiles(trx, draft.id, keeping);
    if (!keeping.handIn || tooMany) return { ok: true, handedIn: false, missing: [], tooMany };
    const missing = missingInWork({ body: keeping.body, fileCount, wish: asTask(row).files });
    if (missing.length === 0) await handIn(trx, { submissionId: draft.id, actor, now: keeping.now });
    return { ok: true, handedIn: missing.length === 0, missing, tooMany };
  });
}

interface Place {
  sectionId: string;
  personId: string;
}

/** The id of the open draft, made when there is none; or why nothing can be written. */
async function openDraft(
  trx: Trx,
  { enrolmentId, taskId, body, seen, handIn: pressed, now }: Keeping,
  { sectionId, personId }: Place,
): Promise<
  { ok: true; id: string } | { ok: false; reason: 'closed' | 'changed' } | { ok: false; reason: 'twice' }
> {
  // Touching the row makes two tabs, and a tab and a reviewer, wait for each other.
  await trx
    .updateTable('submission')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('enrolment_id', '=', enrolmentId)
    .where('task_id', '=', taskId)
    .where('open', '=', 1)
    .execute();
  const latest = await trx
    .selectFrom('submission')
    .select(['id', 'number', 'state', 'body', 'saved_at'])
    .where('enrolment_id', '=', enrolmentId)
    .where('task_id', '=', taskId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (pressed && latest?.state === 'handed-in' && latest.body === body) return { ok: false, reason: 'twice' };
  if (!mayWrite((latest?.state ?? null) as WorkState | null)) return { ok: false, reason: 'closed' };
  if (latest?.state === 'draft')
    return latest.saved_at === seen || latest.body === body
      ? { ok: true, id: latest.id }
      : { ok: false, reason: 'changed' };
  const id = newId();
  const at = now.toISOString();
  const made = { number: (latest?.number ?? 0) + 1, open: 1, state: 'draft', started_at: at, saved_at: at };
  try {
    await trx
      .insertInto('submission')
      .values({
        id,
        task_id: taskId,
        enrolment_id: enrolmentId,
        section_id: sectionId,
        person_id: personId,
        body,
        ...made,
      })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'changed' }; // the other tab began it
    throw error;
  }
  if (latest) await copyFiles(trx, { from: latest.id, to: id });
  return { ok: true, id };
}

async function copyFiles(trx: Trx, { from, to }: { from: string; to: string }): Promise<void> {
  const files = await trx
    .selectFrom('submission_file')
    .selectAll()
    .where('submission_id', '=', from)
    .execute();
  if (files.length > 0)
    await trx
      .insertInto('submission_file')
      .values(files.map((file) => ({ ...file, submission_id: to })))
      .execute();
}

async function changeFiles(
  trx: Trx,
  draft: string,
  { remove, files = [], actor, now }: Keeping,
): Promise<{ tooMany: boolean; fileCount: number }> {
  if (remove) {
    const { numDeletedRows } = await trx
      .deleteFrom('submission_file')
      .where('submission_id', '=', draft)
      .where('media_id', '=', remove)
      .executeTakeFirstOrThrow();
    // A version that was handed in before may have it too: then it stays.
    if (Number(numDeletedRows) > 0) await endFile(trx, { mediaId: remove, now });
  }
  const there = await trx
    .selectFrom('submission_file')
    .select('media_id')
    .where('submission_id', '=', draft)
    .execute();
  const fitting = files.slice(0, Math.max(0, MOST_FILES - there.length));
  for (const placed of fitting) {
    await recordFile(trx, { placed, actor, now });
    const row = { submission_id: draft, media_id: placed.id, added_at: now.toISOString() };
    await trx.insertInto('submission_file').values(row).execute();
  }
  return { tooMany: fitting.length < files.length, fileCount: there.length + fitting.length };
}

async function handIn(
  trx: Trx,
  { submissionId, actor, now }: { submissionId: string; actor: Actor; now: Date },
): Promise<void> {
  await trx
    .updateTable('submission')
    .set({ state: 'handed-in', submitted_at: now.toISOString() })
    .where('id', '=', submissionId)
    .where('state', '=', 'draft')
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'submission.handed-in',
    subjectType: 'submission',
    subjectId: submissionId,
    now,
  });
}
