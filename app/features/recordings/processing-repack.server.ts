import { discard, type MediaFile, placeFile } from '#app/features/media/files.server.ts';
import { type StoreEnv, storeOf } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { copyFilm } from './film-copying.server.ts';
import { FilmTrouble } from './film-plan.server.ts';
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
  const { held, signal } = hold;
  hold.at('film', 0);
  if (!held.done.film) {
    const copy = (path: string) => copyFilm(env, path, { keeps: null, signal });
    const film = await storeOf(env).withLocal(source.storageKey, copy, { signal });
    if (!film.ok) throw new FilmTrouble(film.reason === 'too-large' ? 'no-space' : film.reason);
    try {
      await hold.makeSure();
      const { originalName } = source;
      const result = await placeFile(db, {
        ...{ source: film.file, purpose: 'video', originalName, video: facts, env },
        now: now(),
      });
      if (!result.ok) throw new FilmTrouble(result.reason === 'no-space' ? 'no-space' : 'store-gone');
      held.done.film = result.placed;
    } finally {
      await discard(film.file);
    }
    await hold.noteDone();
  }
  const { durationMs } = facts;
  const ended = { source: { id: source.id, isKept: false }, durationMs };
  await publishFilm(db, { actor, held, ...ended, handsOver: hasMux(env), now: now() });
}
