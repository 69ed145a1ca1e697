import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Db, Trx } from '#db/database.ts';
import {
  type AttendanceState,
  countsAsPresent,
  type MarkedMeeting,
  mayComplete,
} from './attendance.rules.ts';

interface Settling {
  enrolmentIds: readonly string[];
  sectionId: string;
  now: Date;
}

/** Meets the requirement 到课 of those enrolments who have been there often enough by now; who has met it is left alone. */
export async function meetWhenEnough(trx: Trx, { enrolmentIds, sectionId, now }: Settling): Promise<void> {
  const waiting = await trx
    .selectFrom('requirement')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['enrolment_id', 'detail'])
    .where('enrolment_id', 'in', enrolmentIds)
    .where('kind', '=', 'attend')
    .where('requirement_met.requirement_id', 'is', null)
    .execute();
  if (waiting.length === 0) return;
  const markedBy = await markedMeetings(
    trx,
    sectionId,
    waiting.map(({ enrolment_id }) => enrolment_id),
  );
  for (const { enrolment_id, detail } of waiting) {
    const meetings = markedBy.get(enrolment_id) ?? [];
    const share = Number((JSON.parse(detail) as { minimumShare?: number }).minimumShare ?? 1);
    if (!mayComplete(meetings, share)) continue;
    const present = meetings.filter(({ state }) => state !== null && countsAsPresent(state)).length;
    await meetRequirement(trx, {
      enrolmentId: enrolment_id,
      kind: 'attend',
      subjectId: sectionId,
      evidence: { present, meetings: meetings.length },
      now,
    });
  }
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

/** Every meeting of the section that takes place with the mark of each enrolment, or none. */
async function markedMeetings(
  db: Db,
  sectionId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, MarkedMeeting[]>> {
  const meetings = await db
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select('meeting.id')
    .where('section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .execute();
  const marks = await db
    .selectFrom('attendance')
    .select(['meeting_id', 'enrolment_id', 'state'])
    .where('enrolment_id', 'in', enrolmentIds)
    .execute();
  const states = new Map(marks.map((mark) => [`${mark.enrolment_id} ${mark.meeting_id}`, mark.state]));
  const markedBy = (enrolmentId: string) =>
    meetings.map(({ id }) => ({
      meetingId: id,
      state: (states.get(`${enrolmentId} ${id}`) ?? null) as AttendanceState | null,
    }));
  return new Map(enrolmentIds.map((enrolmentId) => [enrolmentId, markedBy(enrolmentId)]));
}
