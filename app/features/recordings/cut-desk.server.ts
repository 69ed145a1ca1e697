import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Db } from '#db/database.ts';
import { fieldsOf, isTried, readCuts, rowsIn } from './cut-forms.ts';
import { type CutState, cutStateOf } from './cut-state.server.ts';
import { lossOf } from './cut-texts.rules.ts';
import { textsInOriginal } from './cut-texts.server.ts';
import { cutsOf, lengthOf, MOST_CUTS, type Span } from './cuts.rules.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';
import { type Asked, type FilmDesk, filmShown } from './film-desk.server.ts';
import { type Processing, processingOf } from './processing.server.ts';

/** What the page where a recording is cut shows. The film is the original, and times are its own. */
export interface CutDesk extends FilmDesk {
  /** The film that times are of, and its captions. */
  original: { mediaId: string; durationMs: number; captionsMediaId: string | null };
  state: Pick<CutState, 'made' | 'wish'> & { hasOriginal: boolean };
  processing: Processing | null;
  fields: Record<string, string>;
  /** Which rows of the form are shown: what is written, and one more. */
  rows: number[];
  problems: { field: string; words: string }[];
  /** What would come of the fields; null while they cannot be read. */
  result: {
    durationMs: number;
    cuts: Span[];
    loss: ReturnType<typeof lossOf>;
    captionsAreRead: boolean;
  } | null;
}

/**
 * A recording for whoever cuts it; null when it is not there or belongs to others. `typed` is what was written on the page and is not
 * saved; without it the cuts that are wanted, or made, stand in the fields.
 */
export async function cutDeskOf(
  db: Db,
  { typed, env, ...asked }: Asked & { typed: Record<string, string>; env: StoreEnv },
): Promise<CutDesk | null> {
  const { actor, recordingId } = asked;
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return null;
  const state = await cutStateOf(db, recordingId);
  const original = state.original ?? {
    mediaId: recording.videoMediaId,
    durationMs: recording.durationMs,
    captionsMediaId: recording.captionsMediaId,
  };
  const { durationMs } = original;
  const wanted = state.wish?.cuts ?? state.made?.cuts ?? [];
  const fields = isTried(typed) ? typed : fieldsOf(wanted, durationMs);
  const reading = readCuts(fields, durationMs);
  const written = rowsIn(fields);
  const more = written.length < MOST_CUTS ? [(written.at(-1) ?? -1) + 1] : [];
  const { mediaId: videoMediaId, captionsMediaId } = original;
  return {
    recording,
    film: await filmShown(db, { ...asked, videoMediaId, captionsMediaId }),
    original,
    state: { made: state.made, wish: state.wish, hasOriginal: state.original !== null },
    processing: await processingOf(db, recordingId, asked.now),
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
  const texts = await textsInOriginal(db, { state, now: recording, env });
  const loss = lossOf(keeps, { chapters: texts.chapters, cues: texts.cues ?? [] });
  const cuts = cutsOf(keeps, durationMs);
  return { durationMs: lengthOf(keeps), cuts, loss, captionsAreRead: texts.areRead };
}
