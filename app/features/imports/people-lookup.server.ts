import { contactsHeld, peopleByContacts } from '#app/features/contacts/many-contacts.server.ts';
import { namePinyin } from '#app/features/identity/names.rules.ts';
import { type Reach, reachedOf } from '#app/features/identity/reach.server.ts';
import { withinScope } from '#app/features/organisation/scope.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { joined, type PieceLink, type Whole } from './post-pieces.ts';

export interface KnownPerson {
  id: string;
  username: string;
  name: string;
  ageBand: string | null;
  reached: boolean;
  /** Not reached today, but every post that they ever had, or will have, lies where whoever asks reaches. */
  was: boolean;
}

export interface KnownPost {
  personId: string;
  id: string;
  position: Position;
  unitId: string;
  /** Of all its pieces. */
  whole: Whole;
}

/** What the academy knows of the people that a batch of rows names. */
export interface KnownPeople {
  byUsername: ReadonlyMap<string, KnownPerson>;
  byName: ReadonlyMap<string, KnownPerson[]>;
  byPhone: ReadonlyMap<string, KnownPerson>;
  byId: ReadonlyMap<string, KnownPerson>;
  /** Who has a telephone number, and whether it was confirmed. */
  phones: ReadonlyMap<string, { confirmed: boolean }>;
  /** How many are called so in the whole academy. */
  called: ReadonlyMap<string, number>;
  posts: ReadonlyMap<string, KnownPost[]>;
}

const MOST_FOUND = 20_000;

interface Within {
  unitIds: readonly string[];
  paths: readonly string[];
}

interface Asked {
  /** Who is known to be meant. */
  ids?: readonly string[];
  names: readonly string[];
  usernames: readonly string[];
  /** Telephone numbers that the rows say, matched by their blind index; none where rows say no numbers. */
  phones?: { values: readonly string[]; env: SealingEnv };
  /** Of those of a name only who ever had a post in one of these units, or at or below one of these paths; anywhere when null. */
  within: Within | null;
  reach: Reach;
  /** Whether a unit lies where whoever asks reaches; nobody `was` there when left out. */
  isWithin?: (unitId: string) => boolean;
}

/**
 * Everybody called so, or of these usernames or telephone numbers, with all their posts, those that have ended too. Six statements, whatever the number of
 * rows, one more for every forty paths, and three where they say numbers.
 */
export async function knownPeople(
  db: Db,
  { ids: meant = [], names, usernames, phones, within, reach, isWithin = () => false }: Asked,
): Promise<KnownPeople> {
  const holders: ReadonlyMap<string, string> = phones
    ? await peopleByContacts(db, { kind: 'phone', ...phones })
    : new Map();
  const rows = [
    ...(await calledSo(db, names, within)),
    ...(await ofUsernames(db, usernames)),
    ...(await ofIds(db, [...holders.values(), ...meant])),
  ];
  const ids = [...new Set(rows.map(({ id }) => id))];
  const reached = await reachedOf(db, reach, ids);
  const posts = await postsOf(db, ids);
  const was = (id: string) =>
    !reached.has(id) && (posts.get(id)?.every((post) => isWithin(post.unitId)) ?? false);
  const byUsername = new Map<string, KnownPerson>();
  for (const { id, username, name, age_band: ageBand } of rows)
    byUsername.set(username, { id, username, name, ageBand, reached: reached.has(id), was: was(id) });
  const byId = new Map([...byUsername.values()].map((person) => [person.id, person]));
  const byName = new Map<string, KnownPerson[]>();
  for (const person of byUsername.values())
    byName.set(person.name, [...(byName.get(person.name) ?? []), person]);
  const byPhone = new Map<string, KnownPerson>();
  for (const [phone, id] of holders) {
    const holder = byId.get(id);
    if (holder) byPhone.set(phone, holder);
  }
  const held =
    phones && phones.values.length > 0
      ? await contactsHeld(db, { kind: 'phone', personIds: ids })
      : new Map();
  return {
    ...{ byUsername, byName, byPhone, byId, phones: held },
    ...{ called: await countCalled(db, names), posts },
  };
}

const columns = ['person.id', 'person.username', 'person.name', 'person.age_band'] as const;

const ofNames = (db: Db, names: readonly string[]) =>
  db
    .selectFrom('person')
    .where('person.name_pinyin', 'in', [...new Set(names.map(namePinyin))])
    .where('person.name', 'in', [...new Set(names)]);

const PATHS_AT_ONCE = 40;

async function calledSo(db: Db, names: readonly string[], within: Within | null) {
  if (names.length === 0) return [];
  if (within === null) return ofNames(db, names).select(columns).limit(MOST_FOUND).execute();
  const posted = ofNames(db, names)
    .innerJoin('appointment', 'appointment.person_id', 'person.id')
    .select(columns)
    .distinct();
  const { unitIds, paths } = within;
  const found =
    unitIds.length > 0 ? await posted.where('appointment.org_unit_id', 'in', unitIds).execute() : [];
  for (let from = 0; from < paths.length; from += PATHS_AT_ONCE) {
    const some = paths.slice(from, from + PATHS_AT_ONCE);
    const there = await posted
      .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
      .where((on) => on.or(some.map((path) => withinScope(path)(on))))
      .execute();
    found.push(...there);
  }
  return found;
}

async function countCalled(db: Db, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const rows = await ofNames(db, names)
    .select(({ fn }) => ['person.name', fn.countAll<number>().as('people')])
    .groupBy('person.name')
    .execute();
  return new Map(rows.map(({ name, people }) => [name, Number(people)]));
}

async function ofUsernames(db: Db, usernames: readonly string[]) {
  if (usernames.length === 0) return [];
  return db
    .selectFrom('person')
    .select(columns)
    .where('username', 'in', [...new Set(usernames)])
    .execute();
}

async function ofIds(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db.selectFrom('person').select(columns).where('id', 'in', ids).execute();
}

const AT_ONCE = 1_000;

async function postsOf(db: Db, ids: readonly string[]): Promise<Map<string, KnownPost[]>> {
  const posts = new Map<string, KnownPost[]>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('appointment')
      .select(['id', 'person_id', 'position', 'org_unit_id', 'valid_from', 'valid_to'])
      .where('person_id', 'in', ids.slice(from, from + AT_ONCE))
      .orderBy('valid_from')
      .execute();
    const pieces = rows.map((row) => ({ id: row.id, validFrom: row.valid_from, validTo: row.valid_to }));
    const wholes = joined(pieces, await linksOf(db, ids.slice(from, from + AT_ONCE)));
    for (const row of rows) {
      const whole = wholes.get(row.id);
      if (!whole) continue;
      const place = { position: row.position as Position, unitId: row.org_unit_id };
      const post = { id: row.id, personId: row.person_id, ...place, whole };
      posts.set(row.person_id, [...(posts.get(row.person_id) ?? []), post]);
    }
  }
  return posts;
}

/** Which posts of some people go on as which, because their units changed. */
async function linksOf(db: Db, personIds: readonly string[]): Promise<PieceLink[]> {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('appointment_succession', 'appointment_succession.old_id', 'appointment.id')
    .select(['old_id as oldId', 'new_id as newId', 'made'])
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map(({ made, ...link }) => ({ ...link, isMade: made === 1 }));
}
