import type { ExpressionBuilder } from 'kysely';
import type { Actor } from '#app/lib/actor.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { sectionsTaughtBy } from './teaching.server.ts';

/** Whose work somebody judges: that of every section, or of some schools and of some sections by id. */
export type WorkReach = 'all' | { schools: readonly School[]; sectionIds: readonly string[] };

/**
 * The sections whose work this person judges: all for the registrar and the academy's admin (those of their school where the right is for
 * one), otherwise those that they teach or head. At most one statement; none where what they teach is known.
 */
export async function workReachOf(
  db: Db,
  actor: Actor,
  known?: readonly { id: string }[],
): Promise<WorkReach> {
  const keeping = actor.roles.filter(({ role }) => role === 'registrar' || role === 'academy-admin');
  if (keeping.some(({ school }) => school === null)) return 'all';
  const schools = keeping.flatMap(({ school }) => (school ? [school] : []));
  const taught = known ?? (actor.personId ? await sectionsTaughtBy(db, actor.personId) : []);
  return { schools, sectionIds: taught.map(({ id }) => id) };
}

/** For where-clauses of queries that have `section` joined. */
export function sectionWithin(reach: WorkReach) {
  return ({ and, or, eb }: ExpressionBuilder<Database, 'section'>) => {
    if (reach === 'all') return and([]);
    const { schools, sectionIds } = reach;
    return or([
      ...(schools.length > 0 ? [eb('section.school', 'in', schools)] : []),
      ...(sectionIds.length > 0 ? [eb('section.id', 'in', sectionIds)] : []),
    ]);
  };
}
