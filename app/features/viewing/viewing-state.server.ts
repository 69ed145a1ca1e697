import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { Clock, Span } from './viewing.rules.ts';

/** Whose viewing of what: the recording through the enrolment that gives the right to it. */
export type Seat = { enrolmentId: string; recordingId: string; personId: string };

/** The lease that this person holds now, on this recording or another one. */
export interface HeldLease {
  lease: string;
  enrolmentId: string;
  recordingId: string;
  startedAt: string;
  clock: Clock;
  /** The lease before this one, as it is kept: a report about its time may come late. */
  last: string;
}

/** Everything that decides about a viewing, read in one statement. */
export interface ViewingState {
  durationMs: number;
  /** The detail of the pinned requirement or of the make-up, as JSON; null when the enrolment asks for no viewing. */
  requirement: string | null;
  held: HeldLease | null;
  viewingId: string | null;
  spans: Span[];
  coveredMs: number;
  furthestMs: number;
  positionMs: number;
  completedAt: string | null;
  /** How much may be covered until the next question is answered; 0: nobody is asked. */
  askAtMs: number;
}

/**
 * The state of one person's viewing of one recording. Null unless the enrolment is theirs and active, and the recording is
 * published, of the enrolment's course and not of another section. One that was withdrawn stays open to whose enrolment asks
 * for it or makes a meeting up with it.
 */
export async function viewingState(
  db: Db,
  { enrolmentId, recordingId, personId }: Seat,
): Promise<ViewingState | null> {
  const { rows } = await readState(db, { enrolmentId, recordingId, personId });
  return rows[0] ? asState(rows[0]) : null;
}

const readState = readyStatement<Seat>()((db, place) =>
  watchable(db)
    .leftJoin('viewing_lease', 'viewing_lease.person_id', 'enrolment.person_id')
    .select([
      'viewing_lease.lease',
      'viewing_lease.enrolment_id as leaseEnrolmentId',
      'viewing_lease.recording_id as leaseRecordingId',
      'viewing_lease.started_at',
      'viewing_lease.heard_at',
      'viewing_lease.budget_ms',
      'viewing_lease.last_lease',
      'viewing.ask_at_ms',
      'viewing.id as viewingId',
      'viewing.spans',
      'viewing.furthest_ms',
    ])
    .where('enrolment.id', '=', place('enrolmentId'))
    .where('enrolment.person_id', '=', place('personId'))
    .where('recording.id', '=', place('recordingId')),
);

/**
 * Recordings as one may watch them through an enrolment, with how far that has come, without saying yet which. What was pinned
 * at enrolment stays watchable when it is withdrawn: nobody's completion is taken away (promise 6 of the product).
 */
export function watchable(db: Db) {
  return db
    .selectFrom('enrolment')
    .innerJoin('recording', 'recording.course_id', 'enrolment.course_id')
    .innerJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .leftJoin('recording_withdrawal', 'recording_withdrawal.recording_id', 'recording.id')
    .leftJoin('requirement', (join) =>
      join
        .onRef('requirement.enrolment_id', '=', 'enrolment.id')
        .on('requirement.kind', '=', 'watch')
        .onRef('requirement.subject_id', '=', 'recording.id'),
    )
    .leftJoin('viewing', (join) =>
      join
        .onRef('viewing.enrolment_id', '=', 'enrolment.id')
        .onRef('viewing.recording_id', '=', 'recording.id'),
    )
    .leftJoin('make_up', (join) =>
      join
        .onRef('make_up.enrolment_id', '=', 'enrolment.id')
        .onRef('make_up.recording_id', '=', 'recording.id')
        .on('make_up.active', '=', 1),
    )
    .select(({ fn }) => fn.coalesce('requirement.detail', 'make_up.detail').as('detail'))
    .select(['recording.duration_ms', 'viewing.covered_ms', 'viewing.position_ms', 'viewing.completed_at'])
    .where('enrolment.active', '=', 1)
    .where(({ or, eb }) =>
      or([
        eb('recording_withdrawal.at', 'is', null),
        eb('requirement.id', 'is not', null),
        eb('make_up.id', 'is not', null),
      ]),
    )
    .where(({ or, eb }) =>
      or([
        eb('recording.section_id', 'is', null),
        eb('recording.section_id', '=', eb.ref('enrolment.section_id')),
      ]),
    );
}

interface StateRow {
  duration_ms: number;
  detail: string | null;
  lease: string | null;
  leaseEnrolmentId: string | null;
  leaseRecordingId: string | null;
  started_at: string | null;
  heard_at: string | null;
  budget_ms: number | null;
  last_lease: string | null;
  ask_at_ms: number | null;
  viewingId: string | null;
  spans: string | null;
  covered_ms: number | null;
  furthest_ms: number | null;
  position_ms: number | null;
  completed_at: string | null;
}

function asState(row: StateRow): ViewingState {
  return {
    durationMs: row.duration_ms,
    requirement: row.detail,
    held: asHeld(row),
    viewingId: row.viewingId,
    spans: row.spans ? (JSON.parse(row.spans) as Span[]) : [],
    coveredMs: row.covered_ms ?? 0,
    furthestMs: row.furthest_ms ?? 0,
    positionMs: row.position_ms ?? 0,
    completedAt: row.completed_at,
    askAtMs: row.ask_at_ms ?? 0,
  };
}

function asHeld(row: StateRow): HeldLease | null {
  if (row.lease === null) return null;
  return {
    lease: row.lease,
    enrolmentId: row.leaseEnrolmentId ?? '',
    recordingId: row.leaseRecordingId ?? '',
    startedAt: row.started_at ?? '',
    clock: { heardAt: new Date(row.heard_at ?? 0), budgetMs: Number(row.budget_ms) },
    last: row.last_lease ?? '',
  };
}
