import { stat } from 'node:fs/promises';
import { type FilmFacts, filmFacts } from '#app/features/media/film-facts.server.ts';
import {
  evenFrameRate,
  type Keep,
  ladderOf,
  STILL,
  STILL_RATE,
  type Step,
} from '#app/features/media/ladder.rules.ts';
import { inspectVideo } from './inspect-video.server.ts';
import type { ProcessingTrouble } from './processing.rules.ts';

/** The film cannot be made ready, and trying again would not help. */
export class FilmTrouble extends Error {
  constructor(readonly trouble: ProcessingTrouble) {
    super(trouble);
  }
}

/** What there is to know of a film before anything is made of it. */
export interface Plan {
  /** Of what is kept. */
  durationMs: number;
  frameRate: number;
  hasSound: boolean;
  hasPicture: boolean;
  steps: Step[];
  needsFilm: boolean;
  /** It is what everybody plays, but in a wrapping that not everybody opens. */
  isToRepack: boolean;
}

/** Looks into the source, of which `keeps` stays. Throws `FilmTrouble` where there is nothing in it. */
export async function planFor(path: string, keeps: readonly Keep[] | null): Promise<Plan> {
  const [facts, inspection] = [await readable(path), await inspectVideo(path)];
  if (!facts.picture && !facts.hasSound) throw new FilmTrouble('damaged');
  const kept = keeps?.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    durationMs: kept ?? facts.durationMs,
    frameRate: facts.picture ? evenFrameRate(facts.picture.frameRate) : STILL_RATE,
    hasSound: facts.hasSound,
    hasPicture: facts.picture !== null,
    steps: ladderOf(facts.picture ?? STILL),
    needsFilm: keeps !== null || !(inspection.ok && !inspection.repack),
    isToRepack: keeps === null && inspection.ok && inspection.repack,
  };
}

/** What is in a film. One that cannot be read is damaged, unless it is not there. */
export async function readable(path: string): Promise<FilmFacts> {
  try {
    return await filmFacts(path);
  } catch {
    await stat(path);
    throw new FilmTrouble('damaged');
  }
}

const LEAST_SHARE = 0.9;

/** ffmpeg ends without complaint where a film is damaged in its middle: what comes out is too short then. */
export function assertWhole(madeMs: number, { durationMs }: Plan): void {
  if (madeMs < durationMs * LEAST_SHARE - 500) throw new FilmTrouble('damaged');
}
