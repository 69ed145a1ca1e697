import { ageFrom } from '#app/features/identity/ages.rules.ts';
import { appointmentsOfMany, peopleInScope } from '#app/features/identity/people.server.ts';
import { type NamedPerson, peopleBehind } from '#app/features/identity/people-search.server.ts';
import { type Appointment, asAppointment } from '#app/features/identity/positions.server.ts';
import type { Standing } from '#app/features/selection/eligibility.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { Place } from '#db/part.server.ts';
import { liaisonScopes, reaches } from './scope.server.ts';

/** Somebody whom a liaison may act for: what the liaison sees of them. Never credits, answers or evaluations. */
export interface AssistedPerson {
  id: string;
  name: string;
  /** Sixty or more, or a learner of the senior school: is called rather than written to. */
  elder: boolean;
  /** Can sign in. */
  hasAccount: boolean;
  /** `向阳里 老年学员` */
  posts: string[];
  /** What the checks of selection ask about somebody. */
  known: Standing;
}

/** From this age on somebody is called. Source: domain.md §6.4, "elders by phone"; 老年学校 takes people from sixty on. */
export const ELDER_FROM = 60;

/** Whether somebody counts as an elder, by their age band or because they learn in the senior school. */
export function isElder(ageBand: string | null, positions: readonly string[]): boolean {
  return (ageFrom(ageBand) ?? 0) >= ELDER_FROM || positions.includes('senior-learner');
}

/** The person, when the liaison's scopes reach them today; null for everybody else, known or not. One statement. */
export async function assistedPerson(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<AssistedPerson | null> {
  if (!isId(personId)) return null;
  const rows = await withPosts(db, personId, dayOf(now));
  const posts = rows.flatMap(({ post }) => post ?? []);
  const paths = posts.map(({ unitPath }) => unitPath);
  if (!rows[0] || !reaches(actor, personId, paths)) return null;
  const territory = posts.filter(({ unitPath }) => !unitPath.startsWith('p'));
  const positions = [...new Set(posts.map(({ position }) => position))];
  return {
    id: personId,
    name: rows[0].name,
    elder: isElder(rows[0].ageBand, positions),
    hasAccount: rows[0].hasAccount,
    posts: mainPosts(posts, 2),
    known: {
      positions,
      places: territory.map(({ unitPath }) => unitPath),
      // The neighbourhood says as much as the community, and is at hand.
      community: territory[0]?.unitName ?? null,
      ageBand: rows[0].ageBand,
    },
  };
}

/** Somebody as often as they hold a post on that day, and once when they hold none. */
async function withPosts(db: Db, personId: string, day: string) {
  const rows = await db
    .selectFrom('person')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .leftJoin('appointment', (join) =>
      join
        .onRef('appointment.person_id', '=', 'person.id')
        .on('appointment.valid_from', '<=', day)
        .on(({ or, eb }) =>
          or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', day)]),
        ),
    )
    .leftJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .leftJoin('org_unit as parent', 'parent.id', 'org_unit.parent_id')
    .select(['person.name as personName', 'age_band', 'password_credential.changed_at'])
    .select(['appointment.id', 'position', 'org_unit_id', 'appointment.valid_from', 'appointment.valid_to'])
    .select(['org_unit.kind', 'org_unit.name', 'org_unit.path', 'parent.name as parentName'])
    .where('person.id', '=', personId)
    .limit(MOST_POSTS)
    .execute();
  return rows.map((row) => {
    const { id, position, org_unit_id, valid_from, kind, name, path } = row;
    const held = id && position && org_unit_id && valid_from && kind && name && path;
    return {
      name: row.personName,
      ageBand: row.age_band,
      hasAccount: row.changed_at !== null,
      post: held ? asAppointment({ ...row, id, position, org_unit_id, valid_from, kind, name, path }) : null,
    };
  });
}

const MOST_POSTS = 100;
/** What tells people of one name apart: where they live or learn first. Party posts are nobody's business here. */
function mainPosts(posts: readonly Appointment[], most: number): string[] {
  const rank = ({ position }: Appointment) =>
    position === 'senior-learner' ? 0 : position === 'resident' ? 1 : 2;
  return posts
    .filter(({ unitPath }) => !unitPath.startsWith('p'))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, most)
    .map(({ unitName, position }) => `${unitName} ${positionNames[position]}`);
}

const PAGE_SIZE = 20;

export interface LiaisonsPeople {
  people: { id: string; name: string; posts: string[] }[];
  total: number;
  page: number;
  pageSize: number;
}

/** The people of the liaison's own part of the organisation, by name, page by page; by name, pinyin or initials when asked. */
export async function peopleOfLiaison(
  db: Db,
  { actor, q, page, now }: { actor: Actor; q: string; page: number; now: Date },
): Promise<LiaisonsPeople> {
  const scopes = liaisonScopes(actor);
  if (scopes.length === 0) return { people: [], total: 0, page: 1, pageSize: PAGE_SIZE };
  const scopePath = scopes === 'everywhere' ? null : scopes;
  const onDay = dayOf(now);
  const found = await peopleInScope(db, { scopePath, onDay, q, page, pageSize: PAGE_SIZE });
  const people = (await withMainPost(db, found.people, onDay)).map(({ id, name, posts }) => ({
    ...{ id, name, posts },
  }));
  return { people, total: found.total, page: found.page, pageSize: PAGE_SIZE };
}

/** The same people for a file: those behind a place in the order of their names. At most three statements. */
export async function peopleOfLiaisonBehind(
  db: Db,
  { actor, q, after, now }: { actor: Actor; q: string; after: Place | null; now: Date },
): Promise<(NamedPerson & { posts: string[] })[]> {
  const scopes = liaisonScopes(actor);
  if (scopes.length === 0) return [];
  const onDay = dayOf(now);
  const scopePath = scopes === 'everywhere' ? null : scopes;
  return withMainPost(db, await peopleBehind(db, { scopePath, onDay, q, after }), onDay);
}

async function withMainPost<Person extends { id: string }>(
  db: Db,
  people: readonly Person[],
  onDay: string,
): Promise<(Person & { posts: string[] })[]> {
  const posts = await appointmentsOfMany(
    db,
    people.map(({ id }) => id),
    onDay,
  );
  return people.map((person) => ({ ...person, posts: mainPosts(posts.get(person.id) ?? [], 1) }));
}
