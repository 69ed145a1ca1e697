import { mediaAddress } from '#app/features/media/files.server.ts';
import { SOUND, variantPlaylist } from '#app/features/media/stream-files.rules.ts';
import { streamAddress } from '#app/features/media/streams.server.ts';
import type { Db } from '#db/database.ts';
import { streamOf } from './streams.server.ts';

/** Where a player finds a lecture: addresses for one person that hold for some hours. */
export interface Playback {
  /** The whole film in one piece, for browsers that play no streams. */
  film: string | null;
  /** The stream's first playlist, from which the player chooses by itself. */
  stream: string | null;
  /** Its sound without pictures. */
  sound: string | null;
  /** Its sizes, largest first, each with its own playlist. */
  rungs: { name: string; height: number; address: string }[];
}

interface Asked {
  recordingId: string;
  videoMediaId: string;
  personId: string;
  now: Date;
}

/** How somebody may play a recording that they may watch. One statement. */
export async function playbackOf(
  db: Db,
  { recordingId, videoMediaId, personId, now }: Asked,
): Promise<Playback> {
  const stream = await streamOf(db, recordingId);
  const film = await mediaAddress(db, videoMediaId, { now, forPerson: personId });
  if (!stream) return { film, stream: null, sound: null, rungs: [] };
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
    rungs: await Promise.all(rungs),
  };
}
