import { notePart } from '#app/features/attendance/settling-make-ups.server.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Trx } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { shareOf } from './viewing.rules.ts';
import type { HeldLease, Seat, ViewingState } from './viewing-state.server.ts';

/** What of a recording is watched once a report is taken in. */
export type Watched = Pick<
  ViewingState,
  'spans' | 'coveredMs' | 'furthestMs' | 'positionMs' | 'completedAt' | 'durationMs'
>;

export interface Writing {
  before: ViewingState;
  after: Watched;
  report: Seat & { now: Date };
  held: HeldLease;
}

/**
 * Writes what is watched and, when that is enough for the first time, meets the requirement and its half of a make-up. The lease, which this transaction
 * has just moved, keeps every other report of this person out.
 */
export async function writeViewing(trx: Trx, { before, after, report, held }: Writing): Promise<void> {
  const { enrolmentId, recordingId, now } = report;
  await setViewing(trx, {
    enrolmentId,
    recordingId,
    spans: JSON.stringify(after.spans),
    coveredMs: after.coveredMs,
    furthestMs: after.furthestMs,
    positionMs: after.positionMs,
    completedAt: after.completedAt,
    updatedAt: now.toISOString(),
  });
  if (before.completedAt !== null || after.completedAt === null) return;
  const evidence = {
    coveredSeconds: after.coveredMs / 1000,
    durationSeconds: after.durationMs / 1000,
    minimumShare: shareOf(before.requirement ? JSON.parse(before.requirement) : null),
    leaseSince: held.startedAt,
  };
  const value = Math.floor((100 * after.coveredMs) / after.durationMs);
  await notePart(trx, { enrolmentId, part: 'watched', subjectId: recordingId, value, now });
  await meetRequirement(trx, { enrolmentId, kind: 'watch', subjectId: recordingId, evidence, now });
}

type ViewingValues = Record<'enrolmentId' | 'recordingId' | 'spans' | 'updatedAt', string> &
  Record<'coveredMs' | 'furthestMs' | 'positionMs', number> & { completedAt: string | null };

const setViewing = readyStatement<ViewingValues>()((db, place) =>
  db
    .updateTable('viewing')
    .set({
      spans: place('spans'),
      covered_ms: place('coveredMs'),
      furthest_ms: place('furthestMs'),
      position_ms: place('positionMs'),
      completed_at: place('completedAt'),
      updated_at: place('updatedAt'),
    })
    .where('enrolment_id', '=', place('enrolmentId'))
    .where('recording_id', '=', place('recordingId')),
);
