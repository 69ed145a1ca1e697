import { sql } from 'kysely';
import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { assessedScopes } from '#app/features/assessment/scope.server.ts';
import { policiesOfYear } from '#app/features/credits/standing.server.ts';
import { postsIn } from '#app/features/identity/people-search.server.ts';
import { pathsAbove } from '#app/features/organisation/scope.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type Position, positionNames, positions } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Atom, disclose, type Shown } from './disclosure.rules.ts';
import { reckonedUntil } from './kept.server.ts';
import { type ScopedCommunity, scopedCommunities } from './scoped-communities.server.ts';

export interface CoverageGroup {
  label: string;
  shown: Shown;
}

/** How many of those who owe something have reached it; people are not ranked, nor are groups: they stand in the academy's order. */
export interface Coverage {
  whole: Shown;
  communities: CoverageGroup[];
  positions: CoverageGroup[];
  /** Everything posted before is in it; null: not everybody is reckoned yet. */
  until: string | null;
  /** Whether anything was asked of people in the year: else nothing is reckoned of it. */
  isAsked: boolean;
}

/** All of whom something is asked, among all whom the list counts. */
const OBLIGED = 'obliged';
const HIDDEN: Shown = { kind: 'hidden' };
const KEPT_MS = 30_000;
const MOST_KEPT = 50;

const kept = new WeakMap<Db, Map<string, { coverage: Promise<Coverage>; keptAt: number }>>();

/**
 * The share of people of the scope who have reached what their year asks, by community and by position, as the organisation stands on
 * the year's last day: no other day may be asked for, since two days would tell of whoever came between them. By the published values, and kept for half a
 * minute. Three statements.
 */
export async function scopeCoverage(
  db: Db,
  { actor, moment }: { actor: Actor; moment: Pick<Moment, 'year' | 'lastDay'> },
): Promise<Coverage> {
  const scopes = assessedScopes(actor);
  if (scopes.length === 0)
    return { whole: HIDDEN, communities: [], positions: [], until: null, isAsked: true };
  const scopePath = scopes === 'everywhere' ? null : scopes;
  const { year, lastDay: onDay } = moment;
  const own = kept.get(db) ?? new Map();
  kept.set(db, own);
  const key = JSON.stringify([scopePath, year, onDay]);
  const known = own.get(key);
  if (known && performance.now() - known.keptAt < KEPT_MS) return known.coverage;
  const coverage = count(db, { scopePath, year, onDay });
  if (own.size >= MOST_KEPT) own.clear();
  own.set(key, { coverage, keptAt: performance.now() });
  coverage.catch(() => own.delete(key));
  return coverage;
}

interface Asked {
  scopePath: readonly string[] | null;
  year: number;
  onDay: string;
}

async function count(db: Db, asked: Asked): Promise<Coverage> {
  const communities = await scopedCommunities(db, asked);
  const [rows, until, policies] = await Promise.all([
    tallies(db, { ...asked, communities }),
    reckonedUntil(db, asked.year),
    policiesOfYear(db, { year: asked.year, today: asked.onDay }),
  ]);
  const byPath = new Map(communities.map((community) => [community.path, community]));
  const shown = disclose(rows.map((row) => atomOf(row, byPath)));
  const group = (key: string, label: string) => ({ label, shown: shown.get(key) ?? HIDDEN });
  return {
    whole: shown.get(OBLIGED) ?? HIDDEN,
    communities: communities.filter(({ id }) => shown.has(id)).map(({ id, name }) => group(id, name)),
    positions: positions.filter((key) => shown.has(key)).map((key) => group(key, positionNames[key])),
    until,
    isAsked: policies !== null,
  };
}

interface TallyRow {
  owes: number | string;
  place: string | null;
  held: number | string;
  people: number | string;
  met: number | string | null;
}

function atomOf(
  { owes, place, held, people, met }: TallyRow,
  byPath: ReadonlyMap<string, ScopedCommunity>,
): Atom {
  if (Number(owes) === 0) return { people: Number(people), met: null, groups: [] };
  const community = pathsAbove(place ?? '').flatMap((path) => byPath.get(path)?.id ?? [])[0];
  const bits = Number(held);
  const own = positions.filter((_, at) => Math.floor(bits / 2 ** at) % 2 === 1);
  return {
    people: Number(people),
    met: Number(met ?? 0),
    groups: [OBLIGED, ...own, ...(community ? [community] : [])],
  };
}

/**
 * Counted in the database, so that it costs the same to carry for ten people and for ten thousand: by where somebody is at home (else where they are
 * something) and by which positions they hold, a bit each.
 */
async function tallies(
  db: Db,
  { scopePath, year, onDay, communities }: Asked & { communities: readonly ScopedCommunity[] },
): Promise<TallyRow[]> {
  const lengths = communities.map(({ path }) => path.length);
  const [shortest, longest] = [Math.min(...lengths, 999), Math.max(...lengths, 1)];
  const home = sql<string>`case when org_unit.tree = 'territory' and length(org_unit.path) >= ${shortest}
    then substr(org_unit.path, 1, ${longest}) end`;
  const isHome = sql<boolean>`appointment.position in ('resident', 'senior-learner')`;
  const bit = sql<number>`case appointment.position ${sql.join(
    positions.map((position: Position, at) => sql`when ${position} then ${sql.lit(2 ** at)}`),
    sql` `,
  )} else 0 end`;
  const everybody = postsIn(db, { scopePath: scopePath ?? ['t', 'p'], onDay, asItStood: true })
    .select([
      'appointment.person_id',
      sql<string | null>`coalesce(min(case when ${isHome} then ${home} end), min(${home}))`.as('place'),
      sql<number>`sum(distinct ${bit})`.as('held'),
    ])
    .groupBy('appointment.person_id');
  return db
    .selectFrom(everybody.as('somebody'))
    .innerJoin('kept_standing', 'kept_standing.person_id', 'somebody.person_id')
    .where('kept_standing.year', '=', year)
    .select(({ fn }) => [
      sql<number>`case when kept_standing.status in ('met', 'nearly', 'not-met') then 1 else 0 end`.as(
        'owes',
      ),
      'place',
      'held',
      fn.countAll<number>().as('people'),
      sql<number>`sum(case when kept_standing.status = 'met' then 1 else 0 end)`.as('met'),
    ])
    .groupBy(['owes', 'place', 'held'])
    .execute();
}
