import type { Db } from '#db/database.ts';
import { personByUsername } from './people.server.ts';
import { peopleNamed } from './people-search.server.ts';

export interface CalledPerson {
  id: string;
  username: string;
  name: string;
}

/** Whom somebody means who types a name or username into a staff form. `nobody-asked`: the field was left empty. */
export type PersonCalled =
  | { kind: 'one'; person: CalledPerson }
  | { kind: 'several'; people: CalledPerson[] }
  | { kind: 'none' }
  | { kind: 'nobody-asked' };

const MOST_OF_A_NAME = 50;

/** The person of this username, else of exactly this name. Several may share a name: then their usernames tell them apart. */
export async function personCalled(db: Db, text: string): Promise<PersonCalled> {
  const called = text.normalize('NFKC').trim();
  if (!called) return { kind: 'nobody-asked' };
  const byUsername = await personByUsername(db, called.toLowerCase());
  if (byUsername) return { kind: 'one', person: byUsername };
  const people = await peopleNamed(db, called)
    .select(['person.id', 'person.username', 'person.name'])
    .where('person.name', '=', called)
    .orderBy('person.name_pinyin')
    .limit(MOST_OF_A_NAME)
    .execute();
  const [first, ...others] = people;
  if (!first) return { kind: 'none' };
  return others.length === 0
    ? { kind: 'one', person: first }
    : { kind: 'several', people: [first, ...others] };
}
