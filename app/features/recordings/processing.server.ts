import { streamFolder } from '#app/features/media/ends.rules.ts';
import { expectBytes } from '#app/features/media/ends.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import type { ProcessingState, ProcessingStep } from './processing.rules.ts';
import type { Rung } from './streams.server.ts';

export interface Waiting {
  recordingId: string;
  now: Date;
}

/**
 * Wants the film of a recording made ready: as a stream of several sizes, and playable where it is not. Asked again it is done
 * anew, from the source; whoever has it in hand then lets go. Runs in the transaction of the deed that causes it.
 */
export async function queueProcessing(trx: Trx, { recordingId, now }: Waiting): Promise<void> {
  const at = now.toISOString();
  const streamId = newId();
  // What was begun before, and any of this that comes to nothing, goes by itself.
  await expectBytes(trx, { id: streamId, kind: 'stream', key: streamFolder(streamId), now });
  const anew = {
    stream_id: streamId,
    state: 'waiting',
    needed: (await nothingToPlay(trx, recordingId)) ? 1 : 0,
    wanted_at: at,
    run_at: at,
    claim: null,
    claimed_by: null,
    claimed_until: null,
    attempts: 0,
    step: null,
    percent: 0,
    done: '{}',
    failure: null,
    ended_at: null,
  };
  const { numUpdatedRows } = await trx
    .updateTable('recording_processing')
    .set(anew)
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 1) return;
  await trx
    .insertInto('recording_processing')
    .values({ recording_id: recordingId, ...anew })
    .execute();
}

async function nothingToPlay(trx: Trx, recordingId: string): Promise<boolean> {
  const { purpose } = await trx
    .selectFrom('recording')
    .innerJoin('media_file', 'media_file.id', 'recording.video_media_id')
    .select('purpose')
    .where('recording.id', '=', recordingId)
    .executeTakeFirstOrThrow();
  return purpose === 'original';
}

export interface Processing {
  state: ProcessingState;
  /** There is nothing to play, or not what is wanted, before it is done. */
  needed: boolean;
  step: ProcessingStep | null;
  percent: number;
  failure: string | null;
  /** It is made anew because something is to be cut out; what is played until then is the film before. */
  cutting: boolean;
  /** Empty where there is no stream: not yet, or not on this machine. */
  rungs: Rung[];
  hasSound: boolean;
  /** What holds it up: its worker is not heard of, or it went wrong and is tried again. */
  halt: Halt | null;
}

export type Halt = { why: 'lost' } | { why: 'failed'; againAt: string };

/** How far a recording's film is; null where nothing was ever wanted, and nothing is there. One statement. */
export async function processingOf(db: Db, recordingId: string, now: Date): Promise<Processing | null> {
  const row = await db
    .selectFrom('recording')
    .leftJoin('recording_processing as work', 'work.recording_id', 'recording.id')
    .leftJoin('recording_stream', 'recording_stream.recording_id', 'recording.id')
    .leftJoin('recording_cut_wish as wish', 'wish.recording_id', 'recording.id')
    .select(['state', 'needed', 'step', 'percent', 'failure', 'rungs', 'has_sound', 'wish.asked_at'])
    .select(['attempts', 'run_at', 'claimed_until'])
    .where('recording.id', '=', recordingId)
    .executeTakeFirst();
  if (!row || (row.state === null && row.rungs === null)) return null;
  return {
    // A new version begins with the stream of the old one.
    state: (row.state ?? 'done') as ProcessingState,
    needed: row.needed === 1,
    step: row.step as ProcessingStep | null,
    percent: row.percent ?? 100,
    failure: row.failure,
    cutting: row.asked_at !== null,
    rungs: row.rungs === null ? [] : (JSON.parse(row.rungs) as Rung[]),
    hasSound: row.has_sound === 1,
    halt: haltOf(row, now.toISOString()),
  };
}

function haltOf(
  row: Record<'state' | 'run_at' | 'claimed_until', string | null> & { attempts: number | null },
  now: string,
): Halt | null {
  if (row.state === 'running' && row.claimed_until && row.claimed_until <= now) return { why: 'lost' };
  const waits = row.state === 'waiting' && (row.attempts ?? 0) > 0 && row.run_at && row.run_at > now;
  return waits && row.run_at ? { why: 'failed', againAt: row.run_at } : null;
}

/** Whether a recording cannot be handed in or published yet, because its film is not ready. One statement. */
export async function isUnready(db: Db, recordingId: string): Promise<boolean> {
  const row = await db
    .selectFrom('recording_processing')
    .select('recording_id')
    .where('recording_id', '=', recordingId)
    .where('needed', '=', 1)
    .where('state', '!=', 'done')
    .executeTakeFirst();
  return row !== undefined;
}
