/**
 * Cutting a lecture: what is taken out of the original, what is kept, and where a moment of one lies in the other. Nothing here
 * is lost for good: from the original and what was kept of it every other cut can be made, and this one undone.
 */

/** Milliseconds; `toMs` is not part of it. */
export interface Span {
  fromMs: number;
  toMs: number;
}

export const MOST_CUTS = 20;
/** A film that is shorter is none. */
const SHORTEST_FILM_MS = 1_000;
/** What is left between two cuts and shorter than this is a flicker: it goes with them. */
const SHORTEST_KEEP_MS = 100;

export type Kept = { ok: true; keeps: Span[] } | { ok: false; reason: 'too-many' | 'nothing-left' };

/** What is kept of a film of `durationMs` when `cuts` (in any order, also overlapping or beyond its ends) are taken out of it. */
export function keptOf(cuts: readonly Span[], durationMs: number): Kept {
  if (cuts.length > MOST_CUTS) return { ok: false, reason: 'too-many' };
  const keeps: Span[] = [];
  let at = 0;
  for (const { fromMs, toMs } of [...cuts].sort((a, b) => a.fromMs - b.fromMs)) {
    if (toMs <= fromMs) continue;
    keeps.push({ fromMs: at, toMs: Math.min(fromMs, durationMs) });
    at = Math.max(at, toMs);
  }
  keeps.push({ fromMs: at, toMs: durationMs });
  const seen = keeps.filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_KEEP_MS);
  return lengthOf(seen) < SHORTEST_FILM_MS
    ? { ok: false, reason: 'nothing-left' }
    : { ok: true, keeps: seen };
}

/** What is taken out where `keeps` (in order, apart) is kept: the cuts merged. */
export function cutsOf(keeps: readonly Span[], durationMs: number): Span[] {
  const starts = [...keeps.map(({ fromMs }) => fromMs), durationMs];
  const ends = [0, ...keeps.map(({ toMs }) => toMs)];
  return ends
    .map((fromMs, index) => ({ fromMs, toMs: starts[index] ?? durationMs }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}

/** All of them together, in milliseconds. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** Whether they are the same ones in the same order, to the millisecond. */
export function sameSpans(some: readonly Span[], others: readonly Span[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ fromMs, toMs }, at) => fromMs === others[at]?.fromMs && toMs === others[at].toMs)
  );
}

/** How much of what was to be taken out really is, in milliseconds. */
export function takenOut(keeps: readonly Span[], cuts: readonly Span[]): number {
  return cuts.reduce(
    (sum, { fromMs, toMs }) => sum + toMs - fromMs - (cutTime(keeps, toMs) - cutTime(keeps, fromMs)),
    0,
  );
}

/** Whether a film was cut as was asked, to the tenth of a second: nobody sees more. */
export function isAsAsked(
  { cuts, keeps }: { cuts: readonly Span[]; keeps: readonly Span[] },
  durationMs: number,
): boolean {
  const tenths = (spans: readonly Span[]) =>
    spans.map(({ fromMs, toMs }) => ({ fromMs: Math.round(fromMs / 100), toMs: Math.round(toMs / 100) }));
  return sameSpans(tenths(cutsOf(keeps, durationMs)), tenths(cuts));
}

/** How much of the original before `originalMs` is kept: where that moment lies in the cut film, or the seam where it is cut out. */
export function cutTime(keeps: readonly Span[], originalMs: number): number {
  return keeps.reduce((sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(originalMs, toMs) - fromMs), 0);
}

/**
 * Where a moment of the cut film lies in the original. At a seam that is two places: behind it, where something begins there, or
 * (`ending`) before it, where something ends there.
 */
export function originalTime(keeps: readonly Span[], cutMs: number, { ending = false } = {}): number {
  let rest = cutMs;
  for (const { fromMs, toMs } of keeps) {
    const length = toMs - fromMs;
    if (ending ? rest <= length : rest < length) return fromMs + rest;
    rest -= length;
  }
  return (keeps.at(-1)?.toMs ?? 0) + Math.max(0, rest);
}
