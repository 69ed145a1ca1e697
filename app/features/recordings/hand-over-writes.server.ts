import { tell } from '#app/features/notices/notices.server.ts';
import type { Trx } from '#db/database.ts';
import type { Delivery } from './video-provider.ts';

interface Of {
  recordingId: string;
  now: Date;
}

interface Ready extends Of {
  /** As which it was sent: of an earlier film of the recording nothing counts. */
  uploadId: string;
  delivery: Delivery & { state: 'ready' };
  /** When something is left to do. */
  dueAt: Date | null;
}

/**
 * A film can be played from the provider. As long as nobody has been shown the recording, it is as long as what plays. Saying it
 * again changes nothing.
 */
export async function writeReady(
  trx: Trx,
  { recordingId, uploadId, delivery, dueAt, now }: Ready,
): Promise<void> {
  const { assetId, playbackId, durationMs } = delivery;
  const { numUpdatedRows } = await trx
    .updateTable('recording_mux_asset')
    .set({
      asset_id: assetId,
      playback_id: playbackId,
      duration_ms: durationMs,
      ready_at: now.toISOString(),
      failed_at: null,
      trouble: null,
      due_at: dueAt?.toISOString() ?? null,
    })
    .where('recording_id', '=', recordingId)
    .where('upload_id', '=', uploadId)
    .where('ready_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n || durationMs === null) return;
  const published = await trx
    .selectFrom('recording_publication')
    .select('recording_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (published) return;
  await trx
    .updateTable('recording')
    .set({ duration_ms: durationMs })
    .where('id', '=', recordingId)
    .where(({ eb, selectFrom }) =>
      eb(
        'video_media_id',
        '=',
        selectFrom('recording_mux_asset')
          .select('recording_mux_asset.media_id')
          .where('recording_mux_asset.recording_id', '=', recordingId),
      ),
    )
    .execute();
}

/** A film will not come any more, for this reason; whoever uploaded it is told once. What is ready stays ready. */
export async function writeFailure(
  trx: Trx,
  {
    recordingId,
    uploadId,
    assetId,
    words,
    now,
  }: Of & { /** As which it was sent: of an earlier one nothing counts. */ uploadId: string | null } & {
    assetId: string | null;
    words: string;
  },
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('recording_mux_asset')
    .set({
      failed_at: now.toISOString(),
      trouble: words.slice(0, 300),
      due_at: null,
      ...(assetId ? { asset_id: assetId } : {}),
    })
    .where('recording_id', '=', recordingId)
    .where('upload_id', uploadId === null ? 'is' : '=', uploadId)
    .where('ready_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) await tellUploader(trx, { recordingId, words, now });
}

async function tellUploader(trx: Trx, { recordingId, words, now }: Of & { words: string }): Promise<void> {
  const { title, uploaded_by: personId } = await trx
    .selectFrom('recording')
    .select(['title', 'uploaded_by'])
    .where('id', '=', recordingId)
    .executeTakeFirstOrThrow();
  if (!personId) return;
  await tell(trx, {
    personId,
    kind: 'recording',
    title: `《${title}》没有送上 Mux`,
    body: `${words} 视频还在学院，照样能看。可以在这一讲的页面上再送一次。`,
    link: `/teach/recordings/${recordingId}`,
    now,
  });
}

/** The provider's own words about a film that it could not use. */
export function refusedWords(reason: string): string {
  return `Mux 处理不了这个视频，它说：${reason}`;
}
