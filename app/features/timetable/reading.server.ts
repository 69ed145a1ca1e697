import { dayOf } from '#app/lib/time.ts';
import type { Mode, Position, School, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { whenWords } from './meeting-words.rules.ts';
import { meetingSpans } from './meetings.server.ts';
import type { OfferedSection } from './offered-section.ts';
import { selectionWindowOf } from './selection-window.rules.ts';
import { currentWindows, openTerms } from './selection-windows.server.ts';
import type { TermWindow } from './terms.server.ts';

export { type CardSection, cardSections } from './card-sections.server.ts';
export type { OfferedSection } from './offered-section.ts';
export { type OpenNow, openNow } from './selection-windows.server.ts';

const MOST_SECTIONS = 200;

/** Sections that can be chosen now, the next to begin first; only of `courseIds` when given. Three statements. */
export async function openSections(
  db: Db,
  { now, courseIds, limit = 20 }: { now: Date; courseIds?: readonly string[]; limit?: number },
): Promise<OfferedSection[]> {
  const windows = await currentWindows(db, now);
  const termIds = openTerms(windows, now);
  if (termIds.length === 0 || courseIds?.length === 0) return [];
  const rows = await sectionRows(db)
    .where('section.term_id', 'in', termIds)
    .$if(courseIds !== undefined, (query) => query.where('section.course_id', 'in', courseIds ?? []))
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(Math.min(limit, MOST_SECTIONS))
    .execute();
  return withMeetings(db, rows, windows, now);
}

/** The sections of some courses that are still to come or running, the next to begin first. Three statements. */
export async function sectionsOfCourses(
  db: Db,
  { courseIds, now }: { courseIds: readonly string[]; now: Date },
): Promise<OfferedSection[]> {
  if (courseIds.length === 0) return [];
  const windows = await currentWindows(db, now);
  const rows = await sectionRows(db)
    .where('section.course_id', 'in', courseIds)
    .where('section.ends_on', '>=', dayOf(now))
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(MOST_SECTIONS)
    .execute();
  return withMeetings(db, rows, windows, now);
}

/** The sections of one course that are still to come or running: first those that can be chosen now. Three statements. */
export async function sectionsOfCourse(db: Db, courseId: string, now: Date): Promise<OfferedSection[]> {
  const sections = await sectionsOfCourses(db, { courseIds: [courseId], now });
  const rank = { open: 0, coming: 1, over: 2 };
  return sections.sort((a, b) => rank[a.window.state] - rank[b.window.state]);
}

function sectionRows(db: Db) {
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
      'section.term_id',
      'section.course_id',
      'course.code as courseCode',
      'course.title as courseTitle',
      'section.school',
      'course.module',
      'course.credits',
      'section.mode',
      'section.kind',
      'term.name as termName',
      'teacher.name as teacherName',
      'teacher.slug as teacherSlug',
      'section.starts_on',
      'section.ends_on',
      'section.note',
    ])
    .select(({ selectFrom }) =>
      selectFrom('section_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('section_audience.section_id', '=', 'section.id')
        .as('positions'),
    )
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null);
}

type SectionRow = Awaited<ReturnType<ReturnType<typeof sectionRows>['execute']>>[number];

async function withMeetings(
  db: Db,
  rows: readonly SectionRow[],
  windows: ReadonlyMap<string, readonly TermWindow[]>,
  now: Date,
): Promise<OfferedSection[]> {
  const spans = await meetingSpans(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const span = spans.get(row.id) ?? { count: 0, starts: [], venueName: null, venueCount: 0 };
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      courseId: row.course_id,
      courseCode: row.courseCode,
      courseTitle: row.courseTitle,
      school: row.school as School,
      module: row.module,
      creditsHundredths: row.credits,
      mode: row.mode as Mode,
      kind: row.kind as SectionKind,
      termName: row.termName,
      teacherName: row.teacherName,
      teacherSlug: row.teacherSlug,
      startsOn: row.starts_on,
      endsOn: row.ends_on,
      note: row.note,
      audience: (row.positions ? row.positions.split(',') : []) as Position[],
      window: selectionWindowOf(windows.get(row.term_id) ?? [], now),
      when: whenWords(span, row.ends_on),
      ...span,
    };
  });
}
