/** How a year turned out, in numbers of people; never in whom. */
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import type { Confirmation } from './frozen.rules.ts';

export interface Counts {
  status: Record<StandingStatus, number>;
  confirmation: Record<Confirmation, number>;
}

export function emptyCounts(): Counts {
  return {
    status: { met: 0, nearly: 0, 'not-met': 0, exempt: 0, 'no-scheme': 0 },
    confirmation: { confirmed: 0, changed: 0, objected: 0, silent: 0 },
  };
}

export const asCounts = (text: string): Counts => JSON.parse(text) as Counts;

/** The counts with some more sheets. */
export function countsWith(
  before: Counts,
  sheets: readonly { status: StandingStatus; confirmation: Confirmation }[],
): Counts {
  const counts = { status: { ...before.status }, confirmation: { ...before.confirmation } };
  for (const { status, confirmation } of sheets) {
    counts.status[status] += 1;
    counts.confirmation[confirmation] += 1;
  }
  return counts;
}
