import { writeJournal } from '#app/features/journal/journal.server.ts';
import { endFile } from '#app/features/media/ends.server.ts';
import type { PlacedFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import type { Chapter } from './chapters.rules.ts';
import type { CutState, CutWish } from './cut-state.server.ts';
import type { ReadTexts } from './cut-texts.server.ts';
import { isAsAsked, lengthOf, type Span } from './cuts.rules.ts';
import { handOverInstead } from './hand-over-queue.server.ts';

/** The film that was cut, and what of the original it shows; `placed` null: the original itself. */
export interface NewFilm {
  placed: PlacedFile | null;
  keeps: Span[];
}

/** What is to be put in the place of a film. */
export interface Finishing {
  actor: Actor;
  recordingId: string;
  /** What was asked when the making began; null: the whole film again, whatever is asked. */
  wish: CutWish | null;
  film: NewFilm;
  env: StoreEnv;
  now: Date;
  /** What else belongs to it, in the same transaction. */
  alongside?: (trx: Trx) => Promise<void>;
}

export type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

/** A recording as it stands: to be read before, and again while it is held. */
export function rowOf(db: Db, recordingId: string) {
  return db
    .selectFrom('recording')
    .select(['title', 'duration_ms', 'video_media_id', 'captions_media_id', 'chapters'])
    .where('id', '=', recordingId)
    .executeTakeFirst();
}

interface Original {
  whole: ReadTexts;
  captionsMediaId: string | null;
}

/** The original with its texts as they are now, and how the film is cut; neither where the film is the original again. */
export async function writeOriginal(
  trx: Trx,
  {
    finishing: { actor, recordingId, wish, film, now },
    state,
    before,
    original: { whole, captionsMediaId },
  }: { finishing: Finishing; state: CutState; before: Row; original: Original },
): Promise<void> {
  await trx.deleteFrom('recording_cut').where('recording_id', '=', recordingId).execute();
  if (!film.placed) {
    await trx.deleteFrom('recording_original').where('recording_id', '=', recordingId).execute();
    return;
  }
  const texts = { chapters: JSON.stringify(whole.chapters), captions_media_id: captionsMediaId };
  if (state.original)
    await trx.updateTable('recording_original').set(texts).where('recording_id', '=', recordingId).execute();
  else
    await trx
      .insertInto('recording_original')
      .values({
        ...texts,
        recording_id: recordingId,
        media_id: before.video_media_id,
        duration_ms: before.duration_ms,
        kept_at: now.toISOString(),
        kept_by: actor.personId,
      })
      .execute();
  await trx
    .insertInto('recording_cut')
    .values({
      recording_id: recordingId,
      cuts: JSON.stringify(wish?.cuts ?? []),
      keeps: JSON.stringify(film.keeps),
      made_at: now.toISOString(),
      asked_by: wish?.askedBy ?? null,
    })
    .execute();
}

/** The film in its place, with what is written to it, and the end of the wish. */
export async function writeFilm(
  trx: Trx,
  {
    finishing: { recordingId, film, now },
    state: { original },
    chapters,
    captionsMediaId,
  }: { finishing: Finishing; state: CutState; chapters: Chapter[]; captionsMediaId: string | null },
): Promise<void> {
  const whole = original && { video_media_id: original.mediaId, duration_ms: original.durationMs };
  const cut = film.placed && {
    video_media_id: film.placed.id,
    duration_ms: film.placed.row.duration_ms ?? lengthOf(film.keeps),
  };
  const texts = { chapters: JSON.stringify(chapters), captions_media_id: captionsMediaId };
  await trx
    .updateTable('recording')
    .set({ ...(cut ?? whole ?? {}), ...texts })
    .where('id', '=', recordingId)
    .execute();
  await trx.deleteFrom('recording_cut_wish').where('recording_id', '=', recordingId).execute();
  const mediaId = film.placed?.id ?? original?.mediaId;
  if (mediaId) await handOverInstead(trx, { recordingId, mediaId, now });
}

/** The film that was there ends, with what was written to it, in the time of the film and in that of its original. */
export async function endBefore(
  trx: Trx,
  { state: { original }, before, now }: { state: CutState; before: Row; now: Date },
): Promise<void> {
  for (const mediaId of [before.video_media_id, before.captions_media_id, original?.captionsMediaId])
    await endFile(trx, { mediaId, now });
}

/** The journal's line, and word for whoever asked. */
export async function traceCut(
  trx: Trx,
  { actor, recordingId, wish, film, now }: Finishing,
  { before, durationMs }: { before: Row /** Of the original. */; durationMs: number },
): Promise<void> {
  const subject = { subjectType: 'recording', subjectId: recordingId };
  const action = film.placed ? 'recording.cut' : 'recording.uncut';
  const { video_media_id: video, captions_media_id: captions } = before;
  const detail = { cuts: wish?.cuts ?? [], keeps: film.keeps, video, captions };
  await writeJournal(trx, { actor, action, ...subject, detail, now });
  if (!wish?.askedBy) return;
  const isExact = isAsAsked({ cuts: wish.cuts, keeps: film.keeps }, durationMs);
  await tell(trx, {
    personId: wish.askedBy,
    kind: 'recording',
    title: `剪好了：${before.title}`,
    body: isExact
      ? '字幕和章节跟着移好了。看一遍切口，合适就送审。'
      : '和想剪的差一点：学院的服务器没有装剪辑用的程序（ffmpeg），只能剪在完整画面上。实际剪了哪里，剪辑页上写着，合适就送审。',
    link: `/teach/recordings/${recordingId}/cuts`,
    now,
  });
}
