/** Where a row says that somebody is: its columns of the place and 所在组织 together. Neither is dropped for the other. */
import type { PersonRow } from './person-rows.rules.ts';
import { personWords } from './person-words.rules.ts';
import type { FoundPlace, KnownUnit, UnitDirectory } from './unit-directory.ts';

export type RowPlace =
  | FoundPlace
  /** Two columns that do not fit together, and what each says. */
  | { ok: false; reason: 'apart'; said: string; own: string }
  /** Of whoever looks after a house no more is said than the community, beside an address in one. */
  | { ok: false; reason: 'house'; home: string };

type Scopes = 'everywhere' | readonly string[];

/**
 * The unit that a row names; null where it says nothing of it. An address beside a community says where a resident is; of others it says nothing, but whoever
 * looks after a house must say which.
 */
export function placeOf(
  row: Pick<PersonRow, 'said' | 'own' | 'address' | 'position'>,
  directory: UnitDirectory,
  scopes: Scopes,
): RowPlace | null {
  const found = namedPlace(row, directory, scopes);
  const home = found?.ok ? homeBelow(found.unit, row, { directory, scopes }) : null;
  if (!home) return found;
  if (row.position === 'resident') return { ok: true, unit: home };
  const isOfHouse = row.position === 'building-head' || row.position === 'unit-head';
  return isOfHouse ? { ok: false, reason: 'house', home: directory.trail(home.path) } : found;
}

function homeBelow(
  community: KnownUnit,
  { said, address }: Pick<PersonRow, 'said' | 'address'>,
  { directory, scopes }: { directory: UnitDirectory; scopes: Scopes },
): KnownUnit | null {
  if (address.length === 0 || directory.community(community).id !== community.id) return null;
  for (const steps of [[...said, ...address], address]) {
    const found = directory.find(steps, scopes);
    const isBelow =
      found.ok && found.unit.path !== community.path && found.unit.path.startsWith(community.path);
    if (isBelow) return found.unit;
  }
  return null;
}

function namedPlace(
  { said, own }: Pick<PersonRow, 'said' | 'own'>,
  directory: UnitDirectory,
  scopes: Scopes,
): RowPlace | null {
  const all = [...said, ...own];
  if (all.length === 0) return null;
  const together = directory.find(all, scopes);
  if (together.ok || together.reason === 'several' || said.length === 0 || own.length === 0) return together;
  // 5栋, and in 所在组织 the community that it lies in.
  const inside = directory.find([...own, ...said], scopes);
  if (inside.ok) return inside;
  const [first, second] = [directory.find(said, scopes), directory.find(own, scopes)];
  if (!first.ok) return first.reason === 'several' ? first : together;
  if (!second.ok) return second.reason === 'several' ? second : together;
  const unit = fitting(first.unit, second.unit, directory);
  if (unit) return { ok: true, unit };
  const [one, other] = [first.unit, second.unit].map(({ path }) => directory.trail(path));
  return { ok: false, reason: 'apart', said: one ?? '', own: other ?? '' };
}

/** Of two that lie below each other the closer one; beside no more than a community, the party organisation there, or one that belongs nowhere. */
function fitting(said: KnownUnit, own: KnownUnit, directory: UnitDirectory): KnownUnit | null {
  if (said.path.startsWith(own.path)) return said;
  if (own.path.startsWith(said.path)) return own;
  if (own.tree !== 'party' || directory.community(said).id !== said.id) return null;
  const home = directory.home(own);
  return home.tree === 'party' || home.path.startsWith(said.path) ? own : null;
}

/** What is said of a place that was not found. */
export function placeWords(place: Extract<RowPlace, { ok: false }>): string {
  if (place.reason === 'unknown') return personWords.unknownPlace(place.step);
  if (place.reason === 'several') return personWords.severalPlaces(place.trails);
  if (place.reason === 'house') return personWords.whichHouse(place.home);
  return personWords.placesApart(place.said, place.own);
}
