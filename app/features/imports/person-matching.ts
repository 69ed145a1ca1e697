/** Whom a row of a sheet means: by username, else by name and place. Nobody is guessed at. */
import { isUsername } from '#app/features/identity/usernames.rules.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { EarlierRow } from './earlier.ts';
import type { RowKeys } from './kinds.ts';
import { behindOtherDoor, namesakeOf, phoneKey, questionAbout } from './namesakes.ts';
import type { KnownPerson } from './people-lookup.server.ts';
import { type Hand, type Placed, refused, spanKey, type Verdict } from './person-hand.ts';
import type { PersonRow } from './person-rows.rules.ts';
import { onKnown, onNew } from './person-verdicts.ts';
import { personWords } from './person-words.rules.ts';
import { keyOf } from './row-keys.server.ts';
import { placeWords } from './row-places.ts';
import type { KnownUnit } from './unit-directory.ts';

/** What a row would do. */
export function verdictOn({ row, unit, place }: Placed, thing: string | null, hand: Hand): Verdict {
  if (row.problems.length > 0) return refused(row.problems.join(''));
  if (place && !place.ok) return refused(placeWords(place));
  if (!unit || thing === null) return refused('没有写清楚是谁、在哪里。');
  const { scopes, directory, judging } = hand;
  const trail = directory.trail(unit.path);
  if (scopes !== 'everywhere' && !scopes.some((scope) => isWithin(scope, unit.path)))
    return refused(personWords.outOfScope(trail));
  const keys = keysOf({ row, unit, place }, thing, hand);
  const against = judging.earlier.against(keys);
  if (against) return refused(personWords.against(against.row, against.name, against.said));
  const neighbour = behindOtherDoor(keys, judging.earlier);
  if (neighbour) return refused(personWords.otherDoor(neighbour.number, trail, neighbour.namesake));
  const [first] = judging.earlier.ofPhone(keys.phone);
  if (first && isOther(row, first)) return refused(personWords.phoneTwice(first.number));
  const person = personOf(row, unit, { thing, hand });
  if (typeof person === 'string') return refused(person);
  const again = judging.earlier.again(keys) ?? (row.saysPosition ? null : judging.earlier.knownAt(keys));
  // A row that stands there twice, with all that it says, is one; what it says of two people it must say.
  const isCopy = again !== null && sameFacts(again, keys);
  const personId = person?.id ?? '';
  const said = { position: row.position, trail, from: row.from ?? hand.today, to: row.to };
  const about = { unit, said, thing, hand };
  const verdict = person ? onKnown(row, person, about) : onNew(row, about);
  const changes = verdict.state === 'new' || verdict.state === 'change';
  const question = isCopy ? null : questionAbout({ row, unit, place }, { keys, person, changes, hand });
  if (question) return refused(question);
  if (again) {
    const more = !isCopy && changes ? saidBeside(again, keys) : [];
    if (more.length > 0) return refused(personWords.saysMore(again.number, more));
    return { state: 'same', words: personWords.again(again.number), deed: null, personId };
  }
  const stands = hand.spans.get(spanKey(unit.id, said.from, said.to));
  return verdict.deed?.post && stands === false
    ? refused(personWords.unitOver(unit))
    : { ...verdict, personId };
}

/** The keys of a row about somebody, what other rows about them must agree with, and by what namesakes are told apart. */
export function keysOf(placed: Placed, thing: string, hand: Hand): RowKeys {
  const { row, unit } = placed;
  // With what is above: two communities may each have a 5 栋.
  const there = unit ? hand.directory.trail(unit.path) : '';
  const post = `${positionNames[row.position]}（${there}）`;
  const namesake = namesakeOf(placed, hand);
  return {
    thing,
    whole: keyOf(thing, row.position, unit?.id ?? ''),
    facts: {
      手机: row.phone,
      年龄段: row.ageBand ?? '',
      姓名: row.name,
      [`${post}的任职时间`]: row.from ?? '',
      [`${post}的结束日期`]: row.to ?? '',
    },
    ...(namesake ? { namesake } : {}),
    phone: phoneKey(row),
  };
}

/** Whether an earlier row about the same says exactly as much. */
const sameFacts = ({ facts }: EarlierRow, own: RowKeys): boolean =>
  Object.entries(own.facts).every(([name, said]) => (facts[name] ?? '') === said);

/** What a row says beside an earlier one about the same: nobody would write it down. */
const saidBeside = ({ facts }: EarlierRow, own: RowKeys): string[] =>
  Object.entries(own.facts).flatMap(([name, said]) => (said !== '' && !facts[name] ? name : []));

/** Whether a row cannot be about whom the earlier one is about, of which it says the telephone number. */
const isOther = ({ name, username }: PersonRow, { namesake }: EarlierRow): boolean =>
  namesake !== undefined &&
  (namesake.name !== name || (username !== '' && !['', username].includes(namesake.username)));

/** The person whom a row means; null: somebody new; a sentence: it cannot be told. */
function personOf(
  row: PersonRow,
  unit: KnownUnit,
  { thing, hand }: { thing: string; hand: Hand },
): KnownPerson | string | null {
  const { earlier } = hand.judging;
  const holder = hand.known.byPhone.get(row.phone);
  if (holder && holder.name !== row.name) return personWords.phoneOfOther;
  // Whom an earlier row has added with a post that is over nobody with a part of the academy reaches: they are of this sheet all the same.
  if (holder && !isSeen(holder) && earlier.ofPhone(phoneKey(row)).length === 0)
    return personWords.phoneOfOther;
  if (row.username) {
    const found = hand.known.byUsername.get(row.username);
    if (holder && holder.id !== found?.id) return personWords.phoneOfOther;
    if (found && !isSeen(found) && !earlier.first(thing)) return personWords.notReached(row.username);
    if (found && found.name !== row.name) return personWords.otherName(row.username, found.name, row.name);
    if (!found && !isUsername(row.username)) return personWords.badUsername(row.username);
    return found ?? null;
  }
  // Whoever an earlier row of the same name at the same place was found to mean.
  const meant = hand.known.byId.get(earlier.first(thing)?.personId ?? '');
  return holder ?? meant ?? calledSo(row, unit, { thing, hand });
}

const isSeen = ({ reached, was }: KnownPerson): boolean => reached || was;

/** Whom a row means that says no more than a name and a place; of whoever is out of reach no more is said than that he is there. */
function calledSo(
  row: PersonRow,
  unit: KnownUnit,
  { thing, hand }: { thing: string; hand: Hand },
): KnownPerson | string | null {
  const called = hand.known.byName.get(row.name) ?? [];
  const postsOf = ({ id }: KnownPerson) => hand.known.posts.get(id) ?? [];
  const units = hand.directory.lineage(unit);
  let found = called.filter((person) => postsOf(person).some(({ unitId }) => units.has(unitId)));
  // For a post, whoever has another one in the same community is meant as well.
  if (!hand.adds && found.length === 0) {
    const community = hand.directory.community(unit);
    found = called.filter((person) =>
      postsOf(person).some(({ unitId }) => hand.directory.isBelow(unitId, community.path)),
    );
  }
  const [first, second] = found;
  if (!first) return null;
  const shown = found.filter(isSeen).map(({ username }) => username);
  if (second && shown.length > 0) return personWords.severalPeople(row.name, shown);
  const isKnown = !second && (isSeen(first) || isOfSheet(first, thing, hand));
  return isKnown ? first : personWords.neighbour(unit.name, row.name, []);
}

/** Whether an earlier row has added somebody, and none that meant another by his telephone number. */
function isOfSheet({ id }: KnownPerson, thing: string, { judging, known }: Hand): boolean {
  const said = judging.earlier.first(thing)?.namesake;
  return said !== undefined && (said.phone === '' || known.byPhone.get(said.phone)?.id === id);
}
