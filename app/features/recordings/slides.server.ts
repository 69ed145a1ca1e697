import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { MOST_SLIDES } from './slides.rules.ts';

/** A slide of a lecture; its picture still needs an address for the person who looks. */
export interface RecordingSlide {
  id: string;
  mediaId: string;
  fromSeconds: number;
  /** What is on it, in words. */
  alt: string;
}

/** The slides of a recording, in the order of their times. One statement. */
export async function slidesOf(db: Db, recordingId: string): Promise<RecordingSlide[]> {
  const rows = await db
    .selectFrom('recording_slide')
    .select(['id', 'media_id', 'at_ms', 'words'])
    .where('recording_id', '=', recordingId)
    .orderBy('at_ms')
    .orderBy('id')
    .limit(MOST_SLIDES)
    .execute();
  return rows.map(({ id, media_id, at_ms, words }) => ({
    id,
    mediaId: media_id,
    fromSeconds: at_ms / 1000,
    alt: words,
  }));
}

/** A new version begins with the slides of the one before; the pictures lie in the store once. */
export async function copySlides(
  trx: Trx,
  { fromId, toId, actor, now }: { fromId: string; toId: string; actor: Actor; now: Date },
): Promise<void> {
  const slides = await slidesOf(trx, fromId);
  if (slides.length === 0) return;
  const rows = slides.map(({ mediaId, fromSeconds, alt }) => ({
    id: newId(),
    recording_id: toId,
    media_id: mediaId,
    at_ms: Math.round(fromSeconds * 1000),
    words: alt,
    added_at: now.toISOString(),
    added_by: actor.personId,
  }));
  await trx.insertInto('recording_slide').values(rows).execute();
}
