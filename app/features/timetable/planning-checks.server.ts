import { bookingClashes } from '#app/features/venues/booked.server.ts';
import { lockVenue } from '#app/features/venues/locks.server.ts';
import type { Trx } from '#db/database.ts';
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
 * bookings and hours, and its size. Empty when nothing does. Ask within the planning turn. The place is held until the transaction
 * ends: the schools book it for events without that turn, and what was free here must still be free when it is booked.
 */
export async function planningProblems(
  trx: Trx,
  { times, teacherId, venueId, seats, exceptMeetingId }: WantedMeetings,
): Promise<FormProblem[]> {
  return [
    ...(teacherId ? await teacherIsBusy(trx, teacherId, times, exceptMeetingId) : []),
    ...(venueId ? await venueIsTaken(trx, { venueId, times, seats, exceptMeetingId }) : []),
  ];
}

async function teacherIsBusy(
  trx: Trx,
  teacherId: string,
  times: readonly MeetingTime[],
  exceptMeetingId?: string,
): Promise<FormProblem[]> {
  const teacher = await trx
    .selectFrom('teacher')
    .select('name')
    .where('id', '=', teacherId)
    .executeTakeFirst();
  if (!teacher) return [{ field: 'teacher', reason: 'teacher', message: '没有找到这位老师。请重新选一位。' }];
  const apartFrom = exceptMeetingId ? [exceptMeetingId] : [];
  return teacherProblems(teacher.name, await teacherClashes(trx, { teacherId, times, apartFrom }));
}

async function venueIsTaken(
  trx: Trx,
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
  await lockVenue(trx, venueId);
  const venue = await trx
    .selectFrom('venue')
    .select(['name', 'capacity'])
    .where('id', '=', venueId)
    .executeTakeFirst();
  if (!venue)
    return venueProblems('', [{ wanted: { startsAt: '', endsAt: '' }, refusal: { reason: 'not-found' } }]);
  const against = await bookingClashes(
    trx,
    times.map(({ startsAt, endsAt }) => ({ venueId, startsAt, endsAt, exceptMeetingId })),
  );
  const clashes = times.flatMap((wanted, at) => {
    const refusal = against[at];
    return refusal ? [{ wanted, refusal }] : [];
  });
  return [...venueProblems(venue.name, clashes), ...roomProblem(venue, seats ?? 0)];
}
