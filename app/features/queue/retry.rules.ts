/** Tries of one job before it is given up and left for a person to look at. */
export const MAX_ATTEMPTS = 6;

const FIRST_WAIT_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 3600;

/** Seconds to wait after the given number of failed tries: 10 s, 40 s, 160 s … an hour at most. */
export function waitSecondsAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 4 ** Math.max(0, attempts - 1));
}
