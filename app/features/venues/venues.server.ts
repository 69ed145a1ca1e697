import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type OpenSpan, weekInWords } from './hours.rules.ts';

/** A place where sections meet. `tier` is one of the college's three tiers of places, or another. */
export interface NewVenue {
  name: string;
  tier: string;
  address: string;
  capacity: number;
  ramp: boolean;
  lift: boolean;
  toilet: boolean;
  /** None: always open. */
  hours: readonly OpenSpan[];
  /** Whose place it is; null for the whole college. */
  orgUnitId: string | null;
}

/** Enters venues; their names must be new. Returns their ids by name. */
export async function addVenues(db: Db, venues: readonly NewVenue[]): Promise<Map<string, string>> {
  const rows = venues.map((venue) => ({ id: newId(), venue }));
  await inTransaction(db, async (trx) => {
    if (rows.length === 0) return;
    await trx
      .insertInto('venue')
      .values(rows.map(({ id, venue }) => ({ id, ...venueFacts(venue) })))
      .execute();
    const hours = rows.flatMap(({ id, venue }) => venue.hours.map((span) => hoursRow(id, span)));
    if (hours.length > 0) await trx.insertInto('venue_hours').values(hours).execute();
  });
  return new Map(rows.map(({ id, venue }) => [venue.name, id]));
}

/** The columns of a place besides its id. */
function venueFacts(venue: NewVenue) {
  return {
    name: venue.name,
    tier: venue.tier,
    address: venue.address,
    capacity: venue.capacity,
    ramp: Number(venue.ramp),
    lift: Number(venue.lift),
    toilet: Number(venue.toilet),
    opening_hours: hoursForTheRow(venue.hours),
    org_unit_id: venue.orgUnitId,
  };
}

const MOST_WORDS = 191;

/** The column holds so many characters; a week of seven different days may need more. */
function hoursForTheRow(hours: readonly OpenSpan[]): string {
  const words = weekInWords(hours);
  return words.length <= MOST_WORDS ? words : `${words.slice(0, MOST_WORDS - 1)}…`;
}

function hoursRow(venueId: string, { weekday, opens, closes, extended }: OpenSpan) {
  return { venue_id: venueId, weekday, opens, closes, extended: Number(extended) };
}
