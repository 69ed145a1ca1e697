import type { Db } from '#db/database.ts';

/** One size of a film's picture. `height` counts pixels of its shorter side, `bandwidth` bits per second at the most. */
export interface Rung {
  name: string;
  height: number;
  bandwidth: number;
}

/** A film as pieces of a few seconds (HLS). Its files lie in the store below `streams/<streamId>/`, beginning with `master.m3u8`. */
export interface Stream {
  streamId: string;
  /** Largest first. */
  rungs: Rung[];
  /** Whether it can be listened to without its picture: `sound/index.m3u8`. */
  hasSound: boolean;
}

/** The stream of a recording; null where there is only the film as one file. One statement. */
export async function streamOf(db: Db, recordingId: string): Promise<Stream | null> {
  const row = await db
    .selectFrom('recording_stream')
    .select(['stream_id', 'rungs', 'has_sound'])
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    streamId: row.stream_id,
    rungs: JSON.parse(row.rungs) as Rung[],
    hasSound: row.has_sound === 1,
  };
}
