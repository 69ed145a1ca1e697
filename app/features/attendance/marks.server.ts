import { writeJournal } from '#app/features/journal/journal.server.ts';
import { lockSection } from '#app/features/selection/seats.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  type AttendanceState,
  attendanceStates,
  countsAsPresent,
  type MarkedState,
  wasMissed,
} from './attendance.rules.ts';
import { meetWhenEnough } from './enough.server.ts';
import { marksOf, stays, writeMark } from './writing-marks.server.ts';

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
    const writing = {
      byPersonId: actor.personId,
      way: 'list',
      meetingId,
      enrolmentId,
      mark,
      before,
      now,
    } as const;
    if (await writeMark(trx, writing)) changed.push(enrolmentId);
  }
  return changed;
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

/** A mark on the list. `taken`: from this list, once the meeting had begun; `carried`: from a section that was merged into this one. */
export interface ListedMark {
  meetingId: string;
  personId: string;
  state: AttendanceState;
  taken: boolean;
  carried: boolean;
  /** By the code on the screen. */
  byCode: boolean;
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
    byCode: row.way === 'qr' || row.way === 'code',
  }));
}
