import type { Trx } from '#db/database.ts';
import { endStream, queueProcessing, type Waiting } from './processing.server.ts';

/** The stream of a recording shows another film than the one that is there now: nobody is sent to it any more. */
export async function dropStream(trx: Trx, { recordingId, now }: Waiting): Promise<void> {
  const stream = await trx
    .selectFrom('recording_stream')
    .select('stream_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!stream) return;
  await trx.deleteFrom('recording_stream').where('recording_id', '=', recordingId).execute();
  await endIfUnused(trx, { streamId: stream.stream_id, now });
}

/** Versions of a lecture share a stream: it goes with the last of them. */
export async function endIfUnused(
  trx: Trx,
  { streamId, now }: { streamId: string; now: Date },
): Promise<void> {
  const other = await trx
    .selectFrom('recording_stream')
    .select('recording_id')
    .where('stream_id', '=', streamId)
    .executeTakeFirst();
  if (!other) await endStream(trx, { streamId, now });
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
