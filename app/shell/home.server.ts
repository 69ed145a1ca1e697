import { coursesBySchool } from '#app/features/catalogue/school-counts.server.ts';
import { newestRecordings } from '#app/features/recordings/library.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { openNow, openSections } from '#app/features/timetable/reading.server.ts';
import { daysUntil } from '#app/lib/time.ts';
import { schools } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

const NEW_THINGS = 3;

/** What anybody finds at the door: what can be chosen now, school by school, and the newest recordings. */
export async function homeDesk(db: Db, now: Date) {
  const { until, bySchool, windows } = await openNow(db, now);
  const [sections, recordings, courses] = await Promise.all([
    openSections(db, { now, windows, limit: NEW_THINGS }),
    newestRecordings(db, NEW_THINGS),
    coursesBySchool(db),
  ]);
  const seats = await seatsOf(
    db,
    sections.map(({ id }) => id),
  );
  const sum = (counts: ReadonlyMap<unknown, number>) =>
    [...counts.values()].reduce((all, count) => all + count, 0);
  return {
    doors: schools.map((school) => ({
      school,
      courses: courses.get(school) ?? 0,
      open: bySchool.get(school) ?? 0,
    })),
    selecting: until ? { until, days: daysUntil(until, now), sections: sum(bySchool) } : null,
    sections: sections.map((section) => ({ ...section, seats: seats.get(section.id) ?? null })),
    recordings,
    courseCount: sum(courses),
  };
}
