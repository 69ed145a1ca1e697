import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { yearStandings } from '#app/features/credits/standing.server.ts';
import { peopleInScope } from '#app/features/identity/people.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { assessedScopes } from './scope.server.ts';

/** One person of an assessor's scope with the year's outcome in words; in the order of names, never of credits. */
export interface AssessedPerson {
  personId: string;
  name: string;
  posts: { position: Position; unitName: string }[];
  status: StandingStatus;
  schemes: { title: string; required: number; counted: number; missing: number }[];
}

export interface Overview {
  people: AssessedPerson[];
  total: number;
  page: number;
  pages: number;
  pageSize: number;
}

const PAGE_SIZE = 50;

/** A page of the people in the scope, with where each stands. Six statements whatever the size of the scope. */
export async function scopeOverview(
  db: Db,
  { actor, year, today, q, page }: { actor: Actor; year: number; today: string; q: string; page: number },
): Promise<Overview> {
  const scopes = assessedScopes(actor);
  if (scopes.length === 0) return { people: [], total: 0, page: 1, pages: 1, pageSize: PAGE_SIZE };
  const scopePath = scopes === 'everywhere' ? null : scopes;
  const found = await peopleInScope(db, { scopePath, onDay: today, q, page, pageSize: PAGE_SIZE });
  const ids = found.people.map(({ id }) => id);
  const standings = await yearStandings(db, ids, { year, today });
  const people = found.people.map(({ id, name }) => {
    const standing = standings.get(id);
    return {
      personId: id,
      name,
      posts: (standing?.posts ?? []).map(({ position, unitName }) => ({ position, unitName })),
      status: standing?.status ?? ('no-scheme' as const),
      schemes: (standing?.standings ?? [])
        .filter(({ required }) => required > 0)
        .map(({ title, required, counted, missing }) => ({ title, required, counted, missing })),
    };
  });
  return { people, total: found.total, page: found.page, pages: found.pages, pageSize: PAGE_SIZE };
}
