import { endFile } from '#app/features/media/ends.server.ts';
import { mediaAddresses } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { beginningsInCut } from './cut-texts.rules.ts';
import { originalTime, type Span } from './cuts.rules.ts';
import { MOST_SLIDES } from './slides.rules.ts';

/** A slide of a lecture; its picture still needs an address for the person who looks. */
export interface RecordingSlide {
  id: string;
  mediaId: string;
  fromSeconds: number;
  /** What is on it, in words. */
  alt: string;
}

/**
 * The slides of a recording, in the order of their times in the film as it is now. Kept are times of the original, so that a cut
 * moves them by itself; one of which nothing is left is not there until that part comes back. One statement.
 */
export async function slidesOf(
  db: Db,
  recordingId: string,
  { limit = MOST_SLIDES } = {},
): Promise<RecordingSlide[]> {
  const rows = await db
    .selectFrom('recording_slide')
    .leftJoin('recording_cut', 'recording_cut.recording_id', 'recording_slide.recording_id')
    .select(['id', 'media_id', 'at_ms', 'words', 'keeps'])
    .where('recording_slide.recording_id', '=', recordingId)
    .orderBy('at_ms')
    .orderBy('id')
    .limit(limit)
    .execute();
  const slides = rows.map((row) => ({ ...row, fromMs: row.at_ms }));
  const keeps = rows[0]?.keeps;
  const shown = keeps ? beginningsInCut(JSON.parse(keeps) as Span[], slides) : slides;
  return shown.map(({ id, media_id, fromMs, words }) => ({
    id,
    mediaId: media_id,
    fromSeconds: fromMs / 1000,
    alt: words,
  }));
}

/** How many a recording has, also those of which a cut leaves nothing. */
export async function countSlides(db: Db, recordingId: string): Promise<number> {
  const { n } = await db
    .selectFrom('recording_slide')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('recording_id', '=', recordingId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** The slides of a recording with addresses for somebody who may watch it. One statement. */
export async function slidesShown(
  db: Db,
  { recordingId, personId, now }: { recordingId: string; personId: string; now: Date },
): Promise<{ fromSeconds: number; alt: string; address: string }[]> {
  const slides = await slidesOf(db, recordingId);
  const pictures = slides.map(({ mediaId }) => mediaId);
  const addresses = await mediaAddresses(db, pictures, { now, forPerson: personId });
  return slides.map(({ fromSeconds, alt }, at) => ({ fromSeconds, alt, address: addresses[at] ?? '' }));
}

/** Where moments of a recording's film lie in its original, which is where the times of slides are kept. */
export async function timesToKeep(db: Db, recordingId: string): Promise<(ms: number) => number> {
  const row = await db
    .selectFrom('recording_cut')
    .select('keeps')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!row) return (ms) => ms;
  const keeps = JSON.parse(row.keeps) as Span[];
  return (ms) => originalTime(keeps, ms);
}

/**
 * Before the original goes for good: what is left of the slides gets its times in the cut film, the others go with what was cut out.
 * Returns the pictures that this recording shows no more; they have ended at once.
 */
export async function settleSlides(
  trx: Trx,
  { recordingId, now }: { recordingId: string; now: Date },
): Promise<string[]> {
  const left = await slidesOf(trx, recordingId, { limit: 10 * MOST_SLIDES });
  for (const { id, fromSeconds } of left)
    await trx
      .updateTable('recording_slide')
      .set({ at_ms: Math.round(fromSeconds * 1000) })
      .where('id', '=', id)
      .execute();
  const all = await trx
    .selectFrom('recording_slide')
    .select(['id', 'media_id'])
    .where('recording_id', '=', recordingId)
    .execute();
  const lost = all.filter((slide) => left.every(({ id }) => id !== slide.id));
  for (const { id, media_id: mediaId } of lost) {
    await trx.deleteFrom('recording_slide').where('id', '=', id).execute();
    await endFile(trx, { mediaId, now, atOnce: true });
  }
  return lost.map(({ media_id }) => media_id);
}

/** A new version begins with the slides of the one before; the pictures lie in the store once. */
export async function copySlides(
  trx: Trx,
  { fromId, toId, actor, now }: { fromId: string; toId: string; actor: Actor; now: Date },
): Promise<void> {
  const slides = await trx
    .selectFrom('recording_slide')
    .select(['media_id', 'at_ms', 'words'])
    .where('recording_id', '=', fromId)
    .execute();
  if (slides.length === 0) return;
  const added = { recording_id: toId, added_at: now.toISOString(), added_by: actor.personId };
  const rows = slides.map((slide) => ({ id: newId(), ...slide, ...added }));
  await trx.insertInto('recording_slide').values(rows).execute();
}
