import { mediaAddress } from '#app/features/media/files.server.ts';
import { SOUND, variantPlaylist } from '#app/features/media/stream-files.rules.ts';
import { streamAddress } from '#app/features/media/streams.server.ts';
import type { MuxEnv } from '#app/features/recordings/mux.server.ts';
import { streamOf } from '#app/features/recordings/streams.server.ts';
import type { Db } from '#db/database.ts';
import { muxPlayback } from './mux-playback.server.ts';

/** Where a player finds a lecture: addresses for one person that hold for some hours. */
export interface Playback {
  /** The whole film in one piece, for browsers that play no streams. */
  film: string | null;
  /** The stream's first playlist, from which the player chooses by itself. */
  stream: string | null;
  /** Its sound without pictures. */
  sound: string | null;
  /** A picture to show before, where the provider makes one. */
  poster: string | null;
  /** Its sizes, largest first, each with its own playlist. */
  rungs: { name: string; height: number; address: string }[];
}

interface Asked {
  recordingId: string;
  videoMediaId: string;
  personId: string;
  env: Partial<MuxEnv>;
  now: Date;
}

/** How somebody may play a recording that they may watch: from the provider where it is ready there, else from here. Two statements. */
export async function playbackOf(
  db: Db,
  { recordingId, videoMediaId, personId, env, now }: Asked,
): Promise<Playback> {
  const elsewhere = await muxPlayback(db, env, { recordingId });
  if (elsewhere) return { film: null, sound: null, rungs: [], ...elsewhere };
  const stream = await streamOf(db, recordingId);
  const film = await mediaAddress(db, videoMediaId, { now, forPerson: personId });
  if (!stream) return { film, stream: null, sound: null, poster: null, rungs: [] };
  const { streamId, hasSound } = stream;
  const address = (file?: string) => streamAddress(db, streamId, { file, now, forPerson: personId });
  const rungs = stream.rungs.map(async ({ name, height }) => ({
    name,
    height,
    address: await address(variantPlaylist(name)),
  }));
  return {
    film,
    stream: await address(),
    sound: hasSound ? await address(SOUND) : null,
    poster: null,
    rungs: await Promise.all(rungs),
  };
}
