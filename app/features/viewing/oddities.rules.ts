import { dayOf, instantAt } from '#app/lib/time.ts';

/**
 * What is counted beside what is watched, by person, recording and day: for the registrar and for the person alike. A question
 * to ask, never a verdict, and nothing follows from it by itself (domain.md §3, rule 5). No addresses, no devices.
 */
export const oddityKinds = ['too-fast', 'out-of-range', 'overlap', 'hand-over', 'long-night'] as const;
export type OddityKind = (typeof oddityKinds)[number];

/** From how many times a day on it is more than a bad network or a second phone explains. */
export const patternFrom: Record<OddityKind, number> = {
  'too-fast': 5,
  'out-of-range': 3,
  overlap: 5,
  'hand-over': 6,
  'long-night': 1,
};

/** Counting stops here: more says no more, and nobody fills the table by repeating. */
export const MOST_TIMES = 200;

/** Another device soon after the last one took over. */
export const SOON_MS = 10 * 60_000;

const LONG_MS = 4 * 3600_000;
const DEEP_NIGHT = '03:00';

export interface Sitting {
  startedAt: Date;
  heardAt: Date;
  /** What of the time was not spent on watching. */
  unspentMs: number;
}

/** Whether one sitting went on for hours through the night. */
export function isLongNight({ startedAt, heardAt, unspentMs }: Sitting): boolean {
  const playedMs = heardAt.getTime() - startedAt.getTime() - Math.max(0, unspentMs);
  const night = instantAt(dayOf(heardAt), DEEP_NIGHT);
  return playedMs >= LONG_MS && startedAt < night && night < heardAt;
}
