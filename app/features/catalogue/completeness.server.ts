import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** How complete the newest version of a course is. */
export interface Completeness {
  versionNumber: number;
  isDraft: boolean;
  missing: FiveOne[];
}

/** Of some courses, what the newest version lacks of the five ones, by course id. Two statements. */
export async function completenessOf(
  db: Db,
  courseIds: readonly string[],
): Promise<Map<string, Completeness>> {
  if (courseIds.length === 0) return new Map();
  const versions = await db
    .selectFrom('course_version')
    .select(['id', 'course_id', 'number', 'published_at'])
    .where('course_id', 'in', courseIds)
    .orderBy('number')
    .execute();
  const newest = new Map(versions.map((version) => [version.course_id, version]));
  const there = await itemsThere(
    db,
    [...newest.values()].map(({ id }) => id),
  );
  return new Map(
    [...newest].map(([courseId, { id, number, published_at }]) => [
      courseId,
      {
        versionNumber: number,
        isDraft: published_at === null,
        missing: fiveOnes.filter((item) => !there.has(`${id} ${item}`)),
      },
    ]),
  );
}

async function itemsThere(db: Db, versionIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('five_one')
    .select(['course_version_id', 'item'])
    .where('course_version_id', 'in', versionIds)
    .where(({ or, and, eb }) =>
      or([
        and([eb('body', 'is not', null), eb('body', '!=', '')]),
        eb('media_id', 'is not', null),
        eb('teacher_id', 'is not', null),
      ]),
    )
    .execute();
  return new Set(rows.map(({ course_version_id, item }) => `${course_version_id} ${item}`));
}

const MOST_COURSES = 50_000;

/** The courses whose newest version lacks one of the five ones. One statement over the whole library, for staff. */
export async function incompleteCourseIds(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('course')
    .select('course.id')
    .where('state', '=', 'in-use')
    .where(({ eb, selectFrom }) =>
      eb(
        selectFrom('course_version')
          .innerJoin('five_one', 'five_one.course_version_id', 'course_version.id')
          .select(({ fn }) => fn.count<number>('five_one.item').distinct().as('items'))
          .whereRef('course_version.course_id', '=', 'course.id')
          .where('course_version.number', '=', ({ selectFrom: from }) =>
            from('course_version as newest')
              .select(({ fn }) => fn.max('newest.number').as('number'))
              .whereRef('newest.course_id', '=', 'course.id'),
          )
          .where(({ or, and, eb: on }) =>
            or([
              and([on('body', 'is not', null), on('body', '!=', '')]),
              on('media_id', 'is not', null),
              on('teacher_id', 'is not', null),
            ]),
          ),
        '<',
        fiveOnes.length,
      ),
    )
    .limit(MOST_COURSES)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
