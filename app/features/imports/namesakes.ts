/** Whoever shares a name with somebody of the same community: when that is told apart, and when the sheet must say more. Nobody is guessed at. */
import type { EarlierRow, EarlierRows } from './earlier.ts';
import type { Namesake, RowKeys } from './kinds.ts';
import type { KnownPerson } from './people-lookup.server.ts';
import type { Hand, Placed } from './person-hand.ts';
import { personWords } from './person-words.rules.ts';
import { placeKey } from './place-words.rules.ts';
import { keyOf } from './row-keys.server.ts';
import type { KnownUnit } from './unit-directory.ts';

/** By what a row is told from those about people of the same name in the same community. */
export function namesakeOf({ row, unit }: Placed, { directory }: Pick<Hand, 'directory'>): Namesake | null {
  if (!row.name || !unit) return null;
  const key = keyOf('namesake', row.name, directory.home(unit).id);
  const { name, username, phone, flat } = row;
  const step = [...row.said, ...row.own].find((one) => placeKey(one).endsWith('单元')) ?? '';
  const entrance = unit.kind === 'building' ? placeKey(step) : '';
  return { key, name, unitId: unit.id, username, phone, entrance, flat };
}

/** By what the rows are found that say one telephone number; empty without. */
export const phoneKey = ({ phone }: { phone: string }): string => (phone ? keyOf('phone', phone) : '');

/** Where so few live or belong that one name is one person. */
const narrow: ReadonlySet<KnownUnit['kind']> = new Set([
  ...(['building', 'unit', 'party-branch', 'party-group', 'party-household'] as const),
  ...(['social-organisation', 'partner'] as const),
]);
const isWide = ({ kind }: KnownUnit) => !narrow.has(kind);

/**
 * What must be asked about a row of a sheet that adds people, before it makes two of one or one of two; null where there is nothing to ask. `person` is whom it
 * was found to mean, null for somebody new; `changes`: the row would add or change something.
 */
export function questionAbout(
  { row, unit }: Placed,
  {
    keys,
    person,
    changes,
    hand,
  }: { keys: RowKeys; person: KnownPerson | null; changes: boolean; hand: Hand },
): string | null {
  const own = keys.namesake;
  if (!unit || !own) return null;
  const half = halfNamed(own, { keys, person, hand });
  if (half) return personWords.oneUsername(half.number);
  const place = hand.directory.home(unit).name;
  if (person) {
    const byNameAlone = !row.username && hand.known.byPhone.get(row.phone)?.id !== person.id;
    const posts = hand.known.posts.get(person.id) ?? [];
    const units = hand.directory.lineage(unit);
    // Where hardly anybody else can be meant and nothing would change, it is the same sheet again: they may have another number by now.
    const isQuiet = !changes && (!hand.adds || !isWide(unit));
    if (byNameAlone && row.phone && hand.known.phones.has(person.id) && !isQuiet) {
      const there = posts.some(({ unitId }) => units.has(unitId)) ? unit.name : place;
      return personWords.otherPhone(there, row.name, person.username);
    }
    if (!hand.adds) return null;
    const before = byNameAlone ? undefined : newBefore(own, person, hand);
    if (before) return personWords.namesake(before.number, place);
    if (!byNameAlone || !isWide(unit)) return null;
    const isHis = posts.some(({ unitId, position }) => units.has(unitId) && position === row.position);
    return row.saysPosition && !isHis ? personWords.onlyByName(unit.name, row.name, person.username) : null;
  }
  if (!hand.adds) return null;
  const earlier = hand.judging.earlier.namesakes(own).find((one) => isUndecided(one, own, unit));
  if (earlier) return personWords.namesake(earlier.number, place);
  if (row.username) return null;
  const others = neighbours(row.name, unit, hand).filter(
    ({ id }) => !row.phone || !hand.known.phones.has(id),
  );
  if (others.length === 0) return null;
  const reached = others.filter(({ reached, was }) => reached || was).map(({ username }) => username);
  return personWords.neighbour(place, row.name, reached);
}

/** A row that adds somebody new of that name and says no number, before one that says by number or user name who is meant: it may mean the same person. */
function newBefore(own: Namesake, person: KnownPerson, { judging, known }: Hand): EarlierRow | undefined {
  const posts = known.posts.get(person.id) ?? [];
  return judging.earlier.namesakes(own).find(
    ({ namesake, personId }) =>
      namesake !== undefined &&
      !personId &&
      !(namesake.phone && own.phone) &&
      !(namesake.username && own.username) &&
      // By now it has added this very person.
      !posts.some(({ unitId }) => unitId === namesake.unitId),
  );
}

/** The first row about somebody of that name at the same unit behind another door, where neither number nor user name says that they are one. */
export function behindOtherDoor(
  { thing, namesake: own }: RowKeys,
  earlier: EarlierRows,
): EarlierRow | undefined {
  if (!own) return undefined;
  const differs = (one: string, other: string) => one !== '' && other !== '' && one !== other;
  return earlier
    .ofThing(thing)
    .find(
      ({ namesake }) =>
        namesake?.unitId === own.unitId &&
        !(own.phone && namesake.phone === own.phone) &&
        !(own.username && namesake.username === own.username) &&
        (differs(namesake.entrance, own.entrance) || differs(namesake.flat, own.flat)),
    );
}

/** The first row that may mean the same person, where only one of the two says a user name. */
function halfNamed(
  own: Namesake,
  { keys, person, hand }: { keys: RowKeys; person: KnownPerson | null; hand: Hand },
): EarlierRow | undefined {
  const { earlier } = hand.judging;
  const isHalf = ({ namesake }: EarlierRow) =>
    namesake !== undefined && (namesake.username === '') !== (own.username === '');
  const isNear = ({ namesake }: EarlierRow) => {
    if (!person || namesake?.unitId === own.unitId) return true;
    // Of a post, the name may mean another one as soon as the earlier row is taken.
    return (
      !hand.adds && own.username === '' && hand.known.byUsername.get(namesake?.username ?? '') !== person
    );
  };
  const near = earlier.namesakes(own).find((one) => isHalf(one) && isNear(one));
  return near ?? (hand.known.byPhone.has(own.phone) ? undefined : earlier.ofPhone(keys.phone).find(isHalf));
}

/** Two rows are told apart, or known to be about one person, by user names, by telephone numbers, or by a place in which few live. */
function isUndecided({ namesake }: EarlierRow, own: Namesake, unit: KnownUnit): boolean {
  if (!namesake) return false;
  if (namesake.username && own.username) return false;
  if (namesake.phone && own.phone) return false;
  return namesake.unitId !== own.unitId || isWide(unit);
}

/** Those of a name who have, or had, a post in the same community. */
function neighbours(name: string, unit: KnownUnit, { known, directory }: Hand): KnownPerson[] {
  const home = directory.home(unit);
  return (known.byName.get(name) ?? []).filter(({ id }) =>
    known.posts.get(id)?.some(({ unitId }) => directory.homeOf(unitId)?.id === home.id),
  );
}
