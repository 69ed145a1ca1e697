import { weekdayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { dayInWords, isOpenFor } from './hours.rules.ts';
import { hoursOf } from './hours.server.ts';

/** No booking is longer, so whoever looks for one need not look back further. */
export const DAY_MS = 86_400_000;
const MOST_BOOKINGS = 1_000;

/** Who has a place when. Instants as UTC ISO text; `meetingId` null for what is no meeting of a section. */
export interface Booked {
  id: string;
  title: string;
  school: School | null;
  startsAt: string;
  endsAt: string;
  meetingId: string | null;
}

/** A time at a place. */
export interface PlaceTime {
  venueId: string;
  startsAt: string;
  endsAt: string;
}

export type BookingRefusal =
  | { reason: 'not-found' }
  | { reason: 'taken'; with: Booked }
  /** `hours` is that weekday in words. */
  | { reason: 'shut'; hours: string };

/** The bookings of a place that share a moment with a time, by time, at most a thousand. */
export async function bookedBetween(
  db: Db,
  { venueId, from, to }: { venueId: string; from: string; to: string },
): Promise<Booked[]> {
  const rows = await bookedRows(db, [{ venueId, startsAt: from, endsAt: to }]).execute();
  return rows.map(asBooked);
}

/** The bookings of a place that have not ended at an instant, by time, at most a thousand. */
export async function bookedAhead(
  db: Db,
  { venueId, from }: { venueId: string; from: string },
): Promise<Booked[]> {
  return bookedBetween(db, { venueId, from, to: '9999-12-31T00:00:00.000Z' });
}

/** Each time is a stretch of the index (place, active, beginning). */
function bookedRows(db: Db, times: readonly PlaceTime[]) {
  const dayBefore = (instant: string) => new Date(Date.parse(instant) - DAY_MS).toISOString();
  return db
    .selectFrom('venue_booking')
    .selectAll()
    .where(({ eb, and, or }) =>
      or(
        times.map(({ venueId, startsAt, endsAt }) =>
          and([
            eb('venue_id', '=', venueId),
            eb('active', '=', 1),
            eb('starts_at', '>=', dayBefore(startsAt)),
            eb('starts_at', '<', endsAt),
            eb('ends_at', '>', startsAt),
          ]),
        ),
      ),
    )
    .orderBy('starts_at')
    .limit(MOST_BOOKINGS);
}

type Row = Awaited<ReturnType<ReturnType<typeof bookedRows>['executeTakeFirstOrThrow']>>;

function asBooked(row: Row): Booked {
  return {
    id: row.id,
    title: row.title,
    school: row.school as School | null,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    meetingId: row.meeting_id,
  };
}

/** A time at a place as somebody plans it; what `exceptMeetingId` has booked stands in nobody's way. */
export interface WantedTime extends PlaceTime {
  exceptMeetingId?: string | null;
}

/**
 * What stands against each of some wanted times, in their order; null where nothing does. Reads only, so by the time of booking it
 * may be otherwise. Three statements for every hundred.
 */
export async function bookingClashes(
  db: Db,
  wanted: readonly WantedTime[],
): Promise<(BookingRefusal | null)[]> {
  const against: (BookingRefusal | null)[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE)
    against.push(...(await clashesOf(db, wanted.slice(start, start + AT_ONCE))));
  return against;
}

const AT_ONCE = 100;

async function clashesOf(db: Db, wanted: readonly WantedTime[]): Promise<(BookingRefusal | null)[]> {
  const venueIds = [...new Set(wanted.map(({ venueId }) => venueId))];
  const venues = await db.selectFrom('venue').select('id').where('id', 'in', venueIds).execute();
  const known = new Set(venues.map(({ id }) => id));
  const hours = await hoursOf(db, venueIds);
  const rows = await bookedRows(db, wanted).execute();
  return wanted.map(({ venueId, startsAt, endsAt, exceptMeetingId }) => {
    if (!known.has(venueId)) return { reason: 'not-found' };
    const open = hours.get(venueId) ?? [];
    if (!isOpenFor(open, { startsAt, endsAt }))
      return { reason: 'shut', hours: dayInWords(open, weekdayOf(startsAt)) };
    const other = rows.find(
      (row) =>
        row.venue_id === venueId &&
        row.starts_at < endsAt &&
        startsAt < row.ends_at &&
        !(exceptMeetingId && row.meeting_id === exceptMeetingId),
    );
    return other ? { reason: 'taken', with: asBooked(other) } : null;
  });
}
