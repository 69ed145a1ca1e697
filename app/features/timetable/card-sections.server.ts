import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { whenWords } from './meeting-words.rules.ts';
import { meetingSpans } from './meetings.server.ts';
import { type SelectionWindow, selectionWindowOf } from './selection-window.rules.ts';
import type { OpenNow } from './selection-windows.server.ts';

/** The section that stands for its course on a card. */
export interface CardSection {
  id: string;
  courseId: string;
  teacherName: string | null;
  when: string;
  venueName: string | null;
  window: SelectionWindow;
}

const MOST_SECTIONS = 400;

/**
 * Of each course the section to show: the first that can be chosen now, else the first to begin of those that are not past.
 * Courses without one are left out. Two statements; as lean as a list of twenty cards allows.
 */
export async function cardSections(
  db: Db,
  { courseIds, open, now }: { courseIds: readonly string[]; open: OpenNow; now: Date },
): Promise<Map<string, CardSection>> {
  if (courseIds.length === 0) return new Map();
  const rows = await sectionRows(db, courseIds, dayOf(now));
  const shown = new Map<string, (typeof rows)[number] & { window: SelectionWindow }>();
  for (const row of rows) {
    const window = selectionWindowOf(open.windows.get(row.term_id) ?? [], now);
    const other = shown.get(row.course_id);
    if (!other || (window.state === 'open' && other.window.state !== 'open'))
      shown.set(row.course_id, { ...row, window });
  }
  const spans = await meetingSpans(
    db,
    [...shown.values()].map(({ id }) => id),
  );
  return new Map(
    [...shown].map(([courseId, { id, name, ends_on, window }]) => {
      const { venueName, ...span } = spans.get(id) ?? { count: 0, starts: [], venueName: null };
      return [
        courseId,
        { id, courseId, teacherName: name, when: whenWords(span, ends_on), venueName, window },
      ];
    }),
  );
}

function sectionRows(db: Db, courseIds: readonly string[], today: string) {
  return db
    .selectFrom('section')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.id', 'section.course_id', 'section.term_id', 'section.ends_on', 'teacher.name'])
    .where('section.course_id', 'in', courseIds)
    .where('section.ends_on', '>=', today)
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(MOST_SECTIONS)
    .execute();
}
