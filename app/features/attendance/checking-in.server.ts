import { lockSection } from '#app/features/selection/seats.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { AttendanceState } from './attendance.rules.ts';
import { checkInStanding, stateOnComing } from './check-in.rules.ts';
import type { NotCheckedIn } from './check-in-words.rules.ts';
import { meetWhenEnough } from './enough.server.ts';
import { policy } from './policy.rules.ts';
import { marksOf, writeMark } from './writing-marks.server.ts';

/** A meeting that somebody may be checked in to. Instants as UTC ISO text. */
export interface MeetingAtDoor {
  meetingId: string;
  enrolmentId: string;
  sectionId: string;
  sectionTitle: string;
  number: number;
  topic: string;
  startsAt: string;
  endsAt: string;
  isCancelled: boolean;
  /** Their mark so far. */
  state: AttendanceState | null;
}

function atDoor(db: Db, personId: string) {
  return db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .leftJoin('attendance', (join) =>
      join
        .onRef('attendance.meeting_id', '=', 'meeting.id')
        .onRef('attendance.person_id', '=', 'enrolment.person_id'),
    )
    .select(['meeting.id', 'enrolment.id as enrolmentId', 'section.id as sectionId', 'section.title'])
    .select(['meeting.number', 'meeting.topic', 'starts_at', 'ends_at'])
    .select(['meeting_cancellation.at as cancelledAt', 'attendance.state'])
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', '=', 1);
}

type DoorRow = Awaited<ReturnType<ReturnType<typeof atDoor>['executeTakeFirstOrThrow']>>;

const asDoor = (row: DoorRow): MeetingAtDoor => ({
  ...{ meetingId: row.id, enrolmentId: row.enrolmentId, sectionId: row.sectionId, sectionTitle: row.title },
  ...{ number: row.number, topic: row.topic, startsAt: row.starts_at, endsAt: row.ends_at },
  ...{ isCancelled: row.cancelledAt !== null, state: row.state as AttendanceState | null },
});

/** One meeting of a section in which somebody learns; null where they do not. One statement. */
export async function meetingAtDoor(
  db: Db,
  { meetingId, personId }: { meetingId: string; personId: string },
): Promise<MeetingAtDoor | null> {
  const row = await atDoor(db, personId).where('meeting.id', '=', meetingId).executeTakeFirst();
  return row ? asDoor(row) : null;
}

const DAY_MS = 86_400_000;

/** The meetings of somebody's sections to which they may check in now, soonest first. One statement. */
export async function meetingsAtDoor(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<MeetingAtDoor[]> {
  const [from, to] = [-DAY_MS, DAY_MS].map((ms) => new Date(now.getTime() + ms).toISOString());
  const rows = await atDoor(db, personId)
    .where('starts_at', '>', from ?? '')
    .where('starts_at', '<', to ?? '')
    .orderBy('starts_at')
    .limit(20)
    .execute();
  return rows
    .map(asDoor)
    .filter((one) => !one.isCancelled && checkInStanding(one, now, policy.checkIn) === 'open');
}

export type CheckedIn =
  | { ok: true; state: AttendanceState; isNew: boolean; meeting: MeetingAtDoor }
  | { ok: false; reason: NotCheckedIn };

/**
 * Whoever has scanned or typed the code of a meeting is there since then: present, or late. What the teacher's list says, or a made-up meeting, stays as it is;
 * scanning twice is the same as once. 到课 is met in the same transaction where it is enough now. Nothing of a place is asked for or kept.
 */
export async function checkIn(
  db: Db,
  {
    actor,
    meetingId,
    way,
    at,
    now,
  }: { actor: Actor; meetingId: string; way: 'qr' | 'code'; at: Date; now: Date },
): Promise<CheckedIn> {
  const personId = actor.personId ?? '';
  return inTransaction(db, async (trx) => {
    const meeting = await meetingAtDoor(trx, { meetingId, personId });
    if (!meeting) return { ok: false, reason: 'not-yours' };
    if (meeting.isCancelled) return { ok: false, reason: 'cancelled' };
    const standing = checkInStanding(meeting, at, policy.checkIn);
    if (standing !== 'open') return { ok: false, reason: standing };
    const { enrolmentId, sectionId } = meeting;
    // A merge takes marks along: it must not miss one that is being written.
    await lockSection(trx, sectionId);
    const before = (await marksOf(trx, meetingId)).get(personId) ?? null;
    if (before?.enrolment_id === enrolmentId)
      return { ok: true, state: before.state as AttendanceState, isNew: false, meeting };
    const state = stateOnComing(meeting, at, policy.checkIn);
    const mark = { personId, state };
    const writing = { byPersonId: personId, way, meetingId, enrolmentId, mark, before, now };
    const isNew = await writeMark(trx, writing);
    await meetWhenEnough(trx, { enrolmentIds: [enrolmentId], sectionId, now });
    return { ok: true, state, isNew, meeting };
  });
}

/** How many of a class have a mark for a meeting that says that they are there. One statement. */
export async function countThere(db: Db, meetingId: string): Promise<number> {
  const { count } = await db
    .selectFrom('attendance')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('meeting_id', '=', meetingId)
    .where('state', 'in', ['present', 'late', 'early'])
    .executeTakeFirstOrThrow();
  return Number(count);
}
