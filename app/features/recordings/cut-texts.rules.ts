/** What is written to a lecture (captions, chapters, slides), moved along when it is cut and back again. */
import type { Cue } from './captions.rules.ts';
import { cutTime, lengthOf, originalTime, type Span } from './cuts.rules.ts';

/** What is left of a cue, and shorter than this, nobody can read. */
const SHORTEST_REST_MS = 300;

/** The cues in the time of the cut film: those cut out go, those cut into are shortened. */
export function cuesInCut(keeps: readonly Span[], cues: readonly Cue[]): Cue[] {
  return cues.flatMap((cue) => cueInCut(keeps, cue) ?? []);
}

function cueInCut(keeps: readonly Span[], cue: Cue): Cue | null {
  const [fromMs, toMs] = [cutTime(keeps, cue.fromMs), cutTime(keeps, cue.toMs)];
  const shortest = Math.min(SHORTEST_REST_MS, cue.toMs - cue.fromMs);
  return toMs - fromMs < Math.max(1, shortest) ? null : { ...cue, fromMs, toMs };
}

/** Something that begins at a moment and lasts until the next of its kind: a chapter, a slide. In order, apart from each other. */
export interface Beginning {
  fromMs: number;
}

/**
 * Chapters or slides in the time of the cut film. One whose beginning is cut out begins where the film goes on, if anything of it
 * is left; one of which nothing is left goes.
 */
export function beginningsInCut<T extends Beginning>(keeps: readonly Span[], all: readonly T[]): T[] {
  return all.flatMap((one, at) => beginningInCut(keeps, one, all[at + 1]) ?? []);
}

function beginningInCut<T extends Beginning>(keeps: readonly Span[], one: T, next: T | undefined): T | null {
  const fromMs = cutTime(keeps, one.fromMs);
  const endMs = next ? cutTime(keeps, next.fromMs) : lengthOf(keeps);
  return endMs > fromMs ? { ...one, fromMs } : null;
}

interface Texts<T> {
  /** What the original had, in its time. */
  before: readonly T[];
  /** What the cut film has now, in its own time. */
  now: readonly T[];
}

/**
 * Cues in the time of the original. What was cut out of it comes back, what was shortened is whole again unless somebody edited
 * it, and what was written to the cut film stays; what was deleted there stays deleted.
 */
export function cuesInOriginal(keeps: readonly Span[], { before, now }: Texts<Cue>): Cue[] {
  return inOriginal(
    { before, now },
    {
      images: before.map((cue) => cueInCut(keeps, cue)),
      back: (cue) => ({
        ...cue,
        fromMs: originalTime(keeps, cue.fromMs),
        toMs: originalTime(keeps, cue.toMs, { ending: true }),
      }),
    },
  );
}

/** The same for chapters or slides. */
export function beginningsInOriginal<T extends Beginning>(
  keeps: readonly Span[],
  { before, now }: Texts<T>,
): T[] {
  return inOriginal(
    { before, now },
    {
      images: before.map((one, at) => beginningInCut(keeps, one, before[at + 1])),
      back: (one) => ({ ...one, fromMs: originalTime(keeps, one.fromMs) }),
    },
  );
}

function inOriginal<T extends Beginning>(
  { before, now }: Texts<T>,
  { images, back }: { images: readonly (T | null)[]; back: (one: T) => T },
): T[] {
  const untouched = now.map((one) => signOf(one));
  const written = new Set(now.keys());
  const stays = before.filter((_, at) => {
    const image = images[at];
    if (!image) return true;
    const found = untouched.indexOf(signOf(image));
    if (found < 0) return false;
    untouched[found] = '';
    written.delete(found);
    return true;
  });
  const anew = now.filter((_, at) => written.has(at)).map(back);
  return [...stays, ...anew].sort((a, b) => a.fromMs - b.fromMs);
}

const signOf = (one: object) => JSON.stringify(one, Object.keys(one).sort());

/** What of the texts would go with a cut, and how many cues would be shorter. */
export function lossOf(
  keeps: readonly Span[],
  { chapters, cues }: { chapters: readonly (Beginning & { title: string })[]; cues: readonly Cue[] },
): { chapters: string[]; cues: number; shortened: number } {
  const gone = chapters.filter((one, at) => beginningInCut(keeps, one, chapters[at + 1]) === null);
  const left = cues.map((cue) => ({ cue, now: cueInCut(keeps, cue) }));
  return {
    chapters: gone.map(({ title }) => title),
    cues: left.filter(({ now }) => now === null).length,
    shortened: left.filter(({ cue, now }) => now && now.toMs - now.fromMs < cue.toMs - cue.fromMs).length,
  };
}
