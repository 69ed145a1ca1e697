import type { Db } from '#db/database.ts';

/** The published recordings of the same course (and section) that a draft can be a new version of, newest first, at most a hundred. */
export async function replaceableRecordings(
  db: Db,
  { courseId, sectionId }: { courseId: string; sectionId: string | null },
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('recording')
    .innerJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .leftJoin('recording_withdrawal', 'recording_withdrawal.recording_id', 'recording.id')
    .leftJoin('recording_replacement', 'recording_replacement.recording_id', 'recording.id')
    .select(['recording.id', 'recording.title'])
    .where('recording.course_id', '=', courseId)
    .where('recording.section_id', sectionId ? '=' : 'is', sectionId)
    .where('recording_withdrawal.at', 'is', null)
    .where('recording_replacement.at', 'is', null)
    .orderBy('recording.created_at', 'desc')
    .limit(100)
    .execute();
}
