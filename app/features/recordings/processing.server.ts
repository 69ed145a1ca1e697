import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
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
  const anew = {
    stream_id: newId(),
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
  await giveUpUnfinished(trx, { recordingId, now });
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

/** Files of a stream that was begun and is not wanted any more go later. */
async function giveUpUnfinished(trx: Trx, { recordingId, now }: Waiting): Promise<void> {
  const row = await trx
    .selectFrom('recording_processing')
    .select('stream_id')
    .where('recording_id', '=', recordingId)
    .where('state', '!=', 'done')
    .executeTakeFirst();
  if (row) await endStream(trx, { streamId: row.stream_id, now });
}

/** Notes that nobody is sent to a stream any more. Its files stay for a day, for those who are watching. */
export async function endStream(trx: Trx, { streamId, now }: { streamId: string; now: Date }): Promise<void> {
  try {
    await trx
      .insertInto('recording_stream_end')
      .values({ stream_id: streamId, at: now.toISOString() })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
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
  /** What holds it up, where the moment is known: its worker is not heard of, or it went wrong and is tried again. */
  halt: Halt | null;
}

export type Halt = { why: 'lost' } | { why: 'failed'; againAt: string };

/** How far a recording's film is; null where nothing was ever wanted, and nothing is there. One statement. */
export async function processingOf(
  db: Db,
  recordingId: string,
  now: Date | null = null,
): Promise<Processing | null> {
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
    halt: now && haltOf(row, now.toISOString()),
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
