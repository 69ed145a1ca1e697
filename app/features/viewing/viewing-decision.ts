import { type PastLease, pastLeaseOf } from './past-lease.ts';
import { coveredUpTo, coveredWith, playedUpTo } from './taking.rules.ts';
import { affordableMs, type Clock, judge, type Span } from './viewing.rules.ts';
import type { HeldLease, Seat, ViewingState } from './viewing-state.server.ts';

/** Which clock pays: that of the lease that is held, or of the one before it, up to the moment when it was taken over. */
export interface Claim {
  kind: 'held' | 'past';
  held: HeldLease;
  clock: Clock;
}

export type Refused = { accepted: false; reason: 'too-fast' | 'lease-lost' | 'out-of-range' };
export type Decision = Refused | { accepted: true; claim: Claim; taken: Span[]; left: Span[] };

interface Asked extends Seat {
  lease: string;
  spans: readonly Span[];
  rate: number;
  late?: boolean | undefined;
  now: Date;
}

/** Decides about a report in milliseconds, given everything that is known. Changes nothing. */
export function decide(state: ViewingState, asked: Asked): Decision {
  const { held, durationMs } = state;
  const payer = held && payerOf(held, asked);
  if (!held || !payer) return { accepted: false, reason: 'lease-lost' };
  const { rate, late = false } = asked;
  const report = { rate, durationMs, now: payer.now };
  const spans = late ? playedUpTo(asked.spans, affordableMs(payer.clock, report)).taken : asked.spans;
  const verdict = judge(payer.clock, { ...report, spans });
  if (!verdict.accepted) return verdict;
  const claim = { kind: payer.kind, held, clock: verdict.clock };
  if (state.askAtMs === 0 || state.completedAt !== null)
    return { accepted: true, claim, taken: verdict.spans, left: [] };
  if (coveredWith(state.spans, verdict.spans) <= state.askAtMs)
    return { accepted: true, claim, taken: verdict.spans, left: [] };
  // Only what comes before the question is paid for now.
  const { taken, left } = coveredUpTo(state.spans, verdict.spans, state.askAtMs);
  const before = judge(payer.clock, { ...report, spans: taken });
  return before.accepted ? { accepted: true, claim: { ...claim, clock: before.clock }, taken, left } : before;
}

function payerOf(held: HeldLease, asked: Asked): { kind: Claim['kind']; clock: Clock; now: Date } | null {
  const { lease, enrolmentId, recordingId, late, now } = asked;
  if (held.lease === lease && held.enrolmentId === enrolmentId && held.recordingId === recordingId)
    return { kind: 'held', clock: held.clock, now };
  const past: PastLease | null = late ? pastLeaseOf(held.last, asked) : null;
  return past && { kind: 'past', clock: past.clock, now: past.endedAt };
}
