import { positionNames, roleNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { grantsOfMany } from './held-roles.server.ts';
import type { FoundPerson } from './people-search.server.ts';
import { appointmentsOfMany } from './positions.server.ts';

/** Somebody in a list of people, with posts and roles in words. */
export interface PersonLine extends FoundPerson {
  posts: string[];
  roles: string[];
}

/** What some people are on a day. Two statements. */
export async function withPosts<Person extends FoundPerson>(
  db: Db,
  people: readonly Person[],
  onDay: string,
): Promise<(Person & PersonLine)[]> {
  const ids = people.map(({ id }) => id);
  const [posts, grants] = [await appointmentsOfMany(db, ids, onDay), await grantsOfMany(db, ids, onDay)];
  return people.map((person) => ({
    ...person,
    posts: (posts.get(person.id) ?? []).map(
      ({ position, unitName }) => `${unitName} ${positionNames[position]}`,
    ),
    roles: (grants.get(person.id) ?? []).map(
      ({ role, unitName }) => `${roleNames[role]}${unitName ? `（${unitName}）` : ''}`,
    ),
  }));
}
