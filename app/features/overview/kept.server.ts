import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { postsIn } from '#app/features/identity/people-search.server.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** What of somebody's scheme is published; amounts in hundredths. */
export interface KeptScheme {
  title: string;
  position: Position;
  status: StandingStatus;
  required: number;
  counted: number;
  missing: number;
}

export interface KeptStanding {
  status: StandingStatus;
  schemes: KeptScheme[];
  /** The year is closed, and there is no statement in it. */
  withoutSheet?: true;
}

/** What is published of a standing: the schemes that ask for something, the strictest first. */
export function keptOf({
  status,
  standings,
}: {
  status: StandingStatus;
  standings: readonly KeptScheme[];
}): KeptStanding {
  return {
    status,
    schemes: standings
      .filter(({ required }) => required > 0)
      .map(({ title, position, status: own, required, counted, missing }) => ({
        ...{ title, position, status: own, required, counted, missing },
      })),
  };
}

/** The published year of some people, by person; whoever is not reckoned yet is left out. One statement. */
export async function keptStandings(
  db: Db,
  personIds: readonly string[],
  year: number,
): Promise<Map<string, KeptStanding>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('kept_standing')
    .select(['person_id', 'status', 'schemes'])
    .where('year', '=', year)
    .where('person_id', 'in', personIds)
    .execute();
  return new Map(
    rows.map(({ person_id, status, schemes }) => [
      person_id,
      { status: status as StandingStatus, schemes: JSON.parse(schemes) as KeptScheme[] },
    ]),
  );
}

/** How many people of a scope have each result, and up to when everything posted is in it. `until` null: not everybody is reckoned yet. */
export interface ResultCounts {
  counts: Partial<Record<StandingStatus, number>>;
  until: string | null;
  /** How many people are in the scope; null where that was not counted. */
  people: number | null;
}

/** Counts a scope of any size by the published values. One statement. */
export async function resultCounts(
  db: Db,
  { scopePath, onDay, year }: { scopePath: readonly string[] | null; onDay: string; year: number },
): Promise<ResultCounts> {
  const until = db
    .selectFrom('kept_standing_round')
    .select('seen_until')
    .where('year', '=', year)
    .where('complete_at', 'is not', null)
    .as('until');
  if (scopePath === null) {
    const kept = db.selectFrom('kept_standing').where('year', '=', year).groupBy('status');
    return countsOf(
      await kept.select(({ fn }) => ['status', fn.countAll<number>().as('people'), until]).execute(),
      null,
    );
  }
  const belonging = postsIn(db, { scopePath, onDay, asItStood: true })
    .select('appointment.person_id')
    .distinct();
  const rows = await db
    .selectFrom(belonging.as('somebody'))
    .leftJoin('kept_standing', (join) =>
      join.onRef('kept_standing.person_id', '=', 'somebody.person_id').on('kept_standing.year', '=', year),
    )
    .select(({ fn }) => ['status', fn.countAll<number>().as('people'), until])
    .groupBy('status')
    .execute();
  return countsOf(
    rows,
    rows.reduce((sum, { people }) => sum + Number(people), 0),
  );
}

function countsOf(
  rows: readonly { status: string | null; people: number | string; until: string | null }[],
  people: number | null,
): ResultCounts {
  const known = rows.filter(({ status }) => status !== null);
  return {
    counts: Object.fromEntries(known.map(({ status, people: some }) => [status, Number(some)])),
    until: rows[0]?.until ?? null,
    people,
  };
}

/** Up to when everything posted is in the published values of a year; null while not everybody is reckoned. One statement. */
export async function reckonedUntil(db: Db, year: number): Promise<string | null> {
  const round = await db
    .selectFrom('kept_standing_round')
    .select('seen_until')
    .where('year', '=', year)
    .where('complete_at', 'is not', null)
    .executeTakeFirst();
  return round?.seen_until ?? null;
}
