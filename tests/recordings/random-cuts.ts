/** Cuts of all kinds, for properties that hold of any of them. */
import fc from 'fast-check';
import { keptOf, type Span } from '#app/features/recordings/cuts.rules.ts';

export const HOUR = 3600_000;

/** What they leave of a film; throws where they leave too little. */
export function kept(cuts: Span[], durationMs: number): Span[] {
  const reading = keptOf(cuts, durationMs);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.keeps;
}

/** Within an hour. */
export const moment = fc.integer({ min: 0, max: HOUR });
const cut = fc
  .tuple(moment, fc.integer({ min: -1000, max: HOUR / 4 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
/** Up to twenty cuts of a film of an hour that leave something. */
export const someCuts = fc.array(cut, { maxLength: 20 }).filter((cuts) => keptOf(cuts, HOUR).ok);
