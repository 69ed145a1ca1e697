import type { OpenSpan } from '#app/features/venues/hours.rules.ts';
import { addVenues, type NewVenue } from '#app/features/venues/venues.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { next } from '#tests/support/world.ts';

/** Some weekdays from 8:30 to 17:30, extended to 20:30. */
export const spansOn = (...weekdays: number[]): OpenSpan[] =>
  weekdays.flatMap((weekday) => [
    { weekday, opens: '08:30', closes: '17:30', extended: false },
    { weekday, opens: '17:30', closes: '20:30', extended: true },
  ]);

export const weekdayEvenings = spansOn(1, 2, 3, 4, 5);

/** A place; always open unless hours are given. */
export async function aVenue(
  db: Db,
  hours: readonly OpenSpan[] = [],
  more: Partial<NewVenue> = {},
): Promise<string> {
  const name = `云谷睦邻中心 ${next()}`;
  const venue: NewVenue = {
    name,
    tier: '睦邻中心',
    address: '东园路 1 号',
    capacity: 30,
    ramp: true,
    lift: false,
    toilet: true,
    hours,
    orgUnitId: null,
    ...more,
  };
  const id = (await addVenues(db, [venue])).get(venue.name);
  if (!id) throw new Error(`no ${venue.name}`);
  return id;
}

/** A community that may own a place. */
export async function aCommunity(db: Db, name: string): Promise<string> {
  const id = newId();
  await db
    .insertInto('org_unit')
    .values({ id, tree: 'territory', kind: 'community', name, path: `t${next()}`, valid_from: '2020-01-01' })
    .execute();
  return id;
}
