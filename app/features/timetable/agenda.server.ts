import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** A meeting on the public timetable. Instants as UTC ISO text. */
export interface AgendaMeeting {
  id: string;
  startsAt: string;
  endsAt: string;
  number: number;
  topic: string;
  courseCode: string;
  courseTitle: string;
  school: School;
  teacherName: string | null;
  venueName: string | null;
}

/** As many as two weeks of the whole academy have; what one page can list. */
export const mostMeetings = 1_000;

/** The meetings of open sections between two instants in order of time, the first thousand; `cut` when there are more. */
export async function agenda(
  db: Db,
  { from, to, school }: { from: string; to: string; school: School | null },
): Promise<{ meetings: AgendaMeeting[]; cut: boolean }> {
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('venue', 'venue.id', 'meeting.venue_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select([
      'meeting.id',
      'starts_at',
      'ends_at',
      'meeting.number',
      'topic',
      'course.code',
      'course.title',
      'section.school',
      'teacher.name as teacherName',
      'venue.name as venueName',
    ])
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .$if(school !== null, (query) => query.where('section.school', '=', school ?? ''))
    .orderBy('starts_at')
    .orderBy('meeting.id')
    .limit(mostMeetings + 1)
    .execute();
  const meetings = rows.slice(0, mostMeetings).map((row) => ({
    id: row.id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    number: row.number,
    topic: row.topic,
    courseCode: row.code,
    courseTitle: row.title,
    school: row.school as School,
    teacherName: row.teacherName,
    venueName: row.venueName,
  }));
  return { meetings, cut: rows.length > mostMeetings };
}
