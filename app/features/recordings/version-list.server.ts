import type { Db } from '#db/database.ts';
import { asDesk, kept } from './desk.server.ts';
import type { RecordingState } from './review.rules.ts';
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
  const rows = await kept(db, 'all')
    .innerJoin('recording_version', 'recording_version.recording_id', 'recording.id')
    .where('root_id', '=', rootId)
    .orderBy('recording.created_at')
    .limit(MOST_VERSIONS)
    .execute();
  if (rows.length < 2) return [];
  const ids = rows.map((row) => row.id);
  const waiting = await waitingForRecordings(db, { courseId, ids });
  return rows.map(asDesk).map(({ id, title, createdAt, state }) => ({
    id,
    title,
    createdAt,
    state,
    waiting: waiting.get(id) ?? 0,
  }));
}
