import type { Db, Trx } from '#db/database.ts';
import type { Chapter } from './chapters.rules.ts';
import type { Span } from './cuts.rules.ts';

/** A film as it was before its first cut, with what was written to it. Times are its own. */
export interface Original {
  mediaId: string;
  durationMs: number;
  chapters: Chapter[];
  captionsMediaId: string | null;
}

export interface CutWish {
  cuts: Span[];
  askedAt: string;
  askedBy: string | null;
}

/** How a recording is cut. All times are of the original. */
export interface CutState {
  /** Kept since the first cut; null while nothing is cut, or once it is deleted. */
  original: Original | null;
  /** How the film that is there was cut: as asked, and as it could be made. There whenever `original` is. */
  made: { cuts: Span[]; keeps: Span[]; madeAt: string } | null;
  /** What is to be cut and is not yet. */
  wish: CutWish | null;
}

/** How a recording is cut, and whether something waits to be cut. One statement. */
export async function cutStateOf(db: Db, recordingId: string): Promise<CutState> {
  const row = await db
    .selectFrom('recording')
    .leftJoin('recording_original as original', 'original.recording_id', 'recording.id')
    .leftJoin('recording_cut as made', 'made.recording_id', 'recording.id')
    .leftJoin('recording_cut_wish as wish', 'wish.recording_id', 'recording.id')
    .select([
      'original.media_id',
      'original.duration_ms',
      'original.chapters',
      'original.captions_media_id',
      'made.cuts as madeCuts',
      'made.keeps',
      'made.made_at',
      'wish.cuts as wishedCuts',
      'wish.asked_at',
      'wish.asked_by',
    ])
    .where('recording.id', '=', recordingId)
    .executeTakeFirst();
  const spans = (words: string | null | undefined) => JSON.parse(words ?? '[]') as Span[];
  return {
    original: row?.media_id
      ? {
          mediaId: row.media_id,
          durationMs: row.duration_ms ?? 0,
          chapters: JSON.parse(row.chapters ?? '[]') as Chapter[],
          captionsMediaId: row.captions_media_id,
        }
      : null,
    made: row?.made_at ? { cuts: spans(row.madeCuts), keeps: spans(row.keeps), madeAt: row.made_at } : null,
    wish: row?.asked_at
      ? { cuts: spans(row.wishedCuts), askedAt: row.asked_at, askedBy: row.asked_by }
      : null,
  };
}

/** Whether cuts wait to be made. In the transaction that has held the recording. */
export async function cutsWait(trx: Trx, recordingId: string): Promise<boolean> {
  const wish = await trx
    .selectFrom('recording_cut_wish')
    .select('recording_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  return wish !== undefined;
}

/** Holds a recording until the transaction ends, so that whoever cuts it and whoever hands it in come one after the other. */
export async function holdRecording(trx: Trx, recordingId: string): Promise<void> {
  await trx
    .updateTable('recording')
    .set(({ ref }) => ({ title: ref('title') }))
    .where('id', '=', recordingId)
    .execute();
}

/** A new version goes on from what the one before was cut from. */
export async function copyCuts(
  trx: Trx,
  { fromId, toId, now }: { fromId: string; toId: string; now: Date },
): Promise<void> {
  const own = { recording_id: toId };
  const original = await trx
    .selectFrom('recording_original')
    .selectAll()
    .where('recording_id', '=', fromId)
    .executeTakeFirst();
  const made = await trx
    .selectFrom('recording_cut')
    .selectAll()
    .where('recording_id', '=', fromId)
    .executeTakeFirst();
  if (!original || !made) return;
  await trx
    .insertInto('recording_original')
    .values({ ...original, ...own, kept_at: now.toISOString() })
    .execute();
  await trx
    .insertInto('recording_cut')
    .values({ ...made, ...own })
    .execute();
}
