import { isWithin } from '#app/features/organisation/scope.ts';
import { findUnit, type Unit } from '#app/features/organisation/units.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { scopesOf } from './grants.rules.ts';
import { keepersOfPeople } from './keepers.ts';
import { peopleQuery } from './people-list.schema.ts';

/** Which people are asked for: a part of the reader's scope, by a name, a page. */
export interface PeopleAsked {
  q: string;
  page: number;
  unit: Unit | null;
  /** Null: everybody. */
  scopePath: string | null;
}

/** What the address of the list asks for; null where its unit is none, or out of the reader's scope. At most one statement. */
export async function peopleAsked(
  db: Db,
  { actor, url }: { actor: Actor; url: URL },
): Promise<PeopleAsked | null> {
  const { q = '', unit: unitId, page } = peopleQuery.parse(Object.fromEntries(url.searchParams));
  const scopes = scopesOf(actor, ...keepersOfPeople);
  const unit = unitId === undefined ? null : await findUnit(db, unitId);
  if (unitId !== undefined && (!unit || !lies(scopes, unit))) return null;
  return { q, page, unit, scopePath: unit?.path ?? (scopes === 'everywhere' ? null : (scopes[0] ?? '')) };
}

function lies(scopes: 'everywhere' | readonly string[], { path }: Unit): boolean {
  return scopes === 'everywhere' || scopes.some((scope) => isWithin(scope, path));
}
