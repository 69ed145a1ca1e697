import { ageFrom } from '#app/features/identity/ages.rules.ts';
import { appointmentsOf, appointmentsOfMany, peopleInScope } from '#app/features/identity/people.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
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
  positions: Position[];
}

/** From this age on somebody is called. Source: domain.md §6.4, "elders by phone"; 老年学校 takes people from sixty on. */
const ELDER_FROM = 60;

/** Whether somebody counts as an elder, by their age band or because they learn in the senior school. */
export function isElder(ageBand: string | null, positions: readonly string[]): boolean {
  return (ageFrom(ageBand) ?? 0) >= ELDER_FROM || positions.includes('senior-learner');
}

/** The person, when the liaison's scopes reach them today; null for everybody else, known or not. Two statements. */
export async function assistedPerson(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<AssistedPerson | null> {
  if (!isId(personId)) return null;
  const posts = await appointmentsOf(db, personId, dayOf(now));
  const paths = posts.map(({ unitPath }) => unitPath);
  if (!reaches(actor, personId, paths)) return null;
  const row = await db
    .selectFrom('person')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.age_band', 'password_credential.changed_at'])
    .where('person.id', '=', personId)
    .executeTakeFirst();
  if (!row) return null;
  const positions = [...new Set(posts.map(({ position }) => position))];
  return {
    id: row.id,
    name: row.name,
    elder: isElder(row.age_band, positions),
    hasAccount: row.changed_at !== null,
    posts: posts.map(({ unitName, position }) => `${unitName} ${positionNames[position]}`),
    positions,
  };
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
  const posts = await appointmentsOfMany(
    db,
    found.people.map(({ id }) => id),
    onDay,
  );
  const people = found.people.map(({ id, name }) => ({
    id,
    name,
    posts: (posts.get(id) ?? []).map(({ unitName, position }) => `${unitName} ${positionNames[position]}`),
  }));
  return { people, total: found.total, page: found.page, pageSize: PAGE_SIZE };
}
