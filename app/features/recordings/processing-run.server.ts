import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import { FfmpegFailed, hasFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import { type StoreEnv, storeOf, troubleOf } from '#app/features/media/store.server.ts';
import { workFolder } from '#app/features/media/stream-files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type Making, makeParts } from './film-making.server.ts';
import { FilmTrouble } from './film-plan.server.ts';
import { inspectVideo } from './inspect-video.server.ts';
import { hasMux, type MuxEnv } from './mux.server.ts';
import {
  HEAD_START_SECONDS,
  MOST_LOST_WORKERS,
  MOST_TRIES,
  type ProcessingTrouble,
  waitSecondsAfterTry,
} from './processing.rules.ts';
import { type Claimed, claimFilm, giveBack, tryAgain } from './processing-claims.server.ts';
import { cutAsItIs, publishCut } from './processing-cut.server.ts';
import { giveUpFilm, leaveAsItIs, publishFilm } from './processing-end.server.ts';
import { Hold, HoldLost } from './processing-hold.server.ts';
import { repackAsItIs } from './processing-repack.server.ts';
import { sourceOf } from './processing-source.server.ts';

export interface Processor {
  env: StoreEnv & Partial<MuxEnv>;
  actor: Actor;
  worker: string;
  now: () => Date;
  log: Logger;
  /** Aborted when the worker is to end. */
  stop: AbortSignal;
  /** Since when the worker looks for films. One without ffmpeg lets others be heard before it takes any. */
  since?: Date;
}

/**
 * Makes the next film ready that waits, outside any transaction: it may take hours. Its row says who is at it, and is renewed while
 * ffmpeg runs; a worker that is killed loses it a minute later, and the next one goes on behind the parts that are done. Returns
 * whether there was a film.
 */
export async function processNextFilm(db: Db, options: Processor): Promise<boolean> {
  const { worker, now, stop, since } = options;
  if (stop.aborted) return false;
  const withFfmpeg = await hasFfmpeg();
  if (!withFfmpeg && since && now().getTime() - since.getTime() < HEAD_START_SECONDS * 1000) return false;
  const held = await claimFilm(db, { worker, hasFfmpeg: withFfmpeg, now: now() });
  if (!held) return false;
  const hold = new Hold(db, held, { now, stop });
  try {
    if (held.tries > MOST_LOST_WORKERS) throw new FilmTrouble('lost');
    await make(db, { ...options, hold, withFfmpeg });
  } catch (error) {
    await letGo(db, held, { ...options, error });
  } finally {
    hold.end();
  }
  return true;
}

async function make(
  db: Db,
  { env, actor, now, hold, withFfmpeg }: Processor & { hold: Hold; withFfmpeg: boolean },
): Promise<void> {
  const { held } = hold;
  const { mediaId, playedId, keeps, wish, hasPoster } = await sourceOf(db, held.recordingId);
  const source = await mediaFile(db, mediaId);
  if (!source) throw new Error(`no file ${mediaId}`);
  if (!withFfmpeg) {
    const inspection = await storeOf(env).withLocal(source.storageKey, (path) => inspectVideo(path), {
      signal: hold.signal,
    });
    const isPlayable = inspection.ok && !inspection.repack;
    if (wish && keeps) {
      const film = isPlayable ? source : await mediaFile(db, playedId);
      if (!film) throw new Error(`no file ${playedId}`);
      await cutAsItIs(db, { actor, hold, sourceId: mediaId, wish, keeps, film, env, now: now() });
      return;
    }
    if (inspection.ok && inspection.repack) {
      await repackAsItIs(db, { actor, hold, source, facts: inspection.facts, env, now });
      return;
    }
    if (!isPlayable) throw new FilmTrouble('no-ffmpeg');
    await leaveAsItIs(db, { actor, held, now: now() });
    return;
  }
  const folder = await workFolder(env, held);
  try {
    const { storageKey, originalName: name } = source;
    const making: Making = {
      ...{ env, hold, folder, wantsPoster: !hasPoster },
      source: { storageKey, name, keeps },
    };
    const { durationMs } = await makeParts(making);
    if (wish && keeps) {
      const film = { placed: held.done.film ?? null, keeps };
      await publishCut(db, { actor, hold, sourceId: mediaId, wish, env, film, hasStream: true, now: now() });
      return;
    }
    const handsOver = hasMux(env);
    // Of one that was only put into another wrapping nothing is lost.
    const ended = { source: { id: mediaId, isKept: !held.done.filmIsCopy }, durationMs };
    await publishFilm(db, { actor, held, ...ended, handsOver, now: now() });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A worker that ends gives the film back; one that lost it leaves it alone; trouble is tried again, and told in the end. */
async function letGo(
  db: Db,
  held: Claimed,
  { actor, stop, now, log, error }: Processor & { error: unknown },
): Promise<void> {
  if (stop.aborted) {
    await giveBack(db, held);
    return;
  }
  if (error instanceof HoldLost) return;
  const trouble = error instanceof FilmTrouble ? error.trouble : undefined;
  if (trouble === undefined)
    log.error(
      { recordingId: held.recordingId, try: held.tries, err: error, ...said(error) },
      'a film could not be made ready',
    );
  if (trouble || held.tries >= MOST_TRIES)
    await giveUpFilm(db, { actor, held, trouble: trouble ?? troubleIn(error), now: now() });
  else await tryAgain(db, held, new Date(now().getTime() + waitSecondsAfterTry(held.tries) * 1000));
}

function said(error: unknown): { words?: string } {
  return error instanceof FfmpegFailed ? { words: error.words } : {};
}

function troubleIn(error: unknown): ProcessingTrouble {
  if (error instanceof FfmpegFailed) return error.noSpace ? 'no-space' : 'damaged';
  const reason = troubleOf(error);
  return reason === 'no-space' || reason === 'store-gone' ? reason : 'unknown';
}
