import { whenWords } from '#app/features/timetable/meeting-words.rules.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

/** A section of a round as people choose it. */
export interface RoundSection {
  id: string;
  code: string;
  title: string;
  courseId: string;
  courseCode: string;
  courseTitle: string;
  school: School;
  teacherName: string | null;
  when: string;
  venueName: string | null;
  /** How many seats the draw gives at most; null: all that are free. */
  seats: number | null;
}

const MOST_SECTIONS = 1_000;

/** The sections of a round by course and begin. One statement. */
export async function sectionsOfRound(db: Db, roundId: string): Promise<RoundSection[]> {
  const { rows } = await ofRound(db, { roundId });
  return rows.map((row) => {
    const starts = (row.starts ?? '').split(',').filter(Boolean).sort();
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      courseId: row.course_id,
      courseCode: row.courseCode,
      courseTitle: row.courseTitle,
      school: row.school as School,
      teacherName: row.teacherName,
      when: whenWords({ count: starts.length, starts }, row.ends_on),
      venueName: row.venueName,
      seats: row.seats,
    };
  });
}

const ofRound = readyStatement<{ roundId: string }>()((db, place) =>
  db
    .selectFrom('round_section')
    .innerJoin('section', 'section.id', 'round_section.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .select([
      'section.id',
      'section.code',
      'section.title',
      'section.course_id',
      'section.school',
      'section.ends_on',
      'course.code as courseCode',
      'course.title as courseTitle',
      'teacher.name as teacherName',
      'round_section.seats',
    ])
    .select(({ selectFrom }) => [
      selectFrom('meeting')
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
        .select(({ fn }) => fn<string>('group_concat', ['starts_at']).as('starts'))
        .whereRef('meeting.section_id', '=', 'section.id')
        .where('meeting_cancellation.meeting_id', 'is', null)
        .as('starts'),
      selectFrom('meeting')
        .innerJoin('venue', 'venue.id', 'meeting.venue_id')
        .select(({ fn }) => fn.min('venue.name').as('name'))
        .whereRef('meeting.section_id', '=', 'section.id')
        .as('venueName'),
    ])
    .where('round_section.round_id', '=', place('roundId'))
    .orderBy('course.code')
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(MOST_SECTIONS),
);

/** The meetings of a round's sections that will be held, by section code. One statement. */
export async function meetingsOfRound(
  db: Db,
  roundId: string,
): Promise<{ code: string; startsAt: string; endsAt: string }[]> {
  const rows = await db
    .selectFrom('round_section')
    .innerJoin('section', 'section.id', 'round_section.section_id')
    .innerJoin('meeting', 'meeting.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['section.code', 'starts_at', 'ends_at'])
    .where('round_section.round_id', '=', roundId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .limit(MOST_SECTIONS * 100)
    .execute();
  return rows.map((row) => ({ code: row.code, startsAt: row.starts_at, endsAt: row.ends_at }));
}
