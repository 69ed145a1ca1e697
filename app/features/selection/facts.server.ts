import { finishedCourses } from '#app/features/completion/requirements.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import {
  isOver,
  type SectionEntry,
  selectionWindowOf,
} from '#app/features/timetable/selection-window.rules.ts';
import { windowsOfTerm } from '#app/features/timetable/terms.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { DeskWindow, SelectionFacts, TakenSection, TitledMeeting } from './eligibility.rules.ts';

/** A section as the selection desk sees it. */
export interface SectionAtDesk {
  id: string;
  termId: string;
  courseId: string;
  school: School;
  title: string;
  startsOn: string;
  endsOn: string;
  entry: SectionEntry;
  /** An instant; null for a section of recordings only. */
  lastMeetingEnds: string | null;
  opened: boolean;
  closed: boolean;
  capacity: number;
  taken: number;
}

/** One section with its seats, or null when there is none. */
export async function sectionAtDesk(db: Db, sectionId: string): Promise<SectionAtDesk | null> {
  const [row] = (await sectionWithSeats(db, { sectionId })).rows;
  if (!row) return null;
  return {
    id: row.id,
    termId: row.term_id,
    courseId: row.course_id,
    school: row.school as School,
    title: row.title,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    entry: row.entry as SectionEntry,
    lastMeetingEnds: row.lastMeetingEnds,
    opened: row.opened_at !== null,
    closed: row.closedAt !== null,
    capacity: row.capacity,
    taken: row.taken,
  };
}

const sectionWithSeats = readyStatement<{ sectionId: string }>()((db, place) =>
  db
    .selectFrom('section')
    .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'term_id',
      'course_id',
      'school',
      'title',
      'starts_on',
      'ends_on',
      'opened_at',
      'entry',
      'section_closure.at as closedAt',
      'capacity',
      'taken',
    ])
    .select(({ selectFrom }) =>
      selectFrom('meeting')
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
        .select(({ fn }) => fn.max('ends_at').as('last'))
        .whereRef('meeting.section_id', '=', 'section.id')
        .where('meeting_cancellation.meeting_id', 'is', null)
        .as('lastMeetingEnds'),
    )
    .where('section.id', '=', place('sectionId')),
);

/** Opened, not closed or over, with credit rules in force, and its term's selection or add/drop window is open. */
export async function selectionWindow(db: Db, section: SectionAtDesk, now: Date): Promise<DeskWindow> {
  if (section.closed) return { open: false, opensAt: null };
  if (isOver(section, now)) return { open: false, opensAt: null, over: true };
  // What it pays is pinned at enrolment, so there is none while the academy has no rules in force.
  if (!(await rulesIfAny(db, dayOf(now)))) return { open: false, opensAt: null, lacksRules: true };
  const window = selectionWindowOf(await windowsOfTerm(db, section.termId), now, section.entry);
  if (window.state === 'open' && section.opened) return { open: true };
  return { open: false, opensAt: 'opensAt' in window ? window.opensAt : null };
}

/** Everything that decides whether this person may take this section. Read it inside the transaction that enrols. */
export async function selectionFacts(
  db: Db,
  { section, personId, now }: { section: SectionAtDesk; personId: string; now: Date },
): Promise<SelectionFacts> {
  const window = await selectionWindow(db, section, now);
  const taken = await takenSections(db, personId, section.termId);
  return {
    sectionId: section.id,
    courseId: section.courseId,
    school: section.school,
    window,
    audience: await audienceOf(db, section.id),
    ownPositions: await ownPositions(db, personId, dayOf(now)),
    missingPrerequisites: await missingPrerequisites(db, section.courseId, personId),
    meetings: await meetingsOfSections(db, [section.id]),
    takenMeetings: await meetingsOfSections(
      db,
      taken.map(({ sectionId }) => sectionId),
    ),
    takenSections: taken,
  };
}

async function takenSections(db: Db, personId: string, termId: string): Promise<TakenSection[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.id', 'section.course_id', 'section.school'])
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', '=', 1)
    .where('enrolment.term_id', '=', termId)
    .where('section_closure.at', 'is', null)
    .execute();
  return rows.map((row) => ({ sectionId: row.id, courseId: row.course_id, school: row.school as School }));
}

async function audienceOf(db: Db, sectionId: string): Promise<Position[]> {
  const rows = await db
    .selectFrom('section_audience')
    .select('position')
    .where('section_id', '=', sectionId)
    .execute();
  return rows.map(({ position }) => position as Position);
}

async function ownPositions(db: Db, personId: string, day: string): Promise<Position[]> {
  const rows = await db
    .selectFrom('appointment')
    .select('position')
    .distinct()
    .where('person_id', '=', personId)
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .execute();
  return rows.map(({ position }) => position as Position);
}

async function missingPrerequisites(
  db: Db,
  courseId: string,
  personId: string,
): Promise<{ code: string; title: string }[]> {
  const required = await db
    .selectFrom('course_prerequisite')
    .innerJoin('course', 'course.id', 'course_prerequisite.required_course_id')
    .select(['course.id', 'course.code', 'course.title'])
    .where('course_prerequisite.course_id', '=', courseId)
    .execute();
  if (required.length === 0) return [];
  const finished = await finishedCourses(db, personId);
  return required.filter(({ id }) => !finished.has(id)).map(({ code, title }) => ({ code, title }));
}

async function meetingsOfSections(db: Db, sectionIds: readonly string[]): Promise<TitledMeeting[]> {
  if (sectionIds.length === 0) return [];
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['starts_at', 'ends_at', 'section.title'])
    .where('meeting.section_id', 'in', sectionIds)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .orderBy('starts_at')
    .execute();
  return rows.map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at, title: row.title }));
}
