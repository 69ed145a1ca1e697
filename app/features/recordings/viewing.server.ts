import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { moveClock } from './leases.server.ts';
import {
  addSpans,
  coveredMs,
  furthestMs,
  isComplete,
  judge,
  type Report,
  type Span,
  shareOf,
} from './viewing.rules.ts';
import { figuresOf, type ViewingFigures } from './viewing-figures.ts';
import { type HeldLease, type Seat, type ViewingState, viewingState } from './viewing-state.server.ts';
import { type Watched, writeViewing } from './viewing-writes.server.ts';

export { grantLease, type LeaseGranted } from './leases.server.ts';

/** Two reports that meet try again this often; only a forger sends more at once. */
const TRIES = 5;

export interface ViewingReport extends Seat {
  lease: string;
  /** Watched parts in seconds of the recording, in the order of watching. */
  spans: readonly Span[];
  rate: number;
  now: Date;
}

export type ReportAnswer = ViewingFigures & {
  accepted: boolean;
  reason?: 'too-fast' | 'lease-lost' | 'out-of-range';
};

/**
 * Records what a player says was watched, as far as the server's clock allows: the whole report or, with the reason, nothing of
 * it. When enough is covered the pinned requirement is met in the same transaction, once. Null when they may not watch it.
 */
export async function reportViewing(db: Db, report: ViewingReport): Promise<ReportAnswer | null> {
  const spans = report.spans.map(([from, to]): Span => [Math.round(from * 1000), Math.round(to * 1000)]);
  for (let attempt = 1; ; attempt++) {
    const state = await viewingState(db, report);
    if (!state) return null;
    const { held } = state;
    if (!held || !isHeld(held, report)) return { ...figuresOf(state), accepted: false, reason: 'lease-lost' };
    const verdict = judge(held.clock, {
      spans,
      rate: report.rate,
      durationMs: state.durationMs,
      now: report.now,
    });
    if (!verdict.accepted) return { ...figuresOf(state), ...verdict };
    if (spans.length === 0) return { ...figuresOf(state), accepted: true };
    const after = watchedAfter(state, verdict.spans, report.now);
    const written = await inTransaction(db, async (trx) => {
      if (!(await moveClock(trx, report.personId, held, verdict.clock))) return false;
      await writeViewing(trx, { before: state, after, report, held });
      return true;
    });
    if (written) return { ...figuresOf(after), accepted: true };
    if (attempt >= TRIES) return { ...figuresOf(state), accepted: false, reason: 'too-fast' };
  }
}

export interface Viewing extends ViewingFigures {
  enrolmentId: string;
  recordingId: string;
  positionSeconds: number;
}

/** What has been watched through some enrolments (at most a page of them); recordings not begun are left out. */
export async function viewingsOf(db: Db, enrolmentIds: readonly string[]): Promise<Viewing[]> {
  if (enrolmentIds.length === 0) return [];
  const rows = await db
    .selectFrom('viewing')
    .innerJoin('recording', 'recording.id', 'viewing.recording_id')
    .select([
      'enrolment_id',
      'recording_id',
      'covered_ms',
      'furthest_ms',
      'position_ms',
      'completed_at',
      'duration_ms',
    ])
    .where('enrolment_id', 'in', enrolmentIds)
    .execute();
  return rows.map((row) => ({
    enrolmentId: row.enrolment_id,
    recordingId: row.recording_id,
    positionSeconds: row.position_ms / 1000,
    ...figuresOf({
      coveredMs: row.covered_ms,
      furthestMs: row.furthest_ms,
      durationMs: row.duration_ms,
      completedAt: row.completed_at,
    }),
  }));
}

function isHeld(held: HeldLease, { lease, enrolmentId, recordingId }: ViewingReport): boolean {
  return held.lease === lease && held.enrolmentId === enrolmentId && held.recordingId === recordingId;
}

function watchedAfter(state: ViewingState, added: readonly Span[], now: Report['now']): Watched {
  const spans = addSpans(state.spans, added);
  const covered = coveredMs(spans);
  const share = state.requirement ? shareOf(JSON.parse(state.requirement)) : shareOf(null);
  const done = state.completedAt !== null || isComplete({ covered, durationMs: state.durationMs, share });
  return {
    spans,
    coveredMs: covered,
    furthestMs: furthestMs(spans),
    positionMs: added.at(-1)?.[1] ?? state.positionMs,
    completedAt: done ? (state.completedAt ?? now.toISOString()) : null,
    durationMs: state.durationMs,
  };
}
