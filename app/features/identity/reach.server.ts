import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { scopesOf } from './grants.rules.ts';
import { postsIn } from './people-search.server.ts';
import { belongsTo } from './positions.server.ts';

/** Whose things somebody may deal with: everybody's, or those of the people who hold a post in these parts of the organisation on a day. */
export interface Reach {
  scopes: 'everywhere' | readonly string[];
  onDay: string;
}

/** A day, or the moment whose day it is. */
type When = Date | string;

/**
 * How far an actor reaches by those of their roles that allow a deed; the day is today, or, for what is of a year that is over, its last.
 * Whoever has left every post is reached by those who hold the role everywhere. Source: product promise 7.
 */
export function reachBy(actor: Actor, roles: readonly Role[], when: When): Reach {
  const onDay = typeof when === 'string' ? when : dayOf(when);
  return { scopes: scopesOf(actor, ...roles), onDay };
}

/** Whether a person is within reach: before anything of theirs is read or done. At most one statement. */
export async function isReached(db: Db, reach: Reach, personId: string): Promise<boolean> {
  return reach.scopes.length > 0 && belongsTo(db, { personId, ...reach });
}

/** The ids of everybody within reach, for `where person_id in (…)` of a list, its pages and its counts. Ask only where it is not everywhere. */
export function peopleReached(db: Db, { scopes, onDay }: Reach) {
  const scopePath = scopes === 'everywhere' ? null : scopes;
  return postsIn(db, { scopePath, onDay }).select('appointment.person_id');
}

/** Those of some people who are within reach. At most one statement. */
export async function reachedOf(db: Db, reach: Reach, personIds: readonly string[]): Promise<Set<string>> {
  if (reach.scopes === 'everywhere' || personIds.length === 0) return new Set(personIds);
  const rows = await peopleReached(db, reach)
    .where('appointment.person_id', 'in', [...new Set(personIds)])
    .execute();
  return new Set(rows.map(({ person_id: id }) => id));
}
