import type { MediaFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { placeCopy } from './film-placing.server.ts';
import { hasMux, type MuxEnv } from './mux.server.ts';
import { publishFilm } from './processing-end.server.ts';
import type { Hold } from './processing-hold.server.ts';

/** Puts a MOV or MKV into an MP4 where there is no ffmpeg, without converting it, and plays that from now on. */
export async function repackAsItIs(
  db: Db,
  {
    actor,
    hold,
    source,
    facts,
    env,
    now,
  }: {
    actor: Actor;
    hold: Hold;
    source: MediaFile;
    facts: { durationMs: number; width: number; height: number };
    env: StoreEnv & MuxEnv;
    now: () => Date;
  },
): Promise<void> {
  const { held } = hold;
  hold.at('film', 0);
  if (!held.done.film) {
    const copied = await placeCopy({ source, keeps: null, hold, look: async () => facts, env });
    held.done.film = copied.placed;
    await hold.noteDone();
  }
  const { durationMs } = facts;
  const ended = { source: { id: source.id, isKept: false }, durationMs };
  await publishFilm(db, { actor, held, ...ended, handsOver: hasMux(env), now: now() });
}
