import type { PlacedFile } from '#app/features/media/files.server.ts';
import type { Variant } from '#app/features/media/playlists.rules.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import type { RecordingProcessingRow } from '#db/tables/recordings.ts';
import { someoneConverts } from './film-workers.server.ts';
import {
  HEAD_START_SECONDS,
  HOLD_SECONDS,
  type ProcessingStep,
  type ProcessingTrouble,
  troubleWords,
} from './processing.rules.ts';

/** Parts that lie in the store already. */
export interface DoneParts {
  film?: PlacedFile;
  /** The film is its source in another wrapping, and shows all of it. */
  filmIsCopy?: boolean;
  poster?: PlacedFile;
  variants?: Variant[];
}

/** A film in the hands of one worker, until it is not heard of for `HOLD_SECONDS`. */
export interface Claimed {
  recordingId: string;
  streamId: string;
  /** Tells this holding from every other. */
  claim: string;
  /** Which try it is, since the last part that was done. */
  tries: number;
  done: DoneParts;
}

interface Claiming {
  /** The machine and process, for whoever looks at the table. */
  worker: string;
  hasFfmpeg: boolean;
  now: Date;
}

/**
 * A worker without ffmpeg can only leave films as they are, or give them up: it takes none while one with ffmpeg was heard of lately,
 * neither new ones nor those that it lost.
 */
async function areLeftToOthers(db: Db, { hasFfmpeg, now }: Claiming): Promise<boolean> {
  return !hasFfmpeg && (await someoneConverts(db, now));
}

const LOOKED_AT = 5;

/**
 * Takes the next film in hand: one that waits, or one whose worker has not been heard of; null when there is none. Optimistic: of
 * several workers that see the same film the conditional update lets one have it.
 */
export async function claimFilm(db: Db, claiming: Claiming): Promise<Claimed | null> {
  if (await areLeftToOthers(db, claiming)) return null;
  const { worker, hasFfmpeg, now } = claiming;
  for (const row of await dueFilms(db, { hasFfmpeg, now })) {
    const claim = newId();
    const { numUpdatedRows } = await db
      .updateTable('recording_processing')
      .set({
        state: 'running',
        claim,
        claimed_by: worker,
        claimed_until: heldUntil(now),
        attempts: row.attempts + 1,
      })
      .where('recording_id', '=', row.recording_id)
      .where('state', '=', row.state)
      .where('stream_id', '=', row.stream_id)
      .where('attempts', '=', row.attempts)
      .where('claim', row.claim === null ? 'is' : '=', row.claim)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) continue;
    const { recording_id: recordingId, stream_id: streamId, attempts, done } = row;
    return { recordingId, streamId, claim, tries: attempts + 1, done: JSON.parse(done) as DoneParts };
  }
  return null;
}

async function dueFilms(db: Db, { hasFfmpeg, now }: Pick<Claiming, 'hasFfmpeg' | 'now'>) {
  const columns = ['recording_id', 'stream_id', 'state', 'claim', 'attempts', 'done'] as const;
  const lost = await db
    .selectFrom('recording_processing')
    .select(columns)
    .where('state', '=', 'running')
    .where('claimed_until', '<=', now.toISOString())
    .limit(LOOKED_AT)
    .execute();
  const from = hasFfmpeg ? now : new Date(now.getTime() - HEAD_START_SECONDS * 1000);
  const waiting = await db
    .selectFrom('recording_processing')
    .select(columns)
    .where('state', '=', 'waiting')
    .where('run_at', '<=', from.toISOString())
    .orderBy('run_at')
    .limit(LOOKED_AT)
    .execute();
  return [...lost, ...waiting];
}

const heldUntil = (now: Date) => new Date(now.getTime() + HOLD_SECONDS * 1000).toISOString();

/** Says that the worker is there and how far it is. False when it has the film no longer. */
export async function heardOf(
  db: Db,
  held: Claimed,
  { step, percent, now }: { step: ProcessingStep; percent: number; now: Date },
): Promise<boolean> {
  return change(db, held, { step, percent, claimed_until: heldUntil(now) });
}

/** Notes a part that lies in the store: nobody makes it again. False when the worker has the film no longer. */
export async function partDone(db: Db, held: Claimed, { now }: { now: Date }): Promise<boolean> {
  return change(db, held, { done: JSON.stringify(held.done), attempts: 0, claimed_until: heldUntil(now) });
}

/** Puts a film back as if it had not been taken: a worker that ends lets others go on at once. */
export async function giveBack(db: Db, held: Claimed): Promise<boolean> {
  const attempts = Math.max(0, held.tries - 1);
  return change(db, held, { state: 'waiting', claim: null, claimed_by: null, claimed_until: null, attempts });
}

/** Puts a film back to be tried again at `at`. */
export async function tryAgain(db: Db, held: Claimed, at: Date): Promise<boolean> {
  const free = { state: 'waiting', claim: null, claimed_by: null, claimed_until: null };
  return change(db, held, { ...free, run_at: at.toISOString() });
}

/** Gives a film up, with the reason for whoever uploaded it. */
export async function giveUp(
  db: Db,
  held: Claimed,
  { trouble, now }: { trouble: ProcessingTrouble; now: Date },
): Promise<boolean> {
  const free = { claim: null, claimed_by: null, claimed_until: null };
  return change(db, held, {
    ...free,
    state: 'failed',
    failure: troubleWords[trouble],
    ended_at: now.toISOString(),
  });
}

/** Marks a film as done. Call it in the transaction that writes what came of it, and roll back when it answers false. */
export async function finishFilm(trx: Db, held: Claimed, now: Date): Promise<boolean> {
  const free = { claim: null, claimed_by: null, claimed_until: null, failure: null, step: null };
  return change(trx, held, { ...free, state: 'done', percent: 100, ended_at: now.toISOString() });
}

async function change(
  db: Db,
  { recordingId, claim }: Claimed,
  values: Partial<Omit<RecordingProcessingRow, 'recording_id'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recording_processing')
    .set(values)
    .where('recording_id', '=', recordingId)
    .where('claim', '=', claim)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
