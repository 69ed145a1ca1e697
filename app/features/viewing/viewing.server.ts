import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { whereSeatGoesOn } from './going-on.server.ts';
import { moveClock, moveLastClock } from './leases.server.ts';
import { countOddity } from './oddities.server.ts';
import { movedOn } from './past-lease.ts';
import { isAsking } from './questions.server.ts';
import { addSpans, coveredMs, furthestMs, isComplete, type Span, shareOf } from './viewing.rules.ts';
import { type Claim, decide, type Refused } from './viewing-decision.ts';
import { figuresOf, type ViewingFigures } from './viewing-figures.ts';
import { type Seat, type ViewingState, viewingState } from './viewing-state.server.ts';
import { type Watched, writeViewing } from './viewing-writes.server.ts';

export { grantLease, type LeaseGranted } from './leases.server.ts';

/** Two reports that meet try again this often; only a forger sends more at once. */
const TRIES = 5;

export interface ViewingReport extends Seat {
  lease: string;
  /** Watched parts in seconds of the recording, in the order of watching. */
  spans: readonly Span[];
  rate: number;
  /** Sent after the network or the page was away: what the clock of that lease allows is taken, the rest given up. */
  late?: boolean | undefined;
  now: Date;
}

export type ReportAnswer = ViewingFigures & {
  accepted: boolean;
  reason?: 'too-fast' | 'lease-lost' | 'out-of-range';
  /** A question waits for its answer. What of the report comes after it, `left` in seconds, may be sent again then. */
  ask?: true;
  left?: Span[];
};

/**
 * Records what a player says was watched, as far as the server's clock allows: the whole report or, with the reason, nothing of
 * it; of a late one, what came first. Nothing new counts while a question is open. When enough is covered the pinned requirement
 * is met in the same transaction, once. Null when they may not watch it.
 */
export function reportViewing(db: Db, report: ViewingReport): Promise<ReportAnswer | null> {
  return whereSeatGoesOn(db, report, (enrolmentId) => takeReport(db, { ...report, enrolmentId }));
}

async function takeReport(db: Db, report: ViewingReport): Promise<ReportAnswer | null> {
  const spans = report.spans.map(([from, to]): Span => [Math.round(from * 1000), Math.round(to * 1000)]);
  for (let attempt = 1; ; attempt++) {
    const state = await viewingState(db, report);
    if (!state) return null;
    const decision = decide(state, { ...report, spans });
    if (!decision.accepted) return refuse(db, state, report, decision);
    const { claim, taken, left } = decision;
    const after = taken.length > 0 ? watchedAfter(state, { claim, added: taken, now: report.now }) : state;
    if (taken.length === 0 || (await write(db, { state, after, report, claim })))
      return answered({ ...state, ...after }, { isPast: claim.kind === 'past', left });
    if (attempt >= TRIES) return { ...figuresOf(state), accepted: false, reason: 'too-fast' };
  }
}

function answered(state: ViewingState, { isPast, left }: { isPast: boolean; left: Span[] }): ReportAnswer {
  const figures = figuresOf(state);
  if (isPast) return { ...figures, accepted: false, reason: 'lease-lost' };
  const rest = left.map(([from, to]): Span => [from / 1000, to / 1000]);
  return {
    ...figures,
    accepted: true,
    ...(isAsking(state) && { ask: true }),
    ...(rest.length > 0 && { left: rest }),
  };
}

async function refuse(
  db: Db,
  state: ViewingState,
  { personId, recordingId, spans, late, now }: ViewingReport,
  { reason }: Refused,
): Promise<ReportAnswer> {
  const kind = reason === 'lease-lost' ? 'overlap' : reason;
  if (!late && spans.length > 0) await countOddity(db, { personId, recordingId, kind, now });
  return { ...figuresOf(state), accepted: false, reason };
}

type Written = { state: ViewingState; after: Watched; report: ViewingReport; claim: Claim };

/** False when somebody else has moved a clock of this person meanwhile: then everything is to be decided again. */
function write(db: Db, { state, after, report, claim }: Written): Promise<boolean> {
  const { held, clock } = claim;
  return inTransaction(db, async (trx) => {
    const moved =
      claim.kind === 'held'
        ? await moveClock(trx, report.personId, held, clock)
        : await moveLastClock(trx, report.personId, held, movedOn(held.last, clock));
    if (moved) await writeViewing(trx, { before: state, after, report, held });
    return moved;
  });
}

type Added = { claim: Claim; added: readonly Span[]; now: Date };

function watchedAfter(state: ViewingState, { claim, added, now }: Added): Watched {
  const spans = addSpans(state.spans, added);
  const covered = coveredMs(spans);
  const share = state.requirement ? shareOf(JSON.parse(state.requirement)) : shareOf(null);
  const done = state.completedAt !== null || isComplete({ covered, durationMs: state.durationMs, share });
  return {
    spans,
    coveredMs: covered,
    furthestMs: furthestMs(spans),
    positionMs: (tellsPlace(claim) && added.at(-1)?.[1]) || state.positionMs,
    completedAt: done ? (state.completedAt ?? now.toISOString()) : null,
    durationMs: state.durationMs,
  };
}

/** Whether a report says where somebody is: not one that comes late, of a device after which another one has been watching. */
function tellsPlace({ kind, held: { clock, startedAt } }: Claim): boolean {
  return kind === 'held' || clock.heardAt <= new Date(startedAt);
}
