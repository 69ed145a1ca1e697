import { z } from 'zod';
import type { Clock } from './viewing.rules.ts';
import type { HeldLease, Seat } from './viewing-state.server.ts';

/** A lease that another device has taken over, with what its clock had grown by then. */
export interface PastLease {
  clock: Clock;
  endedAt: Date;
}

const kept = z.object({
  lease: z.string(),
  enrolmentId: z.string(),
  recordingId: z.string(),
  heardAt: z.string(),
  budgetMs: z.number(),
  endedAt: z.string(),
});

/** A lease as it is kept beside the one that follows it. */
export function lastLease({ lease, enrolmentId, recordingId, clock }: HeldLease, endedAt: string): string {
  const { heardAt, budgetMs } = clock;
  return JSON.stringify({
    lease,
    enrolmentId,
    recordingId,
    heardAt: heardAt.toISOString(),
    budgetMs,
    endedAt,
  } satisfies z.infer<typeof kept>);
}

/** The lease before, if it is this one and for the same seat. */
export function pastLeaseOf(
  last: string,
  { lease, enrolmentId, recordingId }: Seat & { lease: string },
): PastLease | null {
  if (last === '') return null;
  const past = kept.parse(JSON.parse(last));
  if (past.lease !== lease || past.enrolmentId !== enrolmentId || past.recordingId !== recordingId)
    return null;
  return {
    clock: { heardAt: new Date(past.heardAt), budgetMs: past.budgetMs },
    endedAt: new Date(past.endedAt),
  };
}

/** The same lease with its clock moved on. */
export function movedOn(last: string, { heardAt, budgetMs }: Clock): string {
  return JSON.stringify({ ...kept.parse(JSON.parse(last)), heardAt: heardAt.toISOString(), budgetMs });
}

/** What is kept of a lease, with another enrolment where it was of `fromId`. */
export function inOtherSeat(last: string, { fromId, toId }: { fromId: string; toId: string }): string {
  if (last === '') return last;
  const past = kept.parse(JSON.parse(last));
  return past.enrolmentId === fromId ? JSON.stringify({ ...past, enrolmentId: toId }) : last;
}
