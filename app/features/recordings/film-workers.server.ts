import { hasFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { HEARD_SECONDS } from './processing.rules.ts';

/** A worker says that it is there, and whether it can convert films. */
export async function signOn(
  db: Db,
  { worker, hasFfmpeg, now }: { worker: string; hasFfmpeg: boolean; now: Date },
): Promise<void> {
  const sign = { has_ffmpeg: hasFfmpeg ? 1 : 0, heard_at: now.toISOString() };
  const { numUpdatedRows } = await db
    .updateTable('film_worker')
    .set(sign)
    .where('id', '=', worker)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) > 0) return;
  try {
    await db
      .insertInto('film_worker')
      .values({ id: worker, ...sign })
      .execute();
  } catch (error) {
    // It has just said so.
    if (!isUniqueViolation(error)) throw error;
  }
}

/** Whether a worker that can convert films was heard of lately: films are its own then. One that ended comes back in that time. */
export async function someoneConverts(db: Db, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('film_worker')
    .select('id')
    .where('has_ffmpeg', '=', 1)
    .where('heard_at', '>', before(now, HEARD_SECONDS))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Who can convert films that not everybody plays: this machine, a worker on another one that was heard of lately, or nobody. What
 * the web server asks; a worker asks its own machine, since it does the work there.
 */
export async function whoConverts(db: Db, now: Date): Promise<'here' | 'elsewhere' | 'nobody'> {
  if (await hasFfmpeg()) return 'here';
  return (await someoneConverts(db, now)) ? 'elsewhere' : 'nobody';
}

const KEPT_SECONDS = 24 * 3600;

/** Forgets workers that have not been heard of for a day. */
export async function forgetWorkers(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('film_worker').where('heard_at', '<', before(now, KEPT_SECONDS)).execute();
}

const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
