import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Booked, bookedAhead } from './booked.server.ts';
import { isOpenFor, type OpenSpan, weekInWords } from './hours.rules.ts';
import { lockVenue } from './locks.server.ts';

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
    await writeHours(
      trx,
      rows.flatMap(({ id, venue }) => venue.hours.map((span) => hoursRow(id, span))),
    );
  });
  return new Map(rows.map(({ id, venue }) => [venue.name, id]));
}

export type VenueRefusal =
  | { reason: 'not-found' }
  | { reason: 'name-taken' }
  | { reason: 'no-community' }
  /** Bookings ahead that the new hours would leave in front of a locked door, by time. */
  | { reason: 'bookings'; bookings: Booked[] };

export type VenueAdded = { ok: true; venueId: string } | ({ ok: false } & VenueRefusal);

/** Enters one place, with its line in the journal. */
export async function addVenue(
  db: Db,
  { venue, actor, now }: { venue: NewVenue; actor: Actor; now: Date },
): Promise<VenueAdded> {
  return unlessNameTaken(() =>
    inTransaction(db, async (trx): Promise<VenueAdded> => {
      if (!(await isCommunity(trx, venue.orgUnitId))) return { ok: false, reason: 'no-community' };
      const venueId = (await addVenues(trx, [venue])).get(venue.name) ?? '';
      await journal(trx, { action: 'venue.added', venueId, venue, actor, now });
      return { ok: true, venueId };
    }),
  );
}

/** Changes what is known of a place. Refused while something is booked ahead at a time at which it would not be open any more. */
export async function changeVenue(
  db: Db,
  { venueId, venue, actor, now }: { venueId: string; venue: NewVenue; actor: Actor; now: Date },
): Promise<VenueAdded> {
  return unlessNameTaken(() =>
    inTransaction(db, async (trx): Promise<VenueAdded> => {
      if (!(await lockVenue(trx, venueId))) return { ok: false, reason: 'not-found' };
      if (!(await isCommunity(trx, venue.orgUnitId))) return { ok: false, reason: 'no-community' };
      const ahead = await bookedAhead(trx, { venueId, from: now.toISOString() });
      const bookings = ahead.filter((booked) => !isOpenFor(venue.hours, booked));
      if (bookings.length > 0) return { ok: false, reason: 'bookings', bookings };
      await trx.updateTable('venue').set(venueFacts(venue)).where('id', '=', venueId).execute();
      await trx.deleteFrom('venue_hours').where('venue_id', '=', venueId).execute();
      await writeHours(
        trx,
        venue.hours.map((span) => hoursRow(venueId, span)),
      );
      await journal(trx, { action: 'venue.changed', venueId, venue, actor, now });
      return { ok: true, venueId };
    }),
  );
}

async function isCommunity(trx: Trx, orgUnitId: string | null): Promise<boolean> {
  if (orgUnitId === null) return true;
  const unit = await trx
    .selectFrom('org_unit')
    .select('id')
    .where('id', '=', orgUnitId)
    .where('kind', '=', 'community')
    .executeTakeFirst();
  return unit !== undefined;
}

async function unlessNameTaken(work: () => Promise<VenueAdded>): Promise<VenueAdded> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'name-taken' };
    throw error;
  }
}

interface Told {
  action: 'venue.added' | 'venue.changed';
  venueId: string;
  venue: NewVenue;
  actor: Actor;
  now: Date;
}

async function journal(trx: Trx, { action, venueId, venue, actor, now }: Told): Promise<void> {
  const { hours, ...facts } = venue;
  const detail = { ...facts, hours: weekInWords(hours) };
  await writeJournal(trx, { actor, action, subjectType: 'venue', subjectId: venueId, detail, now });
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

async function writeHours(trx: Trx, rows: readonly ReturnType<typeof hoursRow>[]): Promise<void> {
  if (rows.length > 0) await trx.insertInto('venue_hours').values(rows).execute();
}
