/** A week of a place: its days from Monday on, each with what is booked. */
import { addDays, dayOf, instantAt } from '#app/lib/time.ts';

/** The two instants between which a week lies, from its Monday. */
export function weekSpan(monday: string): { from: string; to: string } {
  return {
    from: instantAt(monday, '00:00').toISOString(),
    to: instantAt(addDays(monday, 7), '00:00').toISOString(),
  };
}

export interface DayOfWeek<Booking> {
  day: string;
  weekday: number;
  bookings: Booking[];
}

/** The seven days of a week with their bookings in the order given. */
export function daysOfWeek<Booking extends { startsAt: string }>(
  monday: string,
  bookings: readonly Booking[],
): DayOfWeek<Booking>[] {
  return [0, 1, 2, 3, 4, 5, 6].map((after) => {
    const day = addDays(monday, after);
    return { day, weekday: after + 1, bookings: bookings.filter(({ startsAt }) => dayOf(startsAt) === day) };
  });
}
