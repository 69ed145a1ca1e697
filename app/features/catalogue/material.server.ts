import type { FiveOne } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Course, courseByCode } from './courses.server.ts';
import { fiveOneAmongAll, type ShownFiveOne } from './five-ones.server.ts';

export interface Material {
  course: Course;
  /** The item asked for. */
  found: ShownFiveOne;
  /** Which of the five the version has as a text or file. */
  there: FiveOne[];
}

/** One of the texts of a course's published version, or null when there is no such course or text. Two statements. */
export async function materialOf(
  db: Db,
  { code, item }: { code: string; item: FiveOne },
): Promise<Material | null> {
  const course = await courseByCode(db, code);
  if (!course?.publishedVersionId) return null;
  const { shown: found, states } = await fiveOneAmongAll(db, { versionId: course.publishedVersionId, item });
  if (!found?.body && !found?.mediaId) return null;
  return {
    course,
    found,
    there: states.filter(({ hasText, mediaId }) => hasText || mediaId).map((state) => state.item),
  };
}
