import type { Keep } from '#app/features/media/ladder.rules.ts';
import type { Db } from '#db/database.ts';
import { type CutWish, cutStateOf } from './cut-state.server.ts';
import { keptOf } from './cuts.rules.ts';

export interface ProcessingSource {
  /** The file as it was sent. */
  mediaId: string;
  /** The same as everybody plays it, where there is one: another file where it had to be converted. */
  playedId: string;
  /** What of it stays, in order; null: all. */
  keeps: Keep[] | null;
  /** Who asked for that, and when. */
  wish: CutWish | null;
  hasPoster: boolean;
}

/** What the film of a recording is made from. A film that was cut is made from its original only to be cut anew. */
export async function sourceOf(db: Db, recordingId: string): Promise<ProcessingSource> {
  const row = await db
    .selectFrom('recording')
    .leftJoin('recording_source', 'recording_source.recording_id', 'recording.id')
    .leftJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .select(['video_media_id', 'duration_ms', 'poster_media_id', 'media_id', 'published_at'])
    .where('recording.id', '=', recordingId)
    .executeTakeFirstOrThrow();
  const { original, made, wish } = await cutStateOf(db, recordingId);
  const playedId = original?.mediaId ?? row.video_media_id;
  const film = { mediaId: row.media_id ?? playedId, playedId };
  if (wish) {
    const kept = keptOf(wish.cuts, original?.durationMs ?? row.duration_ms);
    if (!kept.ok) throw new Error(`recording ${recordingId}: cuts that leave nothing`);
    // A picture of what is cut out must not stand for the film.
    return { ...film, keeps: kept.keeps, wish, hasPoster: false };
  }
  // What has been shown is never another film: only its sizes are made.
  const whole =
    made || row.published_at ? { mediaId: row.video_media_id, playedId: row.video_media_id } : film;
  return { ...whole, keeps: null, wish: null, hasPoster: row.poster_media_id !== null };
}
