import {
  asPinned,
  type PinnedRequirement,
  pinnedRows,
} from '#app/features/completion/pinned-requirements.server.ts';
import type { Db } from '#db/database.ts';
import { figuresOf, type ViewingFigures } from './viewing-figures.ts';

/** A pinned requirement; of one to watch a recording, what has been watched of it, or null before it was begun. */
export interface WatchedRequirement extends PinnedRequirement {
  viewing: ViewingFigures | null;
}

/** What an enrolment asks for, in order, with what has been watched. One statement. */
export async function watchedRequirements(db: Db, enrolmentId: string): Promise<WatchedRequirement[]> {
  const rows = await pinnedRows(db)
    .leftJoin('viewing', (join) =>
      join
        .onRef('viewing.enrolment_id', '=', 'requirement.enrolment_id')
        .onRef('viewing.recording_id', '=', 'requirement.subject_id'),
    )
    .leftJoin('recording', 'recording.id', 'viewing.recording_id')
    .select(['covered_ms', 'furthest_ms', 'completed_at', 'duration_ms'])
    .where('requirement.enrolment_id', '=', enrolmentId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...asPinned(row),
    viewing:
      row.covered_ms === null
        ? null
        : figuresOf({
            coveredMs: row.covered_ms,
            furthestMs: row.furthest_ms ?? 0,
            durationMs: row.duration_ms ?? 0,
            completedAt: row.completed_at,
          }),
  }));
}
