import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { type AttendanceState, wasMissed } from './attendance.rules.ts';

/** How it became known that somebody was there: the teacher's list, the code on the screen scanned or typed. */
export type MarkWay = 'list' | 'qr' | 'code';

/** A mark that is there. */
export interface Before {
  id: string;
  person_id: string;
  enrolment_id: string;
  state: string;
}

/** The marks of a meeting, by person. */
export async function marksOf(trx: Trx, meetingId: string): Promise<Map<string, Before>> {
  const rows = await trx
    .selectFrom('attendance')
    .select(['id', 'person_id', 'enrolment_id', 'state'])
    .where('meeting_id', '=', meetingId)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row]));
}

export interface Writing {
  /** Who says so. */
  byPersonId: string | null;
  way: MarkWay;
  meetingId: string;
  enrolmentId: string;
  mark: { personId: string; state: AttendanceState };
  before: Before | null;
  now: Date;
}

/** False when somebody else has said the same, or made up for it, a moment before. */
export async function writeMark(trx: Trx, writing: Writing): Promise<boolean> {
  const { byPersonId, way, meetingId, enrolmentId, mark, before, now } = writing;
  const values = {
    // Of somebody who left and came back the enrolment is a new one.
    enrolment_id: enrolmentId,
    state: mark.state,
    way,
    marked_at: now.toISOString(),
    marked_by: byPersonId,
  };
  const id = before?.id ?? newId();
  if (before) {
    const { numUpdatedRows } = await trx
      .updateTable('attendance')
      .set(values)
      .where('id', '=', before.id)
      .where('state', '=', before.state)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return writeAnew(trx, writing);
  } else {
    try {
      await trx
        .insertInto('attendance')
        .values({ id, meeting_id: meetingId, person_id: mark.personId, ...values })
        .execute();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // The same list was sent twice: the other one has just marked this person.
      return writeAnew(trx, writing);
    }
  }
  await trx
    .insertInto('attendance_change')
    .values({
      id: newId(),
      attendance_id: id,
      from_state: before?.state ?? null,
      to_state: mark.state,
      at: now.toISOString(),
      by_person_id: byPersonId,
    })
    .execute();
  return true;
}

/** Against the mark that is there by now. */
async function writeAnew(trx: Trx, writing: Writing): Promise<boolean> {
  const { meetingId, enrolmentId, mark } = writing;
  const before = (await marksOf(trx, meetingId)).get(mark.personId);
  if (!before) throw new Error(`the mark of ${mark.personId} in ${meetingId} has gone`);
  return !stays(before, { enrolmentId, state: mark.state }) && writeMark(trx, { ...writing, before });
}

/** Whether a mark says nothing new. That somebody was away does not undo that they made up for it. */
export function stays(before: Before | null, mark: { enrolmentId: string; state: AttendanceState }): boolean {
  if (before?.enrolment_id !== mark.enrolmentId) return false;
  return before.state === mark.state || (before.state === 'made-up' && wasMissed(mark.state));
}
