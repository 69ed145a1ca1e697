import type { Keep } from '#app/features/media/ladder.rules.ts';
import type { Db } from '#db/database.ts';

export interface ProcessingSource {
  /** The file as it was sent. */
  mediaId: string;
  /** What of it stays, in order; null: all. */
  keeps: Keep[] | null;
  hasPoster: boolean;
}

/** What the film of a recording is made from. */
export async function sourceOf(db: Db, recordingId: string): Promise<ProcessingSource> {
  const row = await db
    .selectFrom('recording')
    .leftJoin('recording_source', 'recording_source.recording_id', 'recording.id')
    .select(['video_media_id', 'poster_media_id', 'media_id'])
    .where('recording.id', '=', recordingId)
    .executeTakeFirstOrThrow();
  return {
    mediaId: row.media_id ?? row.video_media_id,
    keeps: null,
    hasPoster: row.poster_media_id !== null,
  };
}
