import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';

/** A place where sections meet. `tier` is one of the college's three tiers of places, or another. */
export interface NewVenue {
  name: string;
  tier: string;
  address: string;
  capacity: number;
  ramp: boolean;
  lift: boolean;
  toilet: boolean;
  openingHours: string;
  /** Whose place it is; null for the whole college. */
  orgUnitId: string | null;
}

/** Enters venues; their names must be new. Returns their ids by name. */
export async function addVenues(db: Db, venues: readonly NewVenue[]): Promise<Map<string, string>> {
  const rows = venues.map((venue) => ({
    id: newId(),
    name: venue.name,
    tier: venue.tier,
    address: venue.address,
    capacity: venue.capacity,
    ramp: Number(venue.ramp),
    lift: Number(venue.lift),
    toilet: Number(venue.toilet),
    opening_hours: venue.openingHours,
    org_unit_id: venue.orgUnitId,
  }));
  if (rows.length > 0) await db.insertInto('venue').values(rows).execute();
  return new Map(rows.map(({ name, id }) => [name, id]));
}
