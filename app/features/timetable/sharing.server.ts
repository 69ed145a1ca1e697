import { addDays, startOfDay } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Sharing, type SharingScope, sharingOf, type Use } from './sharing.rules.ts';

/** Lines of one kind, one for each thing and school: four for each of a thousand. */
const MOST_LINES = 4_000;

export interface SharingReport {
  teachers: Sharing;
  courses: Sharing;
  venues: Sharing;
  /** Places that nobody booked, by name. */
  idleVenues: string[];
}

/**
 * What the schools share in a scope. Three statements. What counts:
 * - a teacher serves the schools whose sections they teach (`section.school`), of the terms in the scope: opened, neither cancelled nor merged into another;
 * - a course serves the schools whose such sections teach it, and the school that made it (`course.school`): made by one and taught by
 *   another, it is shared;
 * - a place serves the schools for whose meetings and events it was booked between the first and the last day of the scope, bookings
 *   that were given back aside.
 */
export async function sharingReport(db: Db, scope: SharingScope): Promise<SharingReport> {
  const teachers = sharingOf(await teacherUses(db, scope.termIds));
  const courses = sharingOf(await courseUses(db, scope.termIds));
  const booked = await venueUses(db, scope);
  const idle = booked.filter(({ times }) => times === 0);
  const venues = sharingOf(booked.filter(({ times }) => times > 0));
  return { teachers, courses, venues, idleVenues: sharingOf(idle).single.map(({ name }) => name) };
}

/** Sections held in a term by one of its columns and school, for each term on its own: of two at once the server engine reads all there are. */
function held(db: Db, termIds: readonly string[], column: 'teacher_id' | 'course_id') {
  const [first = '', ...others] = termIds;
  return others
    .map((termId) => heldIn(db, termId, column))
    .reduce((all, one) => all.unionAll(one), heldIn(db, first, column))
    .limit(MOST_LINES)
    .as('held');
}

function heldIn(db: Db, termId: string, column: 'teacher_id' | 'course_id') {
  return db
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(({ fn, ref }) => [
      ref(`section.${column}`).as('id'),
      'section.school',
      fn.countAll<number>().as('times'),
    ])
    .where('section.term_id', '=', termId)
    .where('section.opened_at', 'is not', null)
    .where(({ or, eb }) =>
      or([eb('section_closure.kind', 'is', null), eb('section_closure.kind', '=', 'ended')]),
    )
    .groupBy([`section.${column}`, 'section.school']);
}

async function teacherUses(db: Db, termIds: readonly string[]): Promise<Use[]> {
  const rows = await db
    .selectFrom(held(db, termIds, 'teacher_id'))
    .innerJoin('teacher', 'teacher.id', 'held.id')
    .select(['teacher.id', 'teacher.name', 'teacher.slug', 'held.school', 'held.times'])
    .execute();
  return rows.map(({ id, name, slug, school, times }) => ({
    id,
    name,
    href: `/teachers/${slug}`,
    school: school as School,
    times: Number(times),
  }));
}

async function courseUses(db: Db, termIds: readonly string[]): Promise<Use[]> {
  // By an outer join, else the server engine reads all courses there are.
  const rows = await db
    .selectFrom(held(db, termIds, 'course_id'))
    .leftJoin('course', 'course.id', 'held.id')
    .select([
      'course.id',
      'course.title',
      'course.code',
      'course.school as madeBy',
      'held.school',
      'held.times',
    ])
    .execute();
  return rows.flatMap(({ id, title, code, madeBy, school, times }) => {
    if (id === null) return [];
    const course = { id, name: title ?? '', href: `/courses/${code}` };
    return [
      { ...course, school: school as School, times: Number(times) },
      { ...course, school: madeBy as School, times: 0 },
    ];
  });
}

async function venueUses(db: Db, { from, to }: SharingScope): Promise<Use[]> {
  const [first, end] = [startOfDay(from).toISOString(), startOfDay(addDays(to, 1)).toISOString()];
  const rows = await db
    .selectFrom('venue')
    .leftJoin('venue_booking', (join) =>
      join
        .onRef('venue_booking.venue_id', '=', 'venue.id')
        .on('venue_booking.active', '=', 1)
        .on('venue_booking.starts_at', '>=', first)
        .on('venue_booking.starts_at', '<', end),
    )
    .select(({ fn }) => [
      'venue.id',
      'venue.name',
      'venue_booking.school',
      fn.count<number>('venue_booking.id').as('times'),
    ])
    .groupBy(['venue.id', 'venue.name', 'venue_booking.school'])
    .limit(MOST_LINES)
    .execute();
  return rows.map(({ id, name, school, times }) => ({
    id,
    name,
    href: null,
    school: school as School | null,
    times: Number(times),
  }));
}
