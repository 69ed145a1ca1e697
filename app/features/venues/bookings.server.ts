import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { weekdayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type BookingRefusal, bookedBetween, DAY_MS } from './booked.server.ts';
import { dayInWords, isOpenFor } from './hours.rules.ts';
import { hoursOf } from './hours.server.ts';
import { lockVenue } from './locks.server.ts';

/** A place for a time. `school` is null for what belongs to none of the four, `meetingId` for what is no meeting of a section. */
export interface NewBooking {
  venueId: string;
  startsAt: string;
  endsAt: string;
  title: string;
  school: School | null;
  meetingId: string | null;
}

export type VenueBooked = { ok: true; bookingId: string } | ({ ok: false } & BookingRefusal);

interface Deed {
  actor: Actor;
  now: Date;
}

/**
 * Books a place for a time within its opening hours (延时 included). Nobody else gets it for a moment of it: the place is locked
 * before anything is looked up. Instants as UTC ISO text, at most a day. Within a larger transaction call it before anything that
 * refers to the place is written, so that two of them wait for each other instead of failing.
 */
export async function bookVenue(
  db: Db,
  { booking, actor, now }: Deed & { booking: NewBooking },
): Promise<VenueBooked> {
  return inTransaction(db, async (trx) => {
    const against = await lockedAndLookedUp(trx, booking);
    if (against) return { ok: false, ...against };
    return { ok: true, bookingId: await write(trx, { booking, actor, now }) };
  });
}

/** What stands against a booking, with the place held for the caller until its transaction ends. */
async function lockedAndLookedUp(trx: Db, booking: NewBooking): Promise<BookingRefusal | null> {
  const { venueId, startsAt, endsAt, meetingId } = booking;
  const lengthMs = Date.parse(endsAt) - Date.parse(startsAt);
  if (!(lengthMs > 0 && lengthMs <= DAY_MS))
    throw new RangeError(`No booking from ${startsAt} to ${endsAt}.`);
  if (!(await lockVenue(trx, venueId))) return { reason: 'not-found' };
  const hours = (await hoursOf(trx, [venueId])).get(venueId) ?? [];
  if (!isOpenFor(hours, { startsAt, endsAt }))
    return { reason: 'shut', hours: dayInWords(hours, weekdayOf(startsAt)) };
  const booked = await bookedBetween(trx, { venueId, from: startsAt, to: endsAt });
  const other = booked.find((one) => meetingId === null || one.meetingId !== meetingId);
  return other ? { reason: 'taken', with: other } : null;
}

async function write(trx: Db, { booking, actor, now }: Deed & { booking: NewBooking }): Promise<string> {
  const id = newId();
  await trx
    .insertInto('venue_booking')
    .values({
      id,
      venue_id: booking.venueId,
      starts_at: booking.startsAt,
      ends_at: booking.endsAt,
      meeting_id: booking.meetingId,
      title: booking.title,
      school: booking.school,
      active: 1,
      booked_by: actor.personId,
      booked_at: now.toISOString(),
    })
    .execute();
  // What happens to a meeting is told by the journal of its section.
  if (booking.meetingId === null)
    await writeJournal(trx, {
      actor,
      action: 'venue.booked',
      subjectType: 'venue',
      subjectId: booking.venueId,
      detail: { bookingId: id, title: booking.title, startsAt: booking.startsAt, endsAt: booking.endsAt },
      now,
    });
  return id;
}

/** Gives a meeting another place or time: all or nothing. `reason` says why the former booking ended; there may have been none. */
export async function moveBooking(
  db: Db,
  { booking, actor, reason, now }: Deed & { booking: NewBooking & { meetingId: string }; reason: string },
): Promise<VenueBooked> {
  return inTransaction(db, async (trx) => {
    const against = await lockedAndLookedUp(trx, booking);
    if (against) return { ok: false, ...against };
    await endBooking(trx, { meetingId: booking.meetingId, actor, reason, now });
    return { ok: true, bookingId: await write(trx, { booking, actor, now }) };
  });
}

/** Gives a place back, once, with a reason: the booking of a meeting, or any by its id. */
export async function endBooking(
  db: Db,
  {
    actor,
    reason,
    now,
    ...which
  }: Deed & { reason: string } & ({ meetingId: string } | { bookingId: string }),
): Promise<{ ok: true } | { ok: false; reason: 'not-found' }> {
  return inTransaction(db, async (trx) => {
    const booking = await trx
      .selectFrom('venue_booking')
      .select(['id', 'venue_id', 'meeting_id', 'title'])
      .where((eb) =>
        'meetingId' in which ? eb('meeting_id', '=', which.meetingId) : eb('id', '=', which.bookingId),
      )
      .where('active', '=', 1)
      .executeTakeFirst();
    if (!booking || (await endAll(trx, { ids: [booking.id], actor, reason, now })) === 0)
      return { ok: false, reason: 'not-found' };
    if (booking.meeting_id === null)
      await writeJournal(trx, {
        actor,
        action: 'venue.released',
        subjectType: 'venue',
        subjectId: booking.venue_id,
        detail: { bookingId: booking.id, title: booking.title, reason },
        now,
      });
    return { ok: true };
  });
}

/** Gives back what some meetings had booked and have not begun; answers how many bookings that were. */
export async function endBookingsOfMeetings(
  db: Db,
  { meetingIds, actor, reason, now }: Deed & { meetingIds: readonly string[]; reason: string },
): Promise<number> {
  if (meetingIds.length === 0) return 0;
  return inTransaction(db, async (trx) => {
    const rows = await trx
      .selectFrom('venue_booking')
      .select('id')
      .where('meeting_id', 'in', meetingIds)
      .where('active', '=', 1)
      .where('starts_at', '>', now.toISOString())
      .execute();
    return endAll(trx, { ids: rows.map(({ id }) => id), actor, reason, now });
  });
}

async function endAll(
  trx: Db,
  { ids, actor, reason, now }: Deed & { ids: readonly string[]; reason: string },
): Promise<number> {
  let ended = 0;
  for (const id of [...ids].sort()) {
    const { numUpdatedRows } = await trx
      .updateTable('venue_booking')
      .set({ active: null })
      .where('id', '=', id)
      .where('active', '=', 1)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) continue; // somebody else has just ended it
    await trx
      .insertInto('venue_booking_end')
      .values({ booking_id: id, at: now.toISOString(), by_person_id: actor.personId, reason })
      .execute();
    ended += 1;
  }
  return ended;
}
