import { type MediaFile, placeFile } from '#app/features/media/files.server.ts';
import { type StoreEnv, storeOf } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { copyFilm } from './film-copying.server.ts';
import { FilmTrouble } from './film-plan.server.ts';
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
    env: StoreEnv;
    now: () => Date;
  },
): Promise<void> {
  const { held, signal } = hold;
  hold.at('film', 0);
  if (!held.done.film) {
    const film = await storeOf(env).withLocal(source.storageKey, (path) =>
      copyFilm(env, path, { keeps: null, signal }),
    );
    if (!film.ok) throw new FilmTrouble(film.reason === 'too-large' ? 'no-space' : film.reason);
    await hold.makeSure();
    const { originalName } = source;
    const result = await placeFile({ source: film.file, purpose: 'video', originalName, video: facts, env });
    if (!result.ok) throw new FilmTrouble(result.reason === 'no-space' ? 'no-space' : 'store-gone');
    held.done.film = result.placed;
    await hold.noteDone();
  }
  const { durationMs } = facts;
  await publishFilm(db, { actor, held, source: { id: source.id, isKept: false }, durationMs, now: now() });
}
