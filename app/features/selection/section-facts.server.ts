import { isOver } from '#app/features/timetable/selection-window.rules.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { DeskWindow, TitledMeeting } from './eligibility.rules.ts';

/** What of a section decides who may take it: the same for everybody. */
export interface SectionFacts {
  id: string;
  courseId: string;
  school: School;
  /** Whether it takes place at all; times of selection are no part of it. */
  window: DeskWindow;
  audience: Position[];
  prerequisites: { id: string; code: string; title: string }[];
  meetings: TitledMeeting[];
}

/** Those of some sections, for asking about many people. Four statements. */
export async function sectionFacts(
  db: Db,
  sectionIds: readonly string[],
  now: Date,
): Promise<Map<string, SectionFacts>> {
  if (sectionIds.length === 0) return new Map();
  const [rows, audience, prerequisites, meetings] = [
    await sectionRows(db, sectionIds),
    await audienceRows(db, sectionIds),
    await prerequisiteRows(db, sectionIds),
    await meetingsBySection(db, sectionIds),
  ];
  return new Map(
    rows.map((row) => {
      const own = meetings.get(row.id) ?? [];
      const lastMeetingEnds = own.at(-1)?.endsAt ?? null;
      return [
        row.id,
        {
          id: row.id,
          courseId: row.course_id,
          school: row.school as School,
          window: windowOf(row, lastMeetingEnds, now),
          audience: audience
            .filter(({ section_id }) => section_id === row.id)
            .map(({ position }) => position as Position),
          prerequisites: prerequisites.filter(({ course_id }) => course_id === row.course_id),
          meetings: own,
        },
      ];
    }),
  );
}

function windowOf(
  row: { opened_at: string | null; closedAt: string | null; ends_on: string },
  lastMeetingEnds: string | null,
  now: Date,
): DeskWindow {
  if (isOver({ endsOn: row.ends_on, lastMeetingEnds }, now))
    return { open: false, opensAt: null, over: true };
  return row.opened_at && !row.closedAt ? { open: true } : { open: false, opensAt: null };
}

function sectionRows(db: Db, sectionIds: readonly string[]) {
  return db
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.id', 'course_id', 'school', 'ends_on', 'opened_at', 'section_closure.at as closedAt'])
    .where('section.id', 'in', sectionIds)
    .execute();
}

function audienceRows(db: Db, sectionIds: readonly string[]) {
  return db
    .selectFrom('section_audience')
    .select(['section_id', 'position'])
    .where('section_id', 'in', sectionIds)
    .execute();
}

function prerequisiteRows(db: Db, sectionIds: readonly string[]) {
  return db
    .selectFrom('course_prerequisite')
    .innerJoin('course', 'course.id', 'course_prerequisite.required_course_id')
    .select(['course_prerequisite.course_id', 'course.id', 'course.code', 'course.title'])
    .where('course_prerequisite.course_id', 'in', (eb) =>
      eb.selectFrom('section').select('section.course_id').where('section.id', 'in', sectionIds),
    )
    .execute();
}

/** The meetings of some sections that will be held, by section, each section's in their order. */
export async function meetingsBySection(
  db: Db,
  sectionIds: readonly string[],
): Promise<Map<string, TitledMeeting[]>> {
  const bySection = new Map<string, TitledMeeting[]>();
  if (sectionIds.length === 0) return bySection;
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['section_id', 'starts_at', 'ends_at', 'section.title'])
    .where('meeting.section_id', 'in', sectionIds)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .orderBy('starts_at')
    .execute();
  for (const { section_id, starts_at, ends_at, title } of rows) {
    const own = bySection.get(section_id) ?? [];
    own.push({ startsAt: starts_at, endsAt: ends_at, title });
    bySection.set(section_id, own);
  }
  return bySection;
}
