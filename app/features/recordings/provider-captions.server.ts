import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { readCaptionsText } from './captions-file.ts';
import { keepCaptions } from './editing.server.ts';
import type { Delivery, VideoProvider } from './video-provider.ts';

/** Captions that came inside the film become the recording's, where nobody has given it any. */
export async function takeOverCaptions(
  db: Db,
  {
    recordingId,
    delivery,
    provider,
    actor,
    env,
    now,
  }: {
    recordingId: string;
    delivery: Delivery & { state: 'ready' };
    provider: VideoProvider;
    actor: Actor;
    env: StoreEnv;
    now: () => Date;
  },
): Promise<void> {
  const { playbackId, captionsId } = delivery;
  if (!captionsId) return;
  const recording = await bareRecording(db, recordingId);
  if (!recording) return;
  const text = await provider.captions({ playbackId, captionsId });
  const reading = text === null ? null : readCaptionsText(text, recording.duration_ms);
  // They are the words of the film that was handed over, not of one that has been cut meanwhile.
  if (!reading?.ok || !(await bareRecording(db, recordingId))) return;
  const { id, title } = recording;
  const bare = { id, title, captionsMediaId: null };
  await keepCaptions(db, { actor, recording: bare, vtt: reading.vtt, env, now: now(), unlessChanged: true });
}

/** A recording without captions whose film is the one that was handed over. */
function bareRecording(db: Db, recordingId: string) {
  return db
    .selectFrom('recording')
    .innerJoin('recording_mux_asset', (join) =>
      join
        .onRef('recording_mux_asset.recording_id', '=', 'recording.id')
        .onRef('recording_mux_asset.media_id', '=', 'recording.video_media_id'),
    )
    .select(['recording.id', 'title', 'recording.duration_ms'])
    .where('recording.id', '=', recordingId)
    .where('captions_media_id', 'is', null)
    .executeTakeFirst();
}
