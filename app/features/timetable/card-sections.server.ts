import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { type Worth, worthNow } from '#app/features/credits/worth.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { whenWords } from './meeting-words.rules.ts';
import { meetingSpans } from './meetings.server.ts';
import { notOver, teachingOf } from './named-sections.server.ts';
import { type SectionEntry, type SelectionWindow, selectionWindowOf } from './selection-window.rules.ts';
import type { OpenNow } from './selection-windows.server.ts';

/** The section that stands for its course on a card. */
export interface CardSection {
  id: string;
  courseId: string;
  teacherName: string | null;
  when: string;
  venueName: string | null;
  window: SelectionWindow;
  /** What completing this section pays, see `OfferedSection`. */
  worth: Worth | null;
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
  const rows = await sectionRows(db, courseIds, now);
  const shown = new Map<string, (typeof rows)[number] & { window: SelectionWindow }>();
  for (const row of rows) {
    const windows = open.windows.get(row.term_id) ?? [];
    const window = selectionWindowOf(windows, now, row.entry as SectionEntry, row.undrawn === 1);
    const other = shown.get(row.course_id);
    if (!other || (window.state === 'open' && other.window.state !== 'open'))
      shown.set(row.course_id, { ...row, window });
  }
  const spans = await meetingSpans(
    db,
    [...shown.values()].map(({ id }) => id),
  );
  const rules = (await rulesIfAny(db, dayOf(now)))?.rules ?? null;
  return new Map(
    [...shown].map(([courseId, row]) => {
      const { venueName, ...span } = spans.get(row.id) ?? { count: 0, starts: [], venueName: null };
      const card = {
        id: row.id,
        courseId,
        teacherName: row.name,
        when: whenWords(span, row.ends_on),
        venueName,
        window: row.window,
        worth: worthNow(rules, teachingOf(row)),
      };
      return [courseId, card];
    }),
  );
}

function sectionRows(db: Db, courseIds: readonly string[], now: Date) {
  return db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'section.course_id',
      'section.term_id',
      'section.ends_on',
      'section.school',
      'section.hours_face',
      'section.hours_recorded',
      'section.entry',
      'section.undrawn',
      'course.required',
      'teacher.name',
    ])
    .where('section.course_id', 'in', courseIds)
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(MOST_SECTIONS)
    .execute();
}
