import type { Db } from '#db/database.ts';
import { type Completeness, completenessOf, incompleteCourseIds } from './completeness.server.ts';
import { searchLibrary } from './library.server.ts';
import type { CourseLine } from './library-course.rules.ts';
import { readLibraryQuery, searchOf } from './library-query.schema.ts';

/** A course with what it lacks. */
export type CourseWithGaps = CourseLine & Completeness;

const noCourses: ReadonlySet<string> = new Set();
const unwritten: Completeness = { versionNumber: 0, isDraft: true, missing: [] };

/** Some courses of the library in its order behind the first `skip`, narrowed by an address (`lacking`: only those that lack something), and how many there are. */
export async function coursesWithGaps(
  db: Db,
  { address, skip, limit }: { address: URL; skip: number; limit: number },
): Promise<{ rows: CourseWithGaps[]; total: number; page: number }> {
  const lacking = address.searchParams.has('lacking');
  const search = { ...searchOf(readLibraryQuery(address)), openOnly: lacking, skip, limit };
  const found = await searchLibrary(db, search, lacking ? await incompleteCourseIds(db) : noCourses);
  const completeness = await completenessOf(
    db,
    found.courses.map(({ id }) => id),
  );
  const rows = found.courses.map((course) => ({ ...course, ...(completeness.get(course.id) ?? unwritten) }));
  return { rows, total: found.total, page: found.page };
}
