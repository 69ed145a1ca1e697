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
  const recording = await db
    .selectFrom('recording')
    .select(['id', 'title', 'captions_media_id', 'duration_ms'])
    .where('id', '=', recordingId)
    .executeTakeFirstOrThrow();
  if (recording.captions_media_id) return;
  const text = await provider.captions({ playbackId, captionsId });
  const reading = text === null ? null : readCaptionsText(text, recording.duration_ms);
  if (!reading?.ok) return;
  const { id, title } = recording;
  const bare = { id, title, captionsMediaId: null };
  await keepCaptions(db, { actor, recording: bare, vtt: reading.vtt, env, now: now(), unlessChanged: true });
}
