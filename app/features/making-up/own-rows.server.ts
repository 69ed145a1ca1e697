import type { AttendanceState } from '#app/features/attendance/attendance.rules.ts';
import { ownMeetingRows } from '#app/features/attendance/own-meetings.server.ts';
import type { Db } from '#db/database.ts';

/** A quiz or a recording that stands for a meeting, and how far somebody is with it. */
export interface MakeUpWork {
  recording: { id: string; title: string; percent: number; done: boolean };
  exercise: {
    id: string;
    title: string;
    passMark: number;
    best: number | null;
    attemptsLeft: number;
    /** Handed in with files that nobody has looked at yet. */
    waiting: boolean;
    done: boolean;
  };
}

/** A meeting that takes place, with one person's own mark and their make-up of it. */
export interface MissedRow {
  id: string;
  number: number;
  topic: string;
  startsAt: string;
  attendance: AttendanceState | null;
  makeUpId: string | null;
  recordingId: string | null;
  exerciseId: string | null;
  work: MakeUpWork | null;
  doneAt: string | null;
}

/** The meetings of a section that take place, in their order, as one enrolment sees them. One statement. */
export async function meetingsWithMakeUps(
  db: Db,
  whose: { enrolmentId: string; sectionId: string },
): Promise<MissedRow[]> {
  const rows = await rowsOf(db, whose).execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    topic: row.topic,
    startsAt: row.starts_at,
    attendance: row.state as AttendanceState | null,
    makeUpId: row.makeUpId,
    recordingId: row.recording_id,
    exerciseId: row.exercise_id,
    work: row.makeUpId ? workOf(row) : null,
    doneAt: row.done_at,
  }));
}

function rowsOf(db: Db, whose: { enrolmentId: string; sectionId: string }) {
  return ownMeetingRows(db, whose)
    .leftJoin('recording', 'recording.id', 'make_up.recording_id')
    .leftJoin('exercise', 'exercise.id', 'make_up.exercise_id')
    .leftJoin('viewing', (join) =>
      join
        .onRef('viewing.enrolment_id', '=', 'make_up.enrolment_id')
        .onRef('viewing.recording_id', '=', 'make_up.recording_id'),
    )
    .select(['attendance.state', 'make_up.id as makeUpId', 'make_up.recording_id', 'make_up.exercise_id'])
    .select(['make_up.watched_at', 'make_up.passed_at', 'make_up.done_at'])
    .select(['recording.title as recordingTitle', 'recording.duration_ms', 'viewing.covered_ms'])
    .select(['exercise.title as exerciseTitle', 'exercise.pass_mark', 'exercise.max_attempts'])
    .select(({ selectFrom }) => {
      const own = selectFrom('attempt')
        .whereRef('attempt.exercise_id', '=', 'make_up.exercise_id')
        .whereRef('attempt.enrolment_id', '=', 'make_up.enrolment_id')
        .where('attempt.submitted_at', 'is not', null);
      return [
        own.select(({ fn }) => fn.max('attempt.score').as('best')).as('best'),
        own.select(({ fn }) => fn.countAll<number>().as('attempts')).as('attempts'),
        own
          .select(({ fn }) => fn.countAll<number>().as('waiting'))
          .where('attempt.score', 'is', null)
          .as('waiting'),
      ];
    })
    .where('meeting_cancellation.meeting_id', 'is', null);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>;

function workOf(row: Row): MakeUpWork {
  const covered = row.duration_ms ? ((row.covered_ms ?? 0) * 100) / row.duration_ms : 0;
  return {
    recording: {
      id: row.recording_id ?? '',
      title: row.recordingTitle ?? '',
      percent: Math.floor(covered),
      done: row.watched_at !== null,
    },
    exercise: {
      id: row.exercise_id ?? '',
      title: row.exerciseTitle ?? '',
      passMark: row.pass_mark ?? 0,
      best: row.best === null ? null : Number(row.best),
      attemptsLeft: Math.max(0, (row.max_attempts ?? 0) - Number(row.attempts ?? 0)),
      waiting: row.passed_at === null && Number(row.waiting ?? 0) > 0,
      done: row.passed_at !== null,
    },
  };
}
