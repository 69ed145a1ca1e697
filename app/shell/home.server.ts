import { coursesBySchool } from '#app/features/catalogue/school-counts.server.ts';
import { newestRecordings } from '#app/features/recordings/library.server.ts';
import { applyingNow } from '#app/features/rounds/applying-now.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { type OpenNow, openNow, openSections } from '#app/features/timetable/reading.server.ts';
import { isOpen } from '#app/features/timetable/terms.server.ts';
import { daysUntil } from '#app/lib/time.ts';
import { schools } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

const NEW_THINGS = 3;

/** What anybody finds at the door: what can be chosen now, school by school, and the newest recordings. */
export async function homeDesk(db: Db, now: Date) {
  const { until, bySchool, windows } = await openNow(db, now);
  const [applying, sections, recordings, courses] = await Promise.all([
    applyingFor(db, windows, now),
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
    applying,
    selecting: until ? { until, days: daysUntil(until, now), sections: sum(bySchool) } : null,
    sections: sections.map((section) => ({ ...section, seats: seats.get(section.id) ?? null })),
    recordings,
    courseCount: sum(courses),
  };
}

/** The round for whose draw people can apply now; asked only while some term takes applications. */
async function applyingFor(db: Db, windows: OpenNow['windows'], now: Date) {
  if (!isOpen([...windows.values()].flat(), ['preselect'], now)) return null;
  const round = await applyingNow(db, now);
  return round?.closesAt
    ? { roundId: round.id, until: round.closesAt, days: daysUntil(round.closesAt, now) }
    : null;
}
