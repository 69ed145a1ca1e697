import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { CourseVersionRow } from '#db/tables/catalogue.ts';
import { inTransaction } from '#db/transaction.server.ts';

/**
 * The draft that may be edited: the one there is, or a new version that begins as a copy of the newest. Published versions
 * stay as they are, so what somebody enrolled in or completed never changes (promise 6).
 */
export async function draftVersion(
  db: Db,
  { actor, courseId, now }: { actor: Actor; courseId: string; now: Date },
): Promise<string> {
  const begin = () =>
    inTransaction(db, async (trx) => {
      const newest = await newestVersion(trx, courseId);
      return newest && newest.published_at === null
        ? newest.id
        : copyAsDraft(trx, { actor, courseId, newest, now });
    });
  try {
    return await begin();
  } catch (error) {
    // Somebody else began the same draft: theirs is the one.
    if (!isUniqueViolation(error)) throw error;
    return begin();
  }
}

type NewestVersion = Pick<CourseVersionRow, 'id' | 'number' | 'published_at'>;

function newestVersion(db: Db, courseId: string): Promise<NewestVersion | undefined> {
  return db
    .selectFrom('course_version')
    .select(['id', 'number', 'published_at'])
    .where('course_id', '=', courseId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

interface Copying {
  actor: Actor;
  courseId: string;
  newest: NewestVersion | undefined;
  now: Date;
}

async function copyAsDraft(trx: Trx, { actor, courseId, newest, now }: Copying): Promise<string> {
  const id = newId();
  await trx
    .insertInto('course_version')
    .values({
      id,
      course_id: courseId,
      number: (newest?.number ?? 0) + 1,
      note: '',
      created_at: now.toISOString(),
      created_by: actor.personId,
    })
    .execute();
  const items = newest
    ? await trx.selectFrom('five_one').selectAll().where('course_version_id', '=', newest.id).execute()
    : [];
  if (items.length > 0)
    await trx
      .insertInto('five_one')
      .values(items.map((item) => ({ ...item, course_version_id: id })))
      .execute();
  await writeJournal(trx, {
    actor,
    action: 'course.draft',
    subjectType: 'course-version',
    subjectId: id,
    detail: { courseId },
    now,
  });
  return id;
}
