import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** One of the five ones as a text, of the newest published version. */
export interface CourseText {
  item: FiveOne;
  title: string;
  body: string;
  version: number;
  updatedAt: string;
}

/** A course's text by the words of an address; null for an unknown course, an unknown item, or one without text. */
export async function courseText(
  db: Db,
  { code, item }: { code: string; item: string },
): Promise<CourseText | null> {
  const known = fiveOnes.find((each) => each === item);
  if (!known || known === 'teacher') return null;
  const row = await db
    .selectFrom('course')
    .innerJoin('course_version', 'course_version.course_id', 'course.id')
    .innerJoin('five_one', 'five_one.course_version_id', 'course_version.id')
    .select(['course.title', 'five_one.body', 'course_version.number', 'five_one.updated_at'])
    .where('course.code', '=', code)
    .where('course.state', '=', 'in-use')
    .where('course_version.published_at', 'is not', null)
    .where('five_one.item', '=', known)
    .orderBy('course_version.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row?.body) return null;
  return { item: known, title: row.title, body: row.body, version: row.number, updatedAt: row.updated_at };
}
