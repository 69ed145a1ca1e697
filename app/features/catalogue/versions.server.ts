import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { CourseVersionRow } from '#db/tables/catalogue.ts';
import { inTransaction } from '#db/transaction.server.ts';

export interface CourseVersion {
  id: string;
  number: number;
  note: string;
  publishedAt: string | null;
}

/** The versions of a course, newest first. */
export async function versionsOf(db: Db, courseId: string): Promise<CourseVersion[]> {
  const rows = await db
    .selectFrom('course_version')
    .selectAll()
    .where('course_id', '=', courseId)
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    note: row.note,
    publishedAt: row.published_at,
  }));
}

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

/** Publishes a draft: from now on new sections are made of it, and it never changes again. Publishing twice, or a version of another course, changes nothing. */
export async function publishVersion(
  db: Db,
  {
    actor,
    versionId,
    courseId,
    note,
    now,
  }: { actor: Actor; versionId: string; courseId: string; note: string; now: Date },
): Promise<{ ok: boolean }> {
  return inTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('course_version')
      .set({ published_at: now.toISOString(), published_by: actor.personId, note })
      .where('id', '=', versionId)
      .where('course_id', '=', courseId)
      .where('published_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return { ok: false };
    await touchCatalogue(trx);
    await writeJournal(trx, {
      actor,
      action: 'course.published',
      subjectType: 'course-version',
      subjectId: versionId,
      detail: { note },
      now,
    });
    return { ok: true };
  });
}

/** Says that what the library shows has changed: search indexes and kept pages of every process are made anew. */
export async function touchCatalogue(db: Db): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('catalogue_revision')
    .set((eb) => ({ number: eb('number', '+', 1) }))
    .where('id', '=', 1)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await db.insertInto('catalogue_revision').values({ id: 1, number: 1 }).execute();
}

/** The number that grows with every change of the library. */
export async function catalogueRevision(db: Db): Promise<number> {
  const row = await db
    .selectFrom('catalogue_revision')
    .select('number')
    .where('id', '=', 1)
    .executeTakeFirst();
  return row?.number ?? 0;
}
