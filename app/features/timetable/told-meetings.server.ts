import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { ToldMeeting } from './told-meeting.ts';

/** Meetings with course, section, teacher, place, moves and what was called off, for a caller to narrow and add to. Read a row with `toldOf`. */
export function toldMeetings(db: Db) {
  return db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('venue', 'venue.id', 'meeting.venue_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select([
      'meeting.id',
      'meeting.starts_at',
      'meeting.ends_at',
      'meeting.number',
      'meeting.topic',
      'meeting.kind',
      'course.code as courseCode',
      'course.title as courseTitle',
      'section.title as sectionTitle',
      'section.school',
      'section.opened_at',
      'teacher.name as teacherName',
      'venue.name as venueName',
      'venue.address as venueAddress',
      'meeting_cancellation.at as cancelledAt',
      'section_closure.at as closedAt',
    ])
    .select(({ selectFrom }) => {
      const moves = selectFrom('meeting_move').whereRef('meeting_move.meeting_id', '=', 'meeting.id');
      return [
        moves.select(({ fn }) => fn.countAll<number>().as('moves')).as('moves'),
        moves.select(({ fn }) => fn.max('meeting_move.at').as('movedAt')).as('movedAt'),
        moves.select('from_starts_at').orderBy('at').orderBy('meeting_move.id').limit(1).as('plannedFor'),
      ];
    });
}

type ToldRow = Awaited<ReturnType<ReturnType<typeof toldMeetings>['executeTakeFirstOrThrow']>>;

/** A row of `toldMeetings` as it leaves. */
export function toldOf(row: ToldRow): ToldMeeting {
  return {
    id: row.id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    number: row.number,
    topic: row.topic,
    kind: row.kind,
    courseCode: row.courseCode,
    courseTitle: row.courseTitle,
    sectionTitle: row.sectionTitle,
    school: row.school as School,
    teacherName: row.teacherName,
    venueName: row.venueName,
    venueAddress: row.venueAddress,
    openedAt: row.opened_at,
    moves: Number(row.moves),
    movedAt: row.movedAt,
    plannedFor: row.plannedFor,
    cancelledAt: row.cancelledAt,
    closedAt: row.closedAt,
  };
}
