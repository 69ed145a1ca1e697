import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { worthNow } from '#app/features/credits/worth.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { whenWords } from './meeting-words.rules.ts';
import { meetingSpans } from './meetings.server.ts';
import { namedOf, namedSections, notOver, teachingOf } from './named-sections.server.ts';
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
  const rows = await offeredRows(db, now)
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
  const rows = await offeredRows(db, now)
    .where('section.course_id', 'in', courseIds)
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

function offeredRows(db: Db, now: Date) {
  return namedSections(db)
    .select([
      'section.term_id',
      'section.course_id',
      'course.module',
      'course.required',
      'section.hours_face',
      'section.hours_recorded',
      'section.kind',
      'teacher.slug as teacherSlug',
      'section.note',
    ])
    .select(({ selectFrom }) =>
      selectFrom('section_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('section_audience.section_id', '=', 'section.id')
        .as('positions'),
    )
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now));
}

type OfferedRow = Awaited<ReturnType<ReturnType<typeof offeredRows>['execute']>>[number];

async function withMeetings(
  db: Db,
  rows: readonly OfferedRow[],
  windows: ReadonlyMap<string, readonly TermWindow[]>,
  now: Date,
): Promise<OfferedSection[]> {
  const spans = await meetingSpans(
    db,
    rows.map(({ id }) => id),
  );
  const rules = (await rulesIfAny(db, dayOf(now)))?.rules ?? null;
  return rows.map((row) => {
    const span = spans.get(row.id) ?? { count: 0, starts: [], venueName: null, venueCount: 0 };
    return {
      ...namedOf(row),
      courseId: row.course_id,
      module: row.module,
      worth: worthNow(rules, teachingOf(row)),
      kind: row.kind as SectionKind,
      teacherSlug: row.teacherSlug,
      note: row.note,
      audience: (row.positions ? row.positions.split(',') : []) as Position[],
      window: selectionWindowOf(windows.get(row.term_id) ?? [], now),
      when: whenWords(span, row.ends_on),
      ...span,
    };
  });
}
