import type { Db } from '#db/database.ts';
import { MOST_SPANS_A_DAY, type OpenSpan } from './hours.rules.ts';

/** The opening hours of some places, by place; a place without any is not in it. One statement. */
export async function hoursOf(db: Db, venueIds: readonly string[]): Promise<Map<string, OpenSpan[]>> {
  const byVenue = new Map<string, OpenSpan[]>();
  if (venueIds.length === 0) return byVenue;
  const rows = await db
    .selectFrom('venue_hours')
    .selectAll()
    .where('venue_id', 'in', venueIds)
    .orderBy('venue_id')
    .orderBy('weekday')
    .orderBy('opens')
    .limit(venueIds.length * 7 * MOST_SPANS_A_DAY)
    .execute();
  for (const { venue_id, weekday, opens, closes, extended } of rows) {
    const span = { weekday: Number(weekday), opens, closes, extended: extended === 1 };
    byVenue.set(venue_id, [...(byVenue.get(venue_id) ?? []), span]);
  }
  return byVenue;
}
