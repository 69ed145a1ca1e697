import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { staysAt } from '#app/features/organisation/heirs.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { keepersOfImports } from './keepers.ts';
import type { Judged, Judging, Line } from './kinds.ts';
import { namesakeOf, phoneKey } from './namesakes.ts';
import { knownPeople } from './people-lookup.server.ts';
import { type Hand, type Placed, spanKey } from './person-hand.ts';
import { keysOf, verdictOn } from './person-matching.ts';
import { type PersonRow, personRowOf } from './person-rows.rules.ts';
import { keyOf } from './row-keys.server.ts';
import { placeOf } from './row-places.ts';
import type { KnownUnit, UnitDirectory } from './unit-directory.ts';

/**
 * What each row of a sheet of people, or of posts, would do: matched by username, else by name and place. Nobody is guessed at: whoever could be two
 * people is refused with the way to tell them apart.
 */
export async function judgePeople(
  db: Db,
  lines: readonly Line[],
  { judging, adds }: { judging: Judging; adds: boolean },
): Promise<Judged[]> {
  const today = dayOf(judging.now);
  const directory = await judging.units();
  const scopes = scopesOf(judging.actor, ...keepersOfImports);
  const placed = lines.map((line): Placed => {
    const row = personRowOf(line, { today, positionNeeded: !adds });
    const place = placeOf(row, directory, scopes);
    return { row, place, unit: place?.ok ? place.unit : null };
  });
  // Of what is refused as it stands nobody is looked for.
  const sound = placed.filter(({ row }) => row.problems.length === 0);
  const each = (said: (row: PersonRow) => string) => [
    ...new Set(sound.map(({ row }) => said(row)).filter(Boolean)),
  ];
  const names = sound.flatMap((one) => namesakeOf(one, { directory })?.key ?? []);
  await judging.earlier.about(
    sound.flatMap((one) => thingOf(one) ?? []),
    { names, phones: sound.flatMap(({ row }) => phoneKey(row) || []) },
  );
  const known = await knownPeople(db, {
    ids: judging.earlier.people(),
    names: each(({ name }) => name),
    usernames: each(({ username }) => username),
    phones: { values: each(({ phone }) => phone), env: judging.env },
    within: adds ? around(sound, directory) : null,
    reach: { scopes, onDay: today },
    isWithin: (unitId) => scopes === 'everywhere' || scopes.some((scope) => directory.isBelow(unitId, scope)),
  });
  const spans = await spansOf(db, sound, today);
  const hand: Hand = { judging, directory, scopes, known, today, adds, spans };
  return placed.map((one) => judged(one, hand));
}

/** Where whoever a row may mean has, or had, a post: at its unit, or in its community. */
function around(placed: readonly Placed[], directory: UnitDirectory): { unitIds: string[]; paths: string[] } {
  const units = placed.flatMap(({ unit }) => unit ?? []);
  const homes = new Set(units.map((unit) => directory.home(unit)));
  return {
    unitIds: [...new Set(units.flatMap((unit) => [...directory.lineage(unit)]))],
    paths: [...new Set([...homes].flatMap((home) => directory.pathsOf(home)))],
  };
}

/** Looked up once for each unit and time, and only where the unit begins later or is going to change. */
async function spansOf(db: Db, placed: readonly Placed[], today: string): Promise<Map<string, boolean>> {
  const spans = new Map<string, boolean>();
  for (const { row, unit } of placed) {
    const [from, to] = [row.from ?? today, row.to];
    if (!unit || (from >= unit.validFrom && unit.validTo === null)) continue;
    const key = spanKey(unit.id, from, to);
    if (!spans.has(key)) spans.set(key, (await staysAt(db, { unitId: unit.id, from, to })) !== null);
  }
  return spans;
}

/** Two rows with one name and one telephone number are about one person, wherever they say that he is. */
function thingAmong(placed: Placed, { judging }: Hand): string | null {
  const { row } = placed;
  const own = thingOf(placed);
  const [first] = judging.earlier.ofPhone(phoneKey(row));
  const isSame = first?.namesake?.name === row.name && first.namesake.username === row.username;
  return own && isSame ? first.thing : own;
}

/** Of one username, or of one name in one place, there is one person in a sheet. */
function thingOf({ row, unit }: Placed): string | null {
  if (row.username) return keyOf('username', row.username);
  return row.name && unit ? keyOf('name', row.name, unit.id) : null;
}

function judged(placed: Placed, hand: Hand): Judged {
  const { row, unit } = placed;
  const thing = thingAmong(placed, hand);
  const { personId, ...verdict } = verdictOn(placed, thing, hand);
  const community = unit ? hand.directory.community(unit) : communityNamed(row, hand);
  const label = community?.name ?? (row.community || '没有写清楚在哪里的');
  const keys =
    thing && unit && verdict.state !== 'refused' ? { ...keysOf(placed, thing, hand), personId } : null;
  if (keys) hand.judging.earlier.note(row.number, keys);
  return {
    number: row.number,
    ...verdict,
    group: { key: community?.id ?? `t:${keyOf(label)}`, label: label.slice(0, 100) },
    keys,
  };
}

function communityNamed(row: PersonRow, { directory, scopes }: Hand): KnownUnit | null {
  const [step] = [...row.said, ...row.own];
  const found = step ? directory.find([step], scopes) : null;
  return found?.ok ? directory.community(found.unit) : null;
}
