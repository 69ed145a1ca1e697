import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { fieldsOf, isTried, readCuts, rowsIn } from './cut-forms.ts';
import { type CutState, cutStateOf } from './cut-state.server.ts';
import { lossOf } from './cut-texts.rules.ts';
import { textsInOriginal } from './cut-texts.server.ts';
import { cutsOf, lengthOf, MOST_CUTS, type Span } from './cuts.rules.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';
import { type Processing, processingOf } from './processing.server.ts';

/** What the page where a recording is cut shows. Times are of the original. */
export interface CutDesk {
  recording: EditedRecording;
  /** The film that times are of, and its captions. */
  original: { mediaId: string; durationMs: number; captionsMediaId: string | null };
  state: Pick<CutState, 'made' | 'wish'> & { hasOriginal: boolean };
  processing: Processing | null;
  fields: Record<string, string>;
  /** Which rows of the form are shown: what is written, and one more. */
  rows: number[];
  problems: { field: string; words: string }[];
  /** What would come of the fields; null while they cannot be read. */
  result: { durationMs: number; cuts: Span[]; loss: ReturnType<typeof lossOf> } | null;
}

/**
 * A recording for whoever cuts it; null when it is not there or belongs to others. `typed` is what was written on the page and is not
 * saved; without it the cuts that are wanted, or made, stand in the fields.
 */
export async function cutDeskOf(
  db: Db,
  {
    actor,
    recordingId,
    typed,
    env,
  }: { actor: Actor; recordingId: string; typed: Record<string, string>; env: StoreEnv },
): Promise<CutDesk | null> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return null;
  const state = await cutStateOf(db, recordingId);
  const original = state.original ?? {
    mediaId: recording.videoMediaId,
    durationMs: recording.durationMs,
    captionsMediaId: recording.captionsMediaId,
  };
  const { durationMs } = original;
  const asked = state.wish?.cuts ?? state.made?.cuts ?? [];
  const fields = isTried(typed) ? typed : fieldsOf(asked, durationMs);
  const reading = readCuts(fields, durationMs);
  const written = rowsIn(fields);
  const more = written.length < MOST_CUTS ? [(written.at(-1) ?? -1) + 1] : [];
  return {
    recording,
    original,
    state: { made: state.made, wish: state.wish, hasOriginal: state.original !== null },
    processing: await processingOf(db, recordingId),
    fields,
    rows: [...written, ...more],
    problems: reading.ok ? [] : reading.problems,
    result: reading.ok ? await resultOf(db, { recording, state, env, ...reading, durationMs }) : null,
  };
}

async function resultOf(
  db: Db,
  {
    recording,
    state,
    env,
    keeps,
    durationMs,
  }: { recording: EditedRecording; state: CutState; env: StoreEnv; keeps: Span[]; durationMs: number },
): Promise<CutDesk['result']> {
  const texts = await textsInOriginal(db, { state, now: recording, env, onlyToLook: true });
  const loss = lossOf(keeps, { chapters: texts.chapters, cues: texts.cues ?? [] });
  return { durationMs: lengthOf(keeps), cuts: cutsOf(keeps, durationMs), loss };
}
