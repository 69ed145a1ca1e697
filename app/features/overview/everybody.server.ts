import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { assessedScopes } from '#app/features/assessment/scope.server.ts';
import { postsIn } from '#app/features/identity/people-search.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

export interface Named {
  id: string;
  name: string;
  pinyin: string;
}

const AT_ONCE = 5_000;

interface Asked {
  actor: Actor;
  moment: Moment;
  /** Behind this person in the order of names; from the first one when left out. */
  after?: Named | null;
  limit?: number;
}

/**
 * The next people who belonged to an assessor's scope on the day, in the order of their names, never of anything they did: the list's
 * predicate, for files. At most five thousand. One statement.
 */
export async function nextInScope(
  db: Db,
  { actor, moment, after = null, limit = AT_ONCE }: Asked,
): Promise<Named[]> {
  const scopes = assessedScopes(actor);
  if (scopes.length === 0) return [];
  let people = db.selectFrom('person');
  if (scopes !== 'everywhere') {
    const posts = postsIn(db, { scopePath: scopes, onDay: moment.onDay, asItStood: true });
    people = people.where('person.id', 'in', posts.select('appointment.person_id'));
  }
  if (after)
    people = people
      .where('name_pinyin', '>=', after.pinyin)
      .where(({ or, eb }) => or([eb('name_pinyin', '>', after.pinyin), eb('person.id', '>', after.id)]));
  return people
    .select(['person.id', 'person.name', 'name_pinyin as pinyin'])
    .orderBy('name_pinyin')
    .orderBy('person.id')
    .limit(Math.min(limit, AT_ONCE))
    .execute();
}
