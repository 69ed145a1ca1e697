import { type MuxEnv, muxProvider } from '#app/features/recordings/mux.server.ts';
import type { Playback } from '#app/features/recordings/video-provider.ts';
import type { Db } from '#db/database.ts';

/** An address lives for six hours and the length of the film, so that nobody is cut off at the end of a long evening. */
const OPEN_SECONDS = 6 * 3600;

/**
 * Where a recording plays from Mux: signed by RS256 and for some hours; null where it does not (Mux is not configured, or the film
 * is not there), and it is served from here. The film counts, so a new version of a lecture plays what is there already.
 * Mux knows no persons: who may see the recording is asked before. One statement.
 */
export async function muxPlayback(
  db: Db,
  env: Partial<MuxEnv>,
  { recordingId }: { recordingId: string },
): Promise<Playback | null> {
  const provider = muxProvider(env);
  if (!provider) return null;
  const film = await db
    .selectFrom('recording')
    .innerJoin('recording_mux_asset', 'recording_mux_asset.media_id', 'recording.video_media_id')
    .select(['playback_id', 'recording.duration_ms'])
    .where('recording.id', '=', recordingId)
    .where('ready_at', 'is not', null)
    .executeTakeFirst();
  if (!film?.playback_id) return null;
  const seconds = OPEN_SECONDS + Math.ceil(film.duration_ms / 1000);
  // A key that does not sign is the operator's trouble, not the learner's: the film lies here as well.
  return provider.playback({ playbackId: film.playback_id, seconds }).catch(() => null);
}
