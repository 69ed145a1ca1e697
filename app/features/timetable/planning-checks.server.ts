import { bookingClashes } from '#app/features/venues/booked.server.ts';
import type { Db } from '#db/database.ts';
import { teacherClashes } from './busy-teachers.server.ts';
import { type FormProblem, roomProblem, teacherProblems, venueProblems } from './clash-words.rules.ts';
import type { MeetingTime } from './clashes.rules.ts';

export interface WantedMeetings {
  times: readonly MeetingTime[];
  teacherId: string | null;
  venueId: string | null;
  /** How many people must find room; null: not asked. */
  seats: number | null;
  /** A meeting that is being moved stands in nobody's way. */
  exceptMeetingId?: string;
}

/**
 * Everything that stands against meeting at these times, all at once: the teacher's other meetings in whatever school, the place's
 * bookings and hours, and its size. Empty when nothing does. Ask within the planning turn.
 */
export async function planningProblems(
  db: Db,
  { times, teacherId, venueId, seats, exceptMeetingId }: WantedMeetings,
): Promise<FormProblem[]> {
  return [
    ...(teacherId ? await teacherIsBusy(db, teacherId, times, exceptMeetingId) : []),
    ...(venueId ? await venueIsTaken(db, { venueId, times, seats, exceptMeetingId }) : []),
  ];
}

async function teacherIsBusy(
  db: Db,
  teacherId: string,
  times: readonly MeetingTime[],
  exceptMeetingId?: string,
): Promise<FormProblem[]> {
  const teacher = await db
    .selectFrom('teacher')
    .select('name')
    .where('id', '=', teacherId)
    .executeTakeFirst();
  if (!teacher) return [{ field: 'teacher', reason: 'teacher', message: '没有找到这位老师。请重新选一位。' }];
  const apartFrom = exceptMeetingId ? [exceptMeetingId] : [];
  return teacherProblems(teacher.name, await teacherClashes(db, { teacherId, times, apartFrom }));
}

async function venueIsTaken(
  db: Db,
  {
    venueId,
    times,
    seats,
    exceptMeetingId = null,
  }: Pick<WantedMeetings, 'times' | 'seats'> & {
    venueId: string;
    exceptMeetingId?: string | null | undefined;
  },
): Promise<FormProblem[]> {
  const venue = await db
    .selectFrom('venue')
    .select(['name', 'capacity'])
    .where('id', '=', venueId)
    .executeTakeFirst();
  if (!venue)
    return venueProblems('', [{ wanted: { startsAt: '', endsAt: '' }, refusal: { reason: 'not-found' } }]);
  const against = await bookingClashes(
    db,
    times.map(({ startsAt, endsAt }) => ({ venueId, startsAt, endsAt, exceptMeetingId })),
  );
  const clashes = times.flatMap((wanted, at) => {
    const refusal = against[at];
    return refusal ? [{ wanted, refusal }] : [];
  });
  return [...venueProblems(venue.name, clashes), ...roomProblem(venue, seats ?? 0)];
}
