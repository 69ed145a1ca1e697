import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  type AttendanceState,
  countsAsPresent,
  type MarkedMeeting,
  mayComplete,
} from './attendance.rules.ts';

export interface Mark {
  personId: string;
  state: AttendanceState;
}

export interface Marking {
  actor: Actor;
  sectionId: string;
  meetingId: string;
  marks: readonly Mark[];
  now: Date;
}

/**
 * The teacher's list of one meeting: one record per (meeting, learner), every change kept as history. When enough meetings
 * are marked present, the learner's requirement 到课 is met in the same transaction. Returns how many marks changed, or null
 * when the meeting is not of this section. The caller has checked that the actor teaches it.
 */
export async function markAttendance(
  db: Db,
  { actor, sectionId, meetingId, marks, now }: Marking,
): Promise<{ changed: number } | null> {
  return inTransaction(db, async (trx) => {
    const meeting = await trx
      .selectFrom('meeting')
      .select('id')
      .where('id', '=', meetingId)
      .where('section_id', '=', sectionId)
      .executeTakeFirst();
    if (!meeting) return null;
    const enrolments = await enrolledOf(trx, sectionId);
    const known = await trx
      .selectFrom('attendance')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .execute();
    let changed = 0;
    for (const mark of marks) {
      const enrolmentId = enrolments.get(mark.personId);
      const before = known.find(({ person_id }) => person_id === mark.personId);
      if (!enrolmentId || before?.state === mark.state) continue;
      await writeMark(trx, { actor, meetingId, enrolmentId, mark, before: before ?? null, now });
      await meetWhenEnough(trx, { enrolmentId, sectionId, now });
      changed += 1;
    }
    if (changed > 0)
      await writeJournal(trx, {
        actor,
        action: 'attendance.marked',
        subjectType: 'meeting',
        subjectId: meetingId,
        detail: { changed },
        now,
      });
    return { changed };
  });
}

async function enrolledOf(trx: Trx, sectionId: string): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('enrolment')
    .select(['id', 'person_id'])
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .execute();
  return new Map(rows.map(({ id, person_id }) => [person_id, id]));
}

interface Writing {
  actor: Actor;
  meetingId: string;
  enrolmentId: string;
  mark: Mark;
  before: { id: string; state: string } | null;
  now: Date;
}

async function writeMark(
  trx: Trx,
  { actor, meetingId, enrolmentId, mark, before, now }: Writing,
): Promise<void> {
  const values = { state: mark.state, way: 'list', marked_at: now.toISOString(), marked_by: actor.personId };
  const id = before?.id ?? newId();
  if (before) await trx.updateTable('attendance').set(values).where('id', '=', before.id).execute();
  else
    await trx
      .insertInto('attendance')
      .values({ id, meeting_id: meetingId, person_id: mark.personId, enrolment_id: enrolmentId, ...values })
      .execute();
  await trx
    .insertInto('attendance_change')
    .values({
      id: newId(),
      attendance_id: id,
      from_state: before?.state ?? null,
      to_state: mark.state,
      at: now.toISOString(),
      by_person_id: actor.personId,
    })
    .execute();
}

async function meetWhenEnough(
  trx: Trx,
  { enrolmentId, sectionId, now }: { enrolmentId: string; sectionId: string; now: Date },
): Promise<void> {
  const requirement = await trx
    .selectFrom('requirement')
    .select('detail')
    .where('enrolment_id', '=', enrolmentId)
    .where('kind', '=', 'attend')
    .executeTakeFirst();
  if (!requirement) return;
  const meetings = await markedMeetings(trx, enrolmentId, sectionId);
  const share = Number((JSON.parse(requirement.detail) as { minimumShare?: number }).minimumShare ?? 1);
  if (!mayComplete(meetings, share)) return;
  const present = meetings.filter(({ state }) => state !== null && countsAsPresent(state)).length;
  await meetRequirement(trx, {
    enrolmentId,
    kind: 'attend',
    subjectId: sectionId,
    evidence: { present, meetings: meetings.length },
    now,
  });
}

async function markedMeetings(db: Db, enrolmentId: string, sectionId: string): Promise<MarkedMeeting[]> {
  const rows = await db
    .selectFrom('meeting')
    .leftJoin('attendance', (join) =>
      join.onRef('attendance.meeting_id', '=', 'meeting.id').on('attendance.enrolment_id', '=', enrolmentId),
    )
    .select(['meeting.id', 'attendance.state'])
    .where('meeting.section_id', '=', sectionId)
    .execute();
  return rows.map(({ id, state }) => ({ meetingId: id, state: state as AttendanceState | null }));
}

/** All marks of a section: (meeting, person) → state. */
export async function attendanceOf(
  db: Db,
  sectionId: string,
): Promise<{ meetingId: string; personId: string; state: AttendanceState }[]> {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('meeting', 'meeting.id', 'attendance.meeting_id')
    .select(['meeting_id', 'person_id', 'state'])
    .where('meeting.section_id', '=', sectionId)
    .execute();
  return rows.map((row) => ({
    meetingId: row.meeting_id,
    personId: row.person_id,
    state: row.state as AttendanceState,
  }));
}

/** One person's own marks of a section, by meeting. */
export async function ownAttendance(db: Db, enrolmentId: string): Promise<Map<string, AttendanceState>> {
  const rows = await db
    .selectFrom('attendance')
    .select(['meeting_id', 'state'])
    .where('enrolment_id', '=', enrolmentId)
    .execute();
  return new Map(rows.map((row) => [row.meeting_id, row.state as AttendanceState]));
}
