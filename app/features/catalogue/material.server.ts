import type { FiveOne } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Course, courseByCode } from './courses.server.ts';
import { type FiveOneItem, fiveOneOf, fiveOneStates } from './five-ones.server.ts';

export interface Material {
  course: Course;
  /** The item asked for. */
  found: FiveOneItem;
  /** Which of the five the version has as a text or file. */
  there: FiveOne[];
}

/** One of the texts of a course's published version, or null when there is no such course or text. At most three statements. */
export async function materialOf(
  db: Db,
  { code, item }: { code: string; item: FiveOne },
): Promise<Material | null> {
  const course = await courseByCode(db, code);
  if (!course?.publishedVersionId) return null;
  const [found, states] = await Promise.all([
    fiveOneOf(db, course.publishedVersionId, item),
    fiveOneStates(db, course.publishedVersionId),
  ]);
  if (!found?.body && !found?.mediaId) return null;
  return {
    course,
    found,
    there: states.filter(({ hasText, mediaId }) => hasText || mediaId).map((state) => state.item),
  };
}
