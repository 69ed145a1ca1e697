import type { Db } from '#db/database.ts';
import type { AttendanceState } from './attendance.rules.ts';
import type { TalliedMeeting } from './make-up.rules.ts';

/** Every meeting of the section that takes place, in their order, with the mark of each enrolment, or none, and how it was made up. */
export async function markedMeetings(
  db: Db,
  sectionId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, TalliedMeeting[]>> {
  const meetings = await db
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['meeting.id', 'number', 'topic', 'starts_at', 'ends_at'])
    .where('section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .orderBy('number')
    .execute();
  const marks = await db
    .selectFrom('attendance')
    .leftJoin('make_up', (join) =>
      join
        .onRef('make_up.enrolment_id', '=', 'attendance.enrolment_id')
        .onRef('make_up.meeting_id', '=', 'attendance.meeting_id')
        .on('make_up.active', '=', 1),
    )
    .select(['attendance.meeting_id', 'attendance.enrolment_id', 'state'])
    .select(['make_up.id as makeUpId', 'watched_percent', 'score', 'done_at'])
    .where('attendance.enrolment_id', 'in', enrolmentIds)
    .execute();
  const marked = new Map(marks.map((mark) => [`${mark.enrolment_id} ${mark.meeting_id}`, mark]));
  const markedBy = (enrolmentId: string) =>
    meetings.map(({ id, number, topic, starts_at, ends_at }): TalliedMeeting => {
      const mark = marked.get(`${enrolmentId} ${id}`);
      return {
        meetingId: id,
        state: (mark?.state ?? null) as AttendanceState | null,
        minutes: Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000),
        makeUp:
          mark?.makeUpId && mark.done_at
            ? {
                makeUpId: mark.makeUpId,
                number,
                topic,
                watchedPercent: mark.watched_percent ?? 0,
                score: mark.score ?? 0,
                doneAt: mark.done_at,
              }
            : null,
      };
    });
  return new Map(enrolmentIds.map((enrolmentId) => [enrolmentId, markedBy(enrolmentId)]));
}
