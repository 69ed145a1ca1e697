import type { Db } from '#db/database.ts';
import { isOpen } from './open-recordings.server.ts';

/** The published recordings of the same course (and section) that a draft can be a new version of, newest first, at most a hundred. */
export async function replaceableRecordings(
  db: Db,
  { courseId, sectionId }: { courseId: string; sectionId: string | null },
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('recording')
    .select(['recording.id', 'recording.title'])
    .where('recording.course_id', '=', courseId)
    .where('recording.section_id', sectionId ? '=' : 'is', sectionId)
    .where(isOpen)
    .orderBy('recording.created_at', 'desc')
    .limit(100)
    .execute();
}
