import { newestRecordings } from '#app/features/recordings/library.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { openSections } from '#app/features/timetable/reading.server.ts';
import { daysUntil } from '#app/lib/time.ts';
import { type School, schools } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

const NEW_THINGS = 3;

/** What anybody finds at the door: what can be chosen now, school by school, and the newest recordings. */
export async function homeDesk(db: Db, now: Date) {
  const [open, recordings, courses] = await Promise.all([
    openSections(db, { now, limit: 200 }),
    newestRecordings(db, NEW_THINGS),
    coursesBySchool(db),
  ]);
  const until =
    open.flatMap(({ window }) => (window.state === 'open' ? [window.until] : [])).sort()[0] ?? null;
  const shown = open.slice(0, NEW_THINGS);
  const seats = await seatsOf(
    db,
    shown.map(({ id }) => id),
  );
  return {
    doors: schools.map((school) => ({
      school,
      courses: courses.get(school) ?? 0,
      open: open.filter((section) => section.school === school).length,
    })),
    selecting: until ? { until, days: daysUntil(until, now), sections: open.length } : null,
    sections: shown.map((section) => ({ ...section, seats: seats.get(section.id) ?? null })),
    recordings,
    courseCount: [...courses.values()].reduce((sum, count) => sum + count, 0),
  };
}

async function coursesBySchool(db: Db): Promise<Map<School, number>> {
  const rows = await db
    .selectFrom('course')
    .select((eb) => ['school', eb.fn.countAll<number>().as('courses')])
    .where('state', '=', 'in-use')
    .groupBy('school')
    .execute();
  return new Map(rows.map(({ school, courses }) => [school as School, Number(courses)]));
}
