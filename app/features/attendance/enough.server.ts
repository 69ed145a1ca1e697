import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { holdPins } from '#app/features/completion/section-progress.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { type AttendanceState, mayComplete } from './attendance.rules.ts';
import { attendanceEvidence, type TalliedMeeting } from './make-up.rules.ts';

interface Settling {
  enrolmentIds: readonly string[];
  sectionId: string;
  now: Date;
}

/**
 * Meets the requirement 到课 of those enrolments who have been there often enough by now, or have made up for it; who has met it is left
 * alone. Holds their pins before it counts: of two last marks at once the later one sees both. True when somebody completed by it.
 */
export async function meetWhenEnough(trx: Trx, { enrolmentIds, sectionId, now }: Settling): Promise<boolean> {
  const waiting = await trx
    .selectFrom('requirement')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['enrolment_id', 'detail'])
    .where('enrolment_id', 'in', enrolmentIds)
    .where('kind', '=', 'attend')
    .where('requirement_met.requirement_id', 'is', null)
    .execute();
  if (waiting.length === 0) return false;
  await holdPins(
    trx,
    waiting.map(({ enrolment_id }) => enrolment_id),
  );
  const markedBy = await markedMeetings(
    trx,
    sectionId,
    waiting.map(({ enrolment_id }) => enrolment_id),
  );
  let anyCompleted = false;
  for (const { enrolment_id, detail } of waiting) {
    const meetings = markedBy.get(enrolment_id) ?? [];
    const share = Number((JSON.parse(detail) as { minimumShare?: number }).minimumShare ?? 1);
    if (!mayComplete(meetings, share)) continue;
    const { completed } = await meetRequirement(trx, {
      enrolmentId: enrolment_id,
      kind: 'attend',
      subjectId: sectionId,
      evidence: attendanceEvidence(meetings, share),
      now,
    });
    anyCompleted ||= completed;
  }
  return anyCompleted;
}

/** The same for everybody in a section: a meeting that does not take place may have been the last they waited for. */
export async function meetWhenEnoughForAll(
  trx: Trx,
  { sectionId, now }: Omit<Settling, 'enrolmentIds'>,
): Promise<void> {
  const enrolled = await trx
    .selectFrom('enrolment')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .execute();
  const enrolmentIds = enrolled.map(({ id }) => id);
  if (enrolmentIds.length > 0) await meetWhenEnough(trx, { enrolmentIds, sectionId, now });
}

/** Every meeting of the section that takes place with the mark of each enrolment, or none, and how it was made up. */
async function markedMeetings(
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
