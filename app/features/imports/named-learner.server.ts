import type { Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import type { Line } from './kinds.ts';
import { type KnownPerson, knownPeople } from './people-lookup.server.ts';
import { personWords } from './person-words.rules.ts';
import { placeSteps } from './place-words.rules.ts';
import type { UnitDirectory } from './unit-directory.ts';
import { clean, personName } from './values.rules.ts';

const MOST_NAME = 64;

/** Finds the people whom rows mean by username, else by name, narrowed by the place; a sentence where it cannot be told. Nobody out of reach is found. */
export async function learnersNamed(
  db: Db,
  lines: readonly Line[],
  { directory, reach }: { directory: UnitDirectory; reach: Reach },
): Promise<(KnownPerson | string)[]> {
  const asked = lines.map((line) => ({
    // What is longer than any name is nobody's, and not looked for as a whole.
    name: personName(line.cell('name')).slice(0, MOST_NAME + 1),
    username: clean(line.cell('username'))
      .toLowerCase()
      .slice(0, MOST_NAME + 1),
    steps: [...placeSteps(line.cell('community')), ...placeSteps(line.cell('unit'))],
  }));
  const known = await knownPeople(db, {
    names: [...new Set(asked.flatMap(({ name }) => name || []))],
    usernames: [...new Set(asked.flatMap(({ username }) => username || []))],
    within: null,
    reach,
  });
  return asked.map(({ name, username, steps }) => {
    if (name === '' && username === '') return '没有写姓名。';
    if (username !== '') {
      const person = known.byUsername.get(username);
      if (!person?.reached) return `没有找到用户名 ${username.slice(0, 30)}，或者不在你的管理范围内。`;
      if (name !== '' && person.name !== name) return personWords.otherName(username, person.name, name);
      return person;
    }
    let found = (known.byName.get(name) ?? []).filter(({ reached }) => reached);
    if (found.length > 0 && steps.length > 0) {
      const place = directory.find(steps, reach.scopes);
      if (!place.ok)
        return place.reason === 'unknown'
          ? personWords.unknownPlace(place.step)
          : personWords.severalPlaces(place.trails);
      found = found.filter(({ id }) =>
        (known.posts.get(id) ?? []).some(({ unitId }) => directory.isBelow(unitId, place.unit.path)),
      );
      if (found.length === 0)
        return `${place.unit.name}没有登记叫${name}的人。请核对姓名和地方，或者写上用户名。`;
    }
    const [first, second] = found;
    if (second)
      return personWords.severalPeople(
        name,
        found.map((person) => person.username),
      );
    return first ?? `没有找到${name}这个人，或者不在你的管理范围内。请核对姓名，或者写上用户名。`;
  });
}
