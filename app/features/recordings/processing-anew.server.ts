import { endStream } from '#app/features/media/ends.server.ts';
import type { Trx } from '#db/database.ts';
import { queueProcessing, type Waiting } from './processing.server.ts';

/** The stream of a recording shows another film than the one that is there now. It goes with the last of the versions that share it. */
export async function dropStream(trx: Trx, { recordingId, now }: Waiting): Promise<void> {
  const stream = await trx
    .selectFrom('recording_stream')
    .select('stream_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!stream) return;
  await trx.deleteFrom('recording_stream').where('recording_id', '=', recordingId).execute();
  await endStream(trx, { streamId: stream.stream_id, now });
}

/** What was wanted anew is not wanted after all: the stream that is there stays, and where there is none one is made. */
export async function keepStream(trx: Trx, { recordingId, now }: Waiting): Promise<void> {
  const stream = await trx
    .selectFrom('recording_stream')
    .select('stream_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  await queueProcessing(trx, { recordingId, now });
  if (!stream) return;
  await trx
    .updateTable('recording_processing')
    .set({ state: 'done', stream_id: stream.stream_id, percent: 100, ended_at: now.toISOString() })
    .where('recording_id', '=', recordingId)
    .execute();
}
