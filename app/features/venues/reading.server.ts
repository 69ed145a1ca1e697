import type { SelectQueryBuilder } from 'kysely';
import { heirsOf } from '#app/features/organisation/heirs.server.ts';
import type { Database, Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { Access } from './access.rules.ts';
import { type OpenSpan, weekInWords } from './hours.rules.ts';
import { hoursOf } from './hours.server.ts';
import type { VenueTier } from './tiers.ts';

/** A place as staff see it. `community` owns it; null for the whole college. `hours` is the week in words. */
export interface Venue extends Access {
  id: string;
  name: string;
  tier: VenueTier;
  address: string;
  capacity: number;
  orgUnitId: string | null;
  community: string | null;
  spans: OpenSpan[];
  hours: string;
}

export const PAGE_SIZE = 50;

/** Places by name, one tier or all, a page of fifty. Four statements. */
export async function venueList(
  db: Db,
  { tier, onDay, ...part }: { tier: VenueTier | null; onDay: string } & Part,
): Promise<{ venues: Venue[]; total: number; pageSize: number }> {
  const of = () => db.selectFrom('venue').$if(tier !== null, (query) => query.where('tier', '=', tier ?? ''));
  const total = part.page === undefined ? 0 : await countOf(of());
  const all = of()
    .leftJoin('org_unit', 'org_unit.id', 'venue.org_unit_id')
    .selectAll('venue')
    .select('org_unit.name as community');
  const order = [
    ['venue.name', 'asc'],
    ['venue.id', 'asc'],
  ] as const;
  const rows = await partOf(all, { ...part, order, pageSize: PAGE_SIZE }).execute();
  const hours = await hoursOf(
    db,
    rows.map(({ id }) => id),
  );
  return {
    venues: (await withOwners(db, rows, onDay)).map((row) => asVenue(row, hours.get(row.id) ?? [])),
    total,
    pageSize: PAGE_SIZE,
  };
}

async function countOf(venues: SelectQueryBuilder<Database, 'venue', object>): Promise<number> {
  const { n } = await venues.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(n);
}

/** One place, or null. Three statements. */
export async function venueById(db: Db, venueId: string, onDay: string): Promise<Venue | null> {
  const row = await db
    .selectFrom('venue')
    .leftJoin('org_unit', 'org_unit.id', 'venue.org_unit_id')
    .selectAll('venue')
    .select('org_unit.name as community')
    .where('venue.id', '=', venueId)
    .executeTakeFirst();
  const [own] = await withOwners(db, row ? [row] : [], onDay);
  if (!own) return null;
  return asVenue(own, (await hoursOf(db, [venueId])).get(venueId) ?? []);
}

/** Whoever stands for the owning community on the day: it may have moved, or be called otherwise, since the place was entered. */
async function withOwners(db: Db, rows: readonly Row[], onDay: string): Promise<Row[]> {
  const owners = await heirsOf(
    db,
    rows.flatMap(({ org_unit_id }) => org_unit_id ?? []),
    onDay,
  );
  return rows.map((row) => {
    const heirs = owners.get(row.org_unit_id ?? '') ?? [];
    const owner = heirs.find(({ takes }) => takes) ?? heirs[0];
    return owner ? { ...row, org_unit_id: owner.id, community: owner.name } : row;
  });
}

interface Row {
  id: string;
  name: string;
  tier: string;
  address: string;
  capacity: number;
  ramp: number;
  lift: number;
  toilet: number;
  opening_hours: string;
  org_unit_id: string | null;
  community: string | null;
}

function asVenue(row: Row, spans: OpenSpan[]): Venue {
  return {
    id: row.id,
    name: row.name,
    tier: row.tier as VenueTier,
    address: row.address,
    capacity: row.capacity,
    ...asAccess(row),
    orgUnitId: row.org_unit_id,
    community: row.community,
    spans,
    // A place entered before hours were kept by weekday has only the words.
    hours: spans.length > 0 ? weekInWords(spans) : row.opening_hours,
  };
}

function asAccess({ ramp, lift, toilet }: Pick<Row, 'ramp' | 'lift' | 'toilet'>): Access {
  return { ramp: ramp === 1, lift: lift === 1, toilet: toilet === 1 };
}

/** What makes some places easy to enter, by place: for whoever shows where a section meets. One statement. */
export async function accessOf(db: Db, venueIds: readonly string[]): Promise<Map<string, Access>> {
  if (venueIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('venue')
    .select(['id', 'ramp', 'lift', 'toilet'])
    .where('id', 'in', venueIds)
    .execute();
  return new Map(rows.map((row) => [row.id, asAccess(row)]));
}

const MOST_COMMUNITIES = 300;

/** The communities that may own a place, as they stand on a day. */
export async function owningCommunities(db: Db, onDay: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('tree', '=', 'territory')
    .where('kind', '=', 'community')
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .orderBy('path')
    .limit(MOST_COMMUNITIES)
    .execute();
}
