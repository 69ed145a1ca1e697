import type { Db } from '#db/database.ts';
import { type RecordingState, recordingStateOf } from './review.rules.ts';
import { waitingForRecordings } from './waiting.server.ts';

/** One of the versions of a lecture. */
export interface RecordingVersion {
  id: string;
  title: string;
  createdAt: string;
  state: RecordingState;
  /** How many have it among their requirements and have not watched it to the end yet. */
  waiting: number;
}

const MOST_VERSIONS = 50;

/**
 * All versions of a lecture, oldest first, at most fifty; empty where there is only the one. At most two statements.
 */
export async function versionsOf(
  db: Db,
  { rootId, courseId }: { rootId: string | null; courseId: string },
): Promise<RecordingVersion[]> {
  if (rootId === null) return [];
  const rows = await db
    .selectFrom('recording_version')
    .innerJoin('recording', 'recording.id', 'recording_version.recording_id')
    .leftJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .leftJoin('recording_withdrawal', 'recording_withdrawal.recording_id', 'recording.id')
    .leftJoin('recording_replacement', 'recording_replacement.recording_id', 'recording.id')
    .leftJoin('recording_review', (join) =>
      join.onRef('recording_review.recording_id', '=', 'recording.id').on('recording_review.current', '=', 1),
    )
    .leftJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .select([
      'recording.id',
      'recording.title',
      'recording.created_at',
      'published_at',
      'recording_withdrawal.at as withdrawnAt',
      'recording_replacement.at as replacedAt',
      'recording_review.id as reviewId',
      'outcome',
    ])
    .where('root_id', '=', rootId)
    .orderBy('recording.created_at')
    .limit(MOST_VERSIONS)
    .execute();
  if (rows.length < 2) return [];
  const ids = rows.map((row) => row.id);
  const waiting = await waitingForRecordings(db, { courseId, ids });
  return rows.map(({ id, title, created_at, published_at, ...facts }) => ({
    id,
    title,
    createdAt: created_at,
    state: recordingStateOf({ ...facts, publishedAt: published_at }),
    waiting: waiting.get(id) ?? 0,
  }));
}
