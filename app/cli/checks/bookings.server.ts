import { sql } from 'kysely';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** A place is never given to two at once, and every meeting in a place has it. */
export const bookingChecks: readonly Check[] = [
  {
    name: 'every meeting in a place has booked it for its time',
    run: async (db) => {
      const rows = await db
        .selectFrom('meeting')
        .leftJoin('section_closure', 'section_closure.section_id', 'meeting.section_id')
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
        .leftJoin('venue_booking', (join) =>
          join
            .onRef('venue_booking.meeting_id', '=', 'meeting.id')
            .onRef('venue_booking.venue_id', '=', 'meeting.venue_id')
            .onRef('venue_booking.starts_at', '=', 'meeting.starts_at')
            .onRef('venue_booking.ends_at', '=', 'meeting.ends_at')
            .on('venue_booking.active', '=', 1),
        )
        .select('meeting.id')
        .where('meeting.venue_id', 'is not', null)
        .where(({ or, and, eb }) =>
          or([
            eb('section_closure.section_id', 'is', null),
            // A section that has ended has met until then.
            and([
              eb('section_closure.kind', '=', 'ended'),
              eb('meeting.starts_at', '<=', eb.ref('section_closure.at')),
            ]),
          ]),
        )
        .where('meeting_cancellation.meeting_id', 'is', null)
        .where('venue_booking.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `meeting ${id}`));
    },
  },
  {
    name: 'a booking for a meeting is that of a meeting that takes place there',
    run: async (db) => {
      const rows = await db
        .selectFrom('venue_booking')
        .leftJoin('meeting', (join) =>
          join
            .onRef('meeting.id', '=', 'venue_booking.meeting_id')
            .onRef('meeting.venue_id', '=', 'venue_booking.venue_id'),
        )
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'venue_booking.meeting_id')
        .select('venue_booking.id')
        .where('venue_booking.active', '=', 1)
        .where('venue_booking.meeting_id', 'is not', null)
        .where(({ or, eb }) =>
          or([eb('meeting.id', 'is', null), eb('meeting_cancellation.meeting_id', 'is not', null)]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `booking ${id}`));
    },
  },
  {
    name: 'no two bookings of a place share a moment',
    run: async (db) => {
      const rows = await db
        .selectFrom('venue_booking as one')
        .innerJoin('venue_booking as other', (join) =>
          join
            .onRef('other.venue_id', '=', 'one.venue_id')
            .onRef('other.starts_at', '>=', 'one.starts_at')
            .onRef('other.starts_at', '<', 'one.ends_at')
            .onRef('other.id', '<>', 'one.id')
            .on('other.active', '=', 1),
        )
        .select(['one.id', 'other.id as otherId'])
        .where('one.active', '=', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, otherId }) => `booking ${id}, booking ${otherId}`));
    },
  },
  {
    name: 'a booking is active, or ended with a reason',
    run: async (db) => {
      const rows = await db
        .selectFrom('venue_booking')
        .leftJoin('venue_booking_end', 'venue_booking_end.booking_id', 'venue_booking.id')
        .select('venue_booking.id')
        .where(
          sql<boolean>`((venue_booking.active = 1 and venue_booking_end.at is not null) or (venue_booking.active is null and venue_booking_end.at is null))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `booking ${id}`));
    },
  },
];
