import type { StoreEnv } from '#app/features/media/store.server.ts';
import { removeStream } from '#app/features/media/stream-files.server.ts';
import type { Db } from '#db/database.ts';

/** Whoever is watching when a stream is replaced has as long as this to reach the end. */
const GRACE_MS = 24 * 3600_000;
const AT_ONCE = 50;

/** Removes the files of streams that nobody has been sent to for a day. Returns how many. */
export async function sweepStreams(db: Db, { env, now }: { env: StoreEnv; now: Date }): Promise<number> {
  const rows = await db
    .selectFrom('recording_stream_end as ended')
    .leftJoin('recording_stream', 'recording_stream.stream_id', 'ended.stream_id')
    .select(['ended.stream_id', 'recording_stream.recording_id'])
    .where('at', '<=', new Date(now.getTime() - GRACE_MS).toISOString())
    .orderBy('at')
    .limit(AT_ONCE)
    .execute();
  for (const { stream_id: streamId, recording_id: usedBy } of rows) {
    if (usedBy === null) await removeStream(env, streamId);
    await db.deleteFrom('recording_stream_end').where('stream_id', '=', streamId).execute();
  }
  return rows.length;
}
