import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isOpen } from './open-recordings.server.ts';

/** Something that can stand for a meeting of a section; `asked`: the section asks for it for completion, so it cannot. */
export interface MeetingChoice {
  id: string;
  title: string;
  /** The meeting that it stands for already. */
  meetingId: string | null;
  asked: boolean;
}

const MOST_LISTED = 100;

/** The published recordings of a section's course that its people may watch, newest first, at most a hundred. One statement. */
export async function recordingsForMeetings(db: Db, sectionId: string): Promise<MeetingChoice[]> {
  const rows = await openRecordings(db)
    .leftJoin('requirement_plan', (join) =>
      join
        .onRef('requirement_plan.section_id', '=', 'section.id')
        .onRef('requirement_plan.subject_id', '=', 'recording.id'),
    )
    .select(['recording.id', 'recording.title', 'recording.meeting_id', 'requirement_plan.id as planId'])
    .where('section.id', '=', sectionId)
    .orderBy('recording.created_at', 'desc')
    .orderBy('recording.id', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(({ id, title, meeting_id: meetingId, planId }) => {
    return { id, title, meetingId, asked: planId !== null };
  });
}

function openRecordings(db: Db) {
  return db
    .selectFrom('section')
    .innerJoin('recording', 'recording.course_id', 'section.course_id')
    .where(isOpen)
    .where(({ or, eb, ref }) =>
      or([eb('recording.section_id', 'is', null), eb('recording.section_id', '=', ref('section.id'))]),
    );
}

/**
 * Says which recording stands for a meeting from now on; null: none. A recording stands for one meeting. Whoever makes it up already keeps
 * theirs. False when it is not open to the people of the meeting's section, or stands for another meeting. The caller has checked that the actor works in the section.
 */
export async function setMeetingRecording(
  trx: Trx,
  {
    actor,
    meetingId,
    recordingId,
    now,
  }: { actor: Actor; meetingId: string; recordingId: string | null; now: Date },
): Promise<boolean> {
  const before = await trx
    .selectFrom('recording')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .limit(MOST_LISTED)
    .execute();
  if (recordingId !== null) {
    const chosen = await openRecordings(trx)
      .innerJoin('meeting', 'meeting.section_id', 'section.id')
      .select('recording.meeting_id')
      .where('meeting.id', '=', meetingId)
      .where('recording.id', '=', recordingId)
      .executeTakeFirst();
    if (!chosen || (chosen.meeting_id !== null && chosen.meeting_id !== meetingId)) return false;
    if (chosen.meeting_id === meetingId) return true;
  }
  if (recordingId === null && before.length === 0) return true;
  await trx.updateTable('recording').set({ meeting_id: null }).where('meeting_id', '=', meetingId).execute();
  if (recordingId !== null)
    await trx.updateTable('recording').set({ meeting_id: meetingId }).where('id', '=', recordingId).execute();
  await writeJournal(trx, {
    actor,
    action: 'meeting.recording',
    subjectType: 'meeting',
    subjectId: meetingId,
    detail: { recordingId, before: before.map(({ id }) => id) },
    now,
  });
  return true;
}
