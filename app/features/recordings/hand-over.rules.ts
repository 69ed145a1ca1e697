/** When a film that is handed to a provider is tried again, and when it is given up. Milliseconds throughout. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whoever does a step has it for so long; every piece that is sent begins the time anew. */
export const HELD_MS = 15 * MINUTE_MS;
/** So often whoever sends a film says that somebody is at it, also while it comes out of a bucket. */
export const BEAT_EVERY_MS = MINUTE_MS;
/** Tries of sending before a person has to look: about ten hours. */
export const MOST_TRIES = 14;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = HOUR_MS;

/** How long a provider may take over a film that it has. */
const LONGEST_PREPARING_MS = 48 * HOUR_MS;
/** Usually the provider says when a film is ready; where it cannot reach the academy, it is asked. */
const FIRST_LOOK_MS = 30_000;

/** The pause after so many failed tries: 10 s, 40 s, 160 s … an hour at most. */
export function waitAfterMs(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 4 ** Math.max(0, tries - 1));
}

/** The pause before it is looked again at a film that was sent: half a minute at first, then a tenth of the time that has gone by. */
export function nextLookMs(sinceSentMs: number): number {
  return Math.min(LONGEST_WAIT_MS, Math.max(FIRST_LOOK_MS, sinceSentMs / 10));
}

/** Whether a film that was sent so long ago should have been ready by now. */
export function isOverdue(sinceSentMs: number): boolean {
  return sinceSentMs > LONGEST_PREPARING_MS;
}
