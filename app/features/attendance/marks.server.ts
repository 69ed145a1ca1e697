import { writeJournal } from '#app/features/journal/journal.server.ts';
import { lockSection } from '#app/features/selection/seats.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  type AttendanceState,
  attendanceStates,
  countsAsPresent,
  type MarkedState,
  wasMissed,
} from './attendance.rules.ts';
import { meetWhenEnough } from './enough.server.ts';

export interface Mark {
  personId: string;
  state: MarkedState;
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
 * when the meeting is not of this section or has been cancelled. The caller has checked that the actor teaches it. Who has made the meeting up
 * stays so, unless it turns out that they were there. A later correction changes what 到课 is met with until the section is completed, and
 * never a credit: what was paid is taken back only by a reversal with a reason (credits/ledger).
 */
export async function markAttendance(
  db: Db,
  { actor, sectionId, meetingId, marks, now }: Marking,
): Promise<{ changed: number } | null> {
  return inTransaction(db, async (trx) => {
    // A merge takes marks along: it must not miss those that are being written.
    await lockSection(trx, sectionId);
    if (!(await isMeetingOf(trx, meetingId, sectionId))) return null;
    const touched = await writeMarks(trx, { actor, sectionId, meetingId, marks, now });
    const changed = touched.length;
    if (changed === 0) return { changed };
    await meetWhenEnough(trx, { actor, enrolmentIds: touched, sectionId, now });
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

const counting = attendanceStates.filter(countsAsPresent);

/** Whether a meeting counts for anybody already: who was there, or has made it up, or brought it from a section that was merged. */
export async function countsForSomebody(db: Db, meetingId: string): Promise<boolean> {
  const mark = await db
    .selectFrom('attendance')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('state', 'in', counting)
    .limit(1)
    .executeTakeFirst();
  return mark !== undefined;
}

async function isMeetingOf(trx: Trx, meetingId: string, sectionId: string): Promise<boolean> {
  const meeting = await trx
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select('meeting.id')
    .where('meeting.id', '=', meetingId)
    .where('section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .executeTakeFirst();
  return meeting !== undefined;
}

/** Writes what differs from what is known, each person once; returns the enrolments whose mark changed. */
async function writeMarks(trx: Trx, { actor, sectionId, meetingId, marks, now }: Marking): Promise<string[]> {
  const enrolments = await enrolledOf(trx, sectionId);
  const known = await marksOf(trx, meetingId);
  const madeUp = await madeUpIn(trx, meetingId);
  const changed: string[] = [];
  for (const { personId, state } of new Map(marks.map((one) => [one.personId, one])).values()) {
    const enrolmentId = enrolments.get(personId);
    const before = known.get(personId) ?? null;
    if (!enrolmentId) continue;
    // That somebody was away after all does not undo that they made up for it.
    const mark = {
      personId,
      state: wasMissed(state) && madeUp.has(enrolmentId) ? 'made-up' : state,
    } as const;
    if (stays(before, { enrolmentId, state: mark.state })) continue;
    if (await writeMark(trx, { actor, meetingId, enrolmentId, mark, before, now })) changed.push(enrolmentId);
  }
  return changed;
}

/** Whether a mark says nothing new. That somebody was away does not undo that they made up for it. */
function stays(before: Before | null, mark: { enrolmentId: string; state: AttendanceState }): boolean {
  if (before?.enrolment_id !== mark.enrolmentId) return false;
  return before.state === mark.state || (before.state === 'made-up' && wasMissed(mark.state));
}

/** The enrolments that have made this meeting up. */
async function madeUpIn(trx: Trx, meetingId: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('make_up')
    .select('enrolment_id')
    .where('meeting_id', '=', meetingId)
    .where('active', '=', 1)
    .where('done_at', 'is not', null)
    .execute();
  return new Set(rows.map(({ enrolment_id }) => enrolment_id));
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

interface Before {
  id: string;
  person_id: string;
  enrolment_id: string;
  state: string;
}

async function marksOf(trx: Trx, meetingId: string): Promise<Map<string, Before>> {
  const rows = await trx
    .selectFrom('attendance')
    .select(['id', 'person_id', 'enrolment_id', 'state'])
    .where('meeting_id', '=', meetingId)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row]));
}

interface Writing {
  actor: Actor;
  meetingId: string;
  enrolmentId: string;
  mark: { personId: string; state: AttendanceState };
  before: Before | null;
  now: Date;
}

/** False when somebody else has said the same, or made up for it, a moment before. */
async function writeMark(trx: Trx, writing: Writing): Promise<boolean> {
  const { actor, meetingId, enrolmentId, mark, before, now } = writing;
  const values = {
    // Of somebody who left and came back the enrolment is a new one.
    enrolment_id: enrolmentId,
    state: mark.state,
    way: 'list',
    marked_at: now.toISOString(),
    marked_by: actor.personId,
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
      by_person_id: actor.personId,
    })
    .execute();
  return true;
}

/** A mark on the list. `taken`: from this list, once the meeting had begun; `carried`: from a section that was merged into this one. */
export interface ListedMark {
  meetingId: string;
  personId: string;
  state: AttendanceState;
  taken: boolean;
  carried: boolean;
}

/** All marks of a section. */
export async function attendanceOf(db: Db, sectionId: string): Promise<ListedMark[]> {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('meeting', 'meeting.id', 'attendance.meeting_id')
    .select(['meeting_id', 'person_id', 'state', 'way', 'marked_at', 'starts_at'])
    .where('meeting.section_id', '=', sectionId)
    .execute();
  return rows.map((row) => ({
    meetingId: row.meeting_id,
    personId: row.person_id,
    state: row.state as AttendanceState,
    taken: row.way === 'list' && row.marked_at >= row.starts_at,
    carried: row.way === 'moved',
  }));
}

/** Against the mark that is there by now. */
async function writeAnew(trx: Trx, writing: Writing): Promise<boolean> {
  const { meetingId, enrolmentId, mark } = writing;
  const before = (await marksOf(trx, meetingId)).get(mark.personId);
  if (!before) throw new Error(`the mark of ${mark.personId} in ${meetingId} has gone`);
  return !stays(before, { enrolmentId, state: mark.state }) && writeMark(trx, { ...writing, before });
}
