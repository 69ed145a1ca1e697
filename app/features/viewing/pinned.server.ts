import type { Db } from '#db/database.ts';

/** A recording that an enrolment asks to watch. */
export interface PinnedRecording {
  enrolmentId: string;
  id: string;
  title: string;
  durationSeconds: number;
  complete: boolean;
}

/** The recordings pinned to some enrolments (at most a page of them), in teaching order. */
export async function pinnedRecordings(db: Db, enrolmentIds: readonly string[]): Promise<PinnedRecording[]> {
  if (enrolmentIds.length === 0) return [];
  const rows = await db
    .selectFrom('requirement')
    .innerJoin('recording', 'recording.id', 'requirement.subject_id')
    .leftJoin('viewing', (join) =>
      join
        .onRef('viewing.enrolment_id', '=', 'requirement.enrolment_id')
        .onRef('viewing.recording_id', '=', 'recording.id'),
    )
    .select([
      'requirement.enrolment_id',
      'recording.id',
      'recording.title',
      'recording.duration_ms',
      'viewing.completed_at',
    ])
    .where('requirement.enrolment_id', 'in', enrolmentIds)
    .where('requirement.kind', '=', 'watch')
    .orderBy('requirement.position')
    .execute();
  return rows.map((row) => ({
    enrolmentId: row.enrolment_id,
    id: row.id,
    title: row.title,
    durationSeconds: row.duration_ms / 1000,
    complete: row.completed_at !== null,
  }));
}
