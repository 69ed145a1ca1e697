import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { copyCuts, holdRecording } from './cut-state.server.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';
import { shareFilm } from './shared-film.server.ts';
import { copySlides } from './slides.server.ts';

interface Step {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export type VersionMade =
  | { ok: true; recordingId: string }
  | { ok: false; reason: 'not-found' | 'not-published' };

/**
 * Makes a draft of a published recording that is to replace it: the same film, captions, slides, words and chapters, and the same
 * original where it was cut, for going on from there. Nothing changes for anybody before it is published.
 */
export async function makeNewVersion(db: Db, { actor, recordingId, now }: Step): Promise<VersionMade> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state !== 'published') return { ok: false, reason: 'not-published' };
  return inTransaction(db, async (trx) => {
    // Nobody deletes its original meanwhile.
    await holdRecording(trx, recordingId);
    const row = await trx
      .selectFrom('recording')
      .selectAll()
      .where('id', '=', recordingId)
      .executeTakeFirstOrThrow();
    const id = newId();
    const copy = { ...row, id, uploaded_by: actor.personId, created_at: now.toISOString() };
    await trx.insertInto('recording').values(copy).execute();
    await copyCuts(trx, { fromId: recordingId, toId: id, now });
    await shareFilm(trx, { from: recordingId, to: id, now });
    await copySlides(trx, { fromId: recordingId, toId: id, actor, now });
    await link(trx, { actor, recordingId: id, previousId: recordingId, now });
    return { ok: true, recordingId: id };
  });
}

export type VersionDeclared =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'not-a-draft' | 'no-such-previous' };

/** Says of a draft which published recording of the same course (and section) it is to replace; `previousId` null: none after all. */
export async function declareVersion(
  db: Db,
  { actor, recordingId, previousId, now }: Step & { previousId: string | null },
): Promise<VersionDeclared> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.publishedAt) return { ok: false, reason: 'not-a-draft' };
  const previous = previousId === null ? null : await recordingAtDesk(db, actor, previousId);
  if (previousId !== null && !(previous && mayReplace(recording, previous)))
    return { ok: false, reason: 'no-such-previous' };
  try {
    await inTransaction(db, async (trx) => {
      await trx.deleteFrom('recording_version').where('recording_id', '=', recordingId).execute();
      await link(trx, { actor, recordingId, previousId, now });
    });
  } catch (error) {
    // Somebody said it a moment before.
    if (!isUniqueViolation(error)) throw error;
  }
  return { ok: true };
}

function mayReplace(recording: EditedRecording, previous: EditedRecording): boolean {
  return (
    previous.state === 'published' &&
    previous.courseId === recording.courseId &&
    previous.sectionId === recording.sectionId
  );
}

async function link(
  trx: Trx,
  { actor, recordingId, previousId, now }: Step & { previousId: string | null },
): Promise<void> {
  if (previousId !== null) {
    const rootId = await rootOf(trx, { actor, recordingId: previousId, now });
    const version = { recording_id: recordingId, previous_id: previousId, root_id: rootId };
    await trx
      .insertInto('recording_version')
      .values({ ...version, at: now.toISOString(), by_person_id: actor.personId })
      .execute();
  }
  await writeJournal(trx, {
    actor,
    action: 'recording.versioned',
    subjectType: 'recording',
    subjectId: recordingId,
    detail: { previousId },
    now,
  });
}

/** The first of all versions of a recording. A recording that had none so far becomes it. */
async function rootOf(trx: Trx, { actor, recordingId, now }: Step): Promise<string> {
  const before = await trx
    .selectFrom('recording_version')
    .select('root_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (before) return before.root_id;
  const root = { recording_id: recordingId, previous_id: null, root_id: recordingId };
  try {
    await trx
      .insertInto('recording_version')
      .values({ ...root, at: now.toISOString(), by_person_id: actor.personId })
      .execute();
  } catch (error) {
    // Somebody makes another new version of it at the same time: it is the root all the same.
    if (!isUniqueViolation(error)) throw error;
  }
  return recordingId;
}
