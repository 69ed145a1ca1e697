import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import { appointmentsOfMany, findPerson, peopleInScope } from '#app/features/identity/people.server.ts';
import { isReached, type Reach, reachBy } from '#app/features/identity/reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { MOST_FOUND } from './adjustment-words.rules.ts';
import { keepersOfCredits } from './keepers.ts';
import { type Choice, choicesOf } from './kinds-of-activity.rules.ts';
import { type SameEntry, sameEntries } from './same-entries.server.ts';

export interface Found {
  id: string;
  username: string;
  name: string;
  posts: string;
}

/** Whom or what a proposal is to be about, as far as the address says. */
export interface Subject {
  person: { id: string; name: string } | null;
  entry: { id: string; title: string; amount: number } | null;
  /** Of whoever is looking. */
  own: boolean;
  /** What may be added by the rules of today. */
  categories: Choice[];
  /** Which of them the address names, and with which of the person's entries it may be one thing. */
  chosen: Choice | null;
  same: SameEntry[];
  q: string;
  found: Found[];
}

/** Reads `?entry=`, `?person=` or `?q=` of the address. Null when it names what is not there or out of reach, or an entry that no longer stands. */
export async function subjectOf(
  db: Db,
  { search, actor, now }: { search: URLSearchParams; actor: Actor; now: Date },
): Promise<Subject | null> {
  const [entryId, personId] = [search.get('entry'), search.get('person')];
  const today = dayOf(now);
  const reach = reachBy(actor, keepersOfCredits, today);
  const none = {
    person: null,
    entry: null,
    own: false,
    categories: [],
    chosen: null,
    same: [],
    q: '',
    found: [],
  };
  if (entryId !== null) {
    const entry = isId(entryId) ? await creditEntry(db, entryId) : null;
    if (entry?.kind !== 'award' || entry.reversedById || !(await isReached(db, reach, entry.personId)))
      return null;
    const person = { id: entry.personId, name: entry.personName };
    const { id, title, amount } = entry;
    return { ...none, person, entry: { id, title, amount }, own: person.id === actor.personId };
  }
  if (personId !== null) {
    const person = isId(personId) ? await findPerson(db, personId) : null;
    if (!person || !(await isReached(db, reach, person.id))) return null;
    const rules = await rulesIfAny(db, today);
    const categories = rules ? choicesOf(rules.rules) : [];
    const { id, name } = person;
    const chosen = categories.find(({ value }) => value === search.get('category')) ?? null;
    const same = chosen?.itemised ? await sameEntries(db, { personId, ...chosen }) : [];
    return { ...none, person: { id, name }, own: id === actor.personId, categories, chosen, same };
  }
  const q = (search.get('q') ?? '').trim().slice(0, 64);
  return { ...none, q, found: q ? await peopleCalled(db, q, reach) : [] };
}

async function peopleCalled(db: Db, q: string, { scopes, onDay }: Reach): Promise<Found[]> {
  const scopePath = scopes === 'everywhere' ? null : scopes;
  const { people } = await peopleInScope(db, { scopePath, onDay, q, pageSize: MOST_FOUND });
  const ids = people.map(({ id }) => id);
  const posts = await appointmentsOfMany(db, ids, onDay);
  return people.map(({ id, username, name }) => ({
    ...{ id, username, name },
    posts: (posts.get(id) ?? [])
      .map(({ position, unitName }) => `${unitName} ${positionNames[position]}`)
      .join('；'),
  }));
}
