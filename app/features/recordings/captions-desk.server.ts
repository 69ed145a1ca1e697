import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Db } from '#db/database.ts';
import type { Cue } from './captions.rules.ts';
import { CUES_ON_A_PAGE } from './cue-forms.ts';
import { type CueHint, hintsOf } from './cues.rules.ts';
import { type Asked, type FilmDesk, filmDeskOf } from './film-desk.server.ts';
import { captionsOf } from './transcript.server.ts';

/** A cue as it is edited: with its place among all, and what may be wrong with it. */
export interface ShownCue extends Cue {
  index: number;
  hints: readonly CueHint[];
}

/** A page of the captions of a recording beside its film. */
export interface CaptionsDesk extends FilmDesk {
  cues: ShownCue[];
  total: number;
  /** How many of all have a hint. */
  hinted: number;
  page: number;
  /** There are captions, but the store does not give them now: nothing can be edited. */
  unreadable: boolean;
}

/** The captions for whoever keeps the recording; null when it is not there or belongs to others. A page beyond the last is the last. */
export async function captionsDeskOf(
  db: Db,
  { env, page: wanted, ...asked }: Asked & { env: StoreEnv; page: number },
): Promise<CaptionsDesk | null> {
  const desk = await filmDeskOf(db, asked);
  if (!desk) return null;
  const mediaId = desk.recording.captionsMediaId;
  const captions = await captionsOf(db, { mediaId, env });
  const all = (captions?.cues ?? []).map((cue, index, cues) => ({
    ...cue,
    index,
    hints: hintsOf(cues, index),
  }));
  const last = Math.max(1, Math.ceil(all.length / CUES_ON_A_PAGE));
  const page = Math.min(last, Math.max(1, Math.trunc(wanted) || 1));
  const first = (page - 1) * CUES_ON_A_PAGE;
  return {
    ...desk,
    cues: all.slice(first, first + CUES_ON_A_PAGE),
    total: all.length,
    hinted: all.filter(({ hints }) => hints.length > 0).length,
    page,
    unreadable: mediaId !== null && captions === null,
  };
}
