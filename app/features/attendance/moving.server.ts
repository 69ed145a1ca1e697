import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import { type AttendanceState, countsAsPresent } from './attendance.rules.ts';
import { meetWhenEnough } from './enough.server.ts';

/** Somebody whose enrolment in one section has just become one in another of the same course. */
export interface MovedPerson {
  personId: string;
  fromId: string;
  toId: string;
}

interface Moving {
  actor: Actor;
  moved: readonly MovedPerson[];
  sectionId: string;
  intoId: string;
  now: Date;
}

/**
 * Takes the marks and make-ups of merged people along: the third meeting of the one section stands for the third of the other. Where the
 * other one has marked them already, from an earlier time there, being there counts, whichever says so. What has no meeting of its number
 * stays; the caller has made sure that nobody loses by that. Onto a meeting that has not begun there goes only what counts and what is being
 * made up: whoever missed theirs can still come to it. Then 到课 is met where it is enough.
 */
export async function moveAttendance(trx: Trx, moving: Moving): Promise<void> {
  const { actor, moved, intoId, now } = moving;
  if (moved.length === 0) return;
  const meetings = await meetingsAcross(trx, moving);
  const there = await marksThere(trx, moving);
  for (const person of moved) {
    const marks = await trx
      .selectFrom('attendance')
      .select(['id', 'meeting_id', 'state', 'way'])
      .where('enrolment_id', '=', person.fromId)
      .execute();
    const makeUps = await makeUpsOf(trx, person.fromId);
    for (const mark of marks) {
      const meeting = meetings.get(mark.meeting_id);
      const state = mark.state as AttendanceState;
      const goes = countsAsPresent(state) || makeUps.some(({ meeting_id }) => meeting_id === mark.meeting_id);
      if (!meeting) continue;
      const known = there.get(`${meeting.id} ${person.personId}`);
      if (known) await joinMarks(trx, moving, { known, state, toId: person.toId });
      else if (goes || meeting.hasBegun)
        await moveMark(trx, mark, { meeting_id: meeting.id, enrolment_id: person.toId });
    }
    await moveMakeUps(trx, makeUps, { toId: person.toId, meetings });
  }
  const enrolmentIds = moved.map(({ toId }) => toId);
  await meetWhenEnough(trx, { actor, enrolmentIds, sectionId: intoId, now });
}

type Meetings = ReadonlyMap<string, { id: string; hasBegun: boolean }>;

/** The meetings of a section, each with that of the same number in the other, by id. */
async function meetingsAcross(trx: Trx, { sectionId, intoId, now }: Moving): Promise<Meetings> {
  const rows = await trx
    .selectFrom('meeting')
    .innerJoin('meeting as there', (join) =>
      join.onRef('there.number', '=', 'meeting.number').on('there.section_id', '=', intoId),
    )
    .select(['meeting.id', 'there.id as thereId', 'there.starts_at'])
    .where('meeting.section_id', '=', sectionId)
    .execute();
  const at = now.toISOString();
  return new Map(rows.map((row) => [row.id, { id: row.thereId, hasBegun: row.starts_at <= at }]));
}

interface Known {
  id: string;
  state: AttendanceState;
}

async function marksThere(trx: Trx, { moved, intoId }: Moving): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('meeting')
    .innerJoin('attendance', 'attendance.meeting_id', 'meeting.id')
    .select(['attendance.id', 'meeting_id', 'person_id', 'state'])
    .where('section_id', '=', intoId)
    .where(
      'person_id',
      'in',
      moved.map(({ personId }) => personId),
    )
    .execute();
  return new Map(
    rows.map(({ id, meeting_id, person_id, state }) => [
      `${meeting_id} ${person_id}`,
      { id, state: state as AttendanceState },
    ]),
  );
}

async function moveMark(
  trx: Trx,
  { id, way }: { id: string; way: string },
  to: { meeting_id: string; enrolment_id: string },
): Promise<void> {
  await trx
    .updateTable('attendance')
    .set({ ...to, way: way === 'make-up' ? way : 'moved' })
    .where('id', '=', id)
    .execute();
}

async function joinMarks(
  trx: Trx,
  { actor, now }: Moving,
  { known, state, toId }: { known: Known; state: AttendanceState; toId: string },
): Promise<void> {
  // What an earlier enrolment has made up belongs to that one.
  const kept = known.state !== 'made-up' && (countsAsPresent(known.state) || !countsAsPresent(state));
  const after = kept ? known.state : state;
  await trx
    .updateTable('attendance')
    .set({ enrolment_id: toId, state: after, ...(after === known.state ? {} : { way: 'moved' }) })
    .where('id', '=', known.id)
    .execute();
  if (after === known.state) return;
  await trx
    .insertInto('attendance_change')
    .values({
      id: newId(),
      attendance_id: known.id,
      from_state: known.state,
      to_state: after,
      at: now.toISOString(),
      by_person_id: actor.personId,
    })
    .execute();
}

type MakeUps = Awaited<ReturnType<typeof makeUpsOf>>;

function makeUpsOf(trx: Trx, enrolmentId: string) {
  return trx
    .selectFrom('make_up')
    .select(['id', 'meeting_id'])
    .where('enrolment_id', '=', enrolmentId)
    .where('active', '=', 1)
    .execute();
}

async function moveMakeUps(
  trx: Trx,
  makeUps: MakeUps,
  { toId, meetings }: { toId: string; meetings: Meetings },
): Promise<void> {
  for (const { id, meeting_id } of makeUps)
    await trx
      .updateTable('make_up')
      .set({ enrolment_id: toId, meeting_id: meetings.get(meeting_id)?.id ?? meeting_id })
      .where('id', '=', id)
      .execute();
}
