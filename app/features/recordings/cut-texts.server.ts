import { type FileRefusal, type PlacedFile, placeFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Db } from '#db/database.ts';
import { type Cue, writeWebVtt } from './captions.rules.ts';
import type { Chapter } from './chapters.rules.ts';
import type { CutState } from './cut-state.server.ts';
import { beginningsInCut, beginningsInOriginal, cuesInCut, cuesInOriginal } from './cut-texts.rules.ts';
import type { Span } from './cuts.rules.ts';
import { captionsOf } from './transcript.server.ts';

/** What is written to a film. */
export interface Texts {
  chapters: Chapter[];
  captionsMediaId: string | null;
}

/** The same with the captions read; null where there are none. */
export interface ReadTexts extends Texts {
  cues: Cue[] | null;
}

/**
 * What is written to a recording, in the time of its original: what was cut away is in it again, and what was written since is.
 * `captionsMediaId` names the captions that say just this, null where they are not in the store yet. Captions that the store does
 * not give now are left out, and `areRead` is false: whoever writes down what comes of it would lose them.
 */
export async function textsInOriginal(
  db: Db,
  { state, now, env }: { state: CutState; now: Texts; env: StoreEnv },
): Promise<ReadTexts & { areRead: boolean }> {
  const { original, made } = state;
  const cuesNow = await cuesOf(db, { mediaId: now.captionsMediaId, env });
  if (!original || !made) return { ...now, cues: cuesNow ?? null, areRead: cuesNow !== undefined };
  const before = await cuesOf(db, { mediaId: original.captionsMediaId, env });
  const cues =
    before || cuesNow ? cuesInOriginal(made.keeps, { before: before ?? [], now: cuesNow ?? [] }) : null;
  return {
    chapters: beginningsInOriginal(made.keeps, { before: original.chapters, now: now.chapters }),
    cues,
    captionsMediaId: before !== undefined && sameCues(cues, before) ? original.captionsMediaId : null,
    areRead: cuesNow !== undefined && before !== undefined,
  };
}

/** Null where there are none, undefined where they cannot be read. */
async function cuesOf(
  db: Db,
  { mediaId, env }: { mediaId: string | null; env: StoreEnv },
): Promise<Cue[] | null | undefined> {
  return mediaId ? (await captionsOf(db, { mediaId, env }))?.cues : null;
}

/** The texts of an original as they stand to what is kept of it. */
export function textsInCut(
  keeps: readonly Span[],
  { chapters, cues }: Pick<ReadTexts, 'chapters' | 'cues'>,
): Pick<ReadTexts, 'chapters' | 'cues'> {
  return { chapters: beginningsInCut(keeps, chapters), cues: cues && cuesInCut(keeps, cues) };
}

export type PlacedCaptions =
  | { ok: true; mediaId: string | null; placed: PlacedFile | null }
  | { ok: false; reason: FileRefusal };

/** Puts cues into the store, unless they lie there as `mediaId`; no cues are no captions. The row of a placed file is to be written. */
export async function placeCues(
  db: Db,
  cues: readonly Cue[] | null,
  { mediaId, title, env, now }: { mediaId: string | null; title: string; env: StoreEnv; now: Date },
): Promise<PlacedCaptions> {
  if (mediaId || !cues || cues.length === 0) return { ok: true, mediaId, placed: null };
  const result = await placeFile(db, {
    source: Buffer.from(writeWebVtt(cues)),
    purpose: 'captions',
    originalName: `${title}.vtt`,
    env,
    now,
  });
  return result.ok ? { ok: true, mediaId: result.placed.id, placed: result.placed } : result;
}

function sameCues(some: readonly Cue[] | null, others: readonly Cue[] | null): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
