import { pathsAbove } from '#app/features/organisation/scope.ts';
import type { Db } from '#db/database.ts';

/** The neighbourhood community (社区) to which somebody belongs. */
export interface Community {
  id: string;
  name: string;
  path: string;
}

const AT_ONCE = 500;

/**
 * The community of each of these people on a day: where they live, else where they are something. People outside every community
 * are left out. Two statements for every five hundred people.
 */
export async function communitiesOf(
  db: Db,
  personIds: readonly string[],
  onDay: string,
): Promise<Map<string, Community>> {
  const found = new Map<string, Community>();
  const known = new Map<string, Community>();
  for (let start = 0; start < personIds.length; start += AT_ONCE) {
    const posts = await postsOn(db, personIds.slice(start, start + AT_ONCE), onDay);
    await learn(db, known, [...new Set(posts.flatMap(({ path }) => pathsAbove(path)))]);
    for (const { person_id, path } of posts) {
      if (found.has(person_id)) continue;
      const community = pathsAbove(path).flatMap((above) => known.get(above) ?? [])[0];
      if (community) found.set(person_id, community);
    }
  }
  return found;
}

/** Homes first: their order decides. */
async function postsOn(db: Db, personIds: readonly string[], onDay: string) {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .select(['person_id', 'position', 'path', 'appointment.id'])
    .where('person_id', 'in', personIds)
    .where('org_unit.tree', '=', 'territory')
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    )
    .execute();
  const rank = ({ position }: { position: string }) =>
    position === 'resident' || position === 'senior-learner' ? 0 : 1;
  return rows.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

async function learn(db: Db, known: Map<string, Community>, paths: readonly string[]): Promise<void> {
  const wanted = paths.filter((path) => !known.has(path));
  if (wanted.length === 0) return;
  const rows = await db
    .selectFrom('org_unit')
    .select(['id', 'name', 'path'])
    .where('tree', '=', 'territory')
    .where('path', 'in', wanted)
    .where('kind', '=', 'community')
    .execute();
  for (const row of rows) known.set(row.path, row);
}
