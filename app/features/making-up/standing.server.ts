import { isOpen } from '#app/features/recordings/open-recordings.server.ts';
import { asMeeting, type Meeting, meetingRows } from '#app/features/timetable/meetings.server.ts';
import type { Db } from '#db/database.ts';

/** What stands for a meeting when it is made up; each null while there is none. */
export interface Standing {
  recording: { id: string; title: string } | null;
  exercise: { id: string; title: string } | null;
}

/**
 * The meetings of a section, and by meeting what stands for it, published and for its people. Asked by the meetings themselves: lists to
 * choose from end somewhere, what decides must not. One statement.
 */
export async function standingFor(
  db: Db,
  sectionId: string,
): Promise<{ meetings: Meeting[]; standing: Map<string, Standing> }> {
  const rows = await meetingRows(db, [sectionId])
    .leftJoin('recording', (join) =>
      join
        .onRef('recording.meeting_id', '=', 'meeting.id')
        .on(isOpen)
        .on(({ or, eb }) =>
          or([eb('recording.section_id', 'is', null), eb('recording.section_id', '=', sectionId)]),
        ),
    )
    .leftJoin('meeting_exercise', 'meeting_exercise.meeting_id', 'meeting.id')
    .leftJoin('exercise', 'exercise.id', 'meeting_exercise.exercise_id')
    .select(['recording.id as recordingId', 'recording.title as recordingTitle'])
    .select(['exercise.id as exerciseId', 'exercise.title as exerciseTitle'])
    .orderBy('recording.created_at', 'desc')
    .orderBy('recording.id', 'desc')
    .execute();
  const standing = new Map<string, Standing>();
  const meetings = new Map<string, Meeting>();
  for (const row of rows) {
    const recording = row.recordingId ? { id: row.recordingId, title: row.recordingTitle ?? '' } : null;
    const exercise = row.exerciseId ? { id: row.exerciseId, title: row.exerciseTitle ?? '' } : null;
    meetings.set(row.id, asMeeting(row));
    // Of several recordings the newest that may be watched.
    const before = standing.get(row.id);
    standing.set(row.id, { recording: before?.recording ?? recording, exercise });
  }
  return { meetings: [...meetings.values()], standing };
}
