import type { Actor } from '#app/lib/actor.ts';
import { instantAt } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { bookVenue, endBooking, type VenueBooked } from './bookings.server.ts';

/** What a school wants a place for: on a calendar day, from one clock time to another. */
export interface NewEvent {
  title: string;
  school: School;
  day: string;
  from: string;
  to: string;
}

const MOST_DAYS_AHEAD = 400;

export type EventBooked = VenueBooked | { ok: false; reason: 'past' } | { ok: false; reason: 'too-far' };

/** Books a place for an event of one of the four schools. Nothing is booked in the past, or more than a good year ahead. */
export async function bookEvent(
  db: Db,
  { venueId, event, actor, now }: { venueId: string; event: NewEvent; actor: Actor; now: Date },
): Promise<EventBooked> {
  const startsAt = instantAt(event.day, event.from);
  const daysAhead = (startsAt.getTime() - now.getTime()) / 86_400_000;
  if (daysAhead < 0) return { ok: false, reason: 'past' };
  if (daysAhead > MOST_DAYS_AHEAD) return { ok: false, reason: 'too-far' };
  const booking = {
    venueId,
    startsAt: startsAt.toISOString(),
    endsAt: instantAt(event.day, event.to).toISOString(),
    title: event.title,
    school: event.school,
    meetingId: null,
  };
  return bookVenue(db, { booking, actor, now });
}

export type EventReleased = { ok: true } | { ok: false; reason: 'not-found' | 'meeting' | 'over' };

interface Release {
  venueId: string;
  bookingId: string;
  reason: string;
  actor: Actor;
  now: Date;
}

/** Gives back what was booked for an event. The place of a meeting is given back by whoever moves or cancels the meeting. */
export async function releaseEvent(
  db: Db,
  { venueId, bookingId, reason, actor, now }: Release,
): Promise<EventReleased> {
  return inTransaction(db, async (trx) => {
    const booking = await trx
      .selectFrom('venue_booking')
      .select(['meeting_id', 'ends_at'])
      .where('id', '=', bookingId)
      .where('venue_id', '=', venueId)
      .where('active', '=', 1)
      .executeTakeFirst();
    if (!booking) return { ok: false, reason: 'not-found' };
    if (booking.meeting_id) return { ok: false, reason: 'meeting' };
    if (booking.ends_at <= now.toISOString()) return { ok: false, reason: 'over' };
    return endBooking(trx, { bookingId, actor, reason, now });
  });
}
