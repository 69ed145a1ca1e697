import { expressionBuilder } from 'kysely';
import type { Teaching } from '#app/features/credits/rules.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Mode, School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';

/** What every list of sections names. */
export interface NamedSection {
  id: string;
  code: string;
  title: string;
  courseCode: string;
  courseTitle: string;
  school: School;
  mode: Mode;
  termName: string;
  teacherName: string | null;
  startsOn: string;
  endsOn: string;
}

/** Sections with course, term, teacher and closure, for a caller to narrow and add to. Read a row with `namedOf`. */
export function namedSections(db: Db) {
  return db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .innerJoin('term', 'term.id', 'section.term_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'section.code',
      'section.title',
      'section.school',
      'section.mode',
      'section.starts_on',
      'section.ends_on',
      'course.code as courseCode',
      'course.title as courseTitle',
      'term.name as termName',
      'teacher.name as teacherName',
    ]);
}

type NamedRow = Awaited<ReturnType<ReturnType<typeof namedSections>['executeTakeFirstOrThrow']>>;

/** A row of `namedSections` as lists show it. */
export function namedOf(row: NamedRow): NamedSection {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    courseCode: row.courseCode,
    courseTitle: row.courseTitle,
    school: row.school as School,
    mode: row.mode as Mode,
    termName: row.termName,
    teacherName: row.teacherName,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  };
}

/** What the credit rules reckon a section from. */
export function teachingOf(row: {
  hours_face: number;
  hours_recorded: number;
  required: number;
  school: string;
}): Teaching {
  return {
    hoursFaceHundredths: row.hours_face,
    hoursRecordedHundredths: row.hours_recorded,
    required: row.required === 1,
    school: row.school as School,
  };
}

/** `isOver` of the rules for a `where`, the other way round: days are left, and a meeting has yet to end where there are any. */
export function notOver(now: Date) {
  return notOverAt({ day: dayOf(now), at: now.toISOString() });
}

/** The same from the academy's day and the instant of a moment. */
export function notOverAt({ day, at }: { day: string; at: string }) {
  const eb = expressionBuilder<Database, 'section'>();
  // Asked as one value for each section: as an `exists` it makes the server engine read all meetings there are.
  const lastEnds = eb
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(({ fn }) => fn.max('meeting.ends_at').as('last'))
    .whereRef('meeting.section_id', '=', 'section.id')
    .where('meeting_cancellation.meeting_id', 'is', null);
  return eb.and([eb('section.ends_on', '>=', day), eb(eb.fn.coalesce(lastEnds, eb.val('9')), '>', at)]);
}
