import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { touchCatalogue } from './revision.server.ts';

export { draftVersion } from './drafts.server.ts';
export { catalogueRevision, touchCatalogue } from './revision.server.ts';

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
