import { asMeeting, type Meeting, meetingRows } from '#app/features/timetable/meetings.server.ts';
import type { Db } from '#db/database.ts';
import { type AttendanceState, wasThere } from './attendance.rules.ts';

/** A meeting with one person's own mark, null where there is none, and whether they are making it up. */
export interface OwnMeeting extends Meeting {
  attendance: AttendanceState | null;
  /** The mark came along when their section was merged into this one. */
  carried: boolean;
  makingUp: boolean;
}

interface Whose {
  enrolmentId: string;
  sectionId: string;
}

/** The meetings of a section with one person's own marks. One statement. */
export async function ownMeetings(db: Db, whose: Whose): Promise<OwnMeeting[]> {
  const rows = await ownMeetingRows(db, whose)
    .select(['attendance.state', 'attendance.way', 'make_up.id as makeUpId', 'done_at'])
    .execute();
  return rows.map((row) => ({
    ...asMeeting(row),
    attendance: row.state as AttendanceState | null,
    carried: row.way === 'moved',
    // Whom the list says to have been there has nothing to make up.
    makingUp: row.makeUpId !== null && row.done_at === null && !wasThere(row.state as AttendanceState | null),
  }));
}

/** The meetings of a section, with `attendance` and the `make_up` that holds of one enrolment, where there are any. */
export function ownMeetingRows(db: Db, { enrolmentId, sectionId }: Whose) {
  return meetingRows(db, [sectionId])
    .leftJoin('attendance', (join) =>
      join.onRef('attendance.meeting_id', '=', 'meeting.id').on('attendance.enrolment_id', '=', enrolmentId),
    )
    .leftJoin('make_up', (join) =>
      join
        .onRef('make_up.meeting_id', '=', 'meeting.id')
        .on('make_up.enrolment_id', '=', enrolmentId)
        .on('make_up.active', '=', 1),
    );
}
