import { expressionBuilder, sql } from 'kysely';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { isWithin, scopeRange } from '#app/features/organisation/scope.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Database } from '#db/database.ts';

/** Parts of the organisation: paths, or everywhere. */
export type Scopes = 'everywhere' | readonly string[];

/** The parts of the organisation whose people a liaison looks after. Source: domain.md §6.2, 社区联络员. */
export function liaisonScopes(actor: Actor): Scopes {
  return scopesOf(actor, 'liaison');
}

/** The parts of the organisation whose assisted deeds somebody of the registrar's office sees. */
export function registrarScopes(actor: Actor): Scopes {
  return scopesOf(actor, 'registrar', 'academy-admin');
}

/** Whether a liaison may act for somebody who holds posts at these places today; never for themselves. */
export function reaches(actor: Actor, personId: string, unitPaths: readonly string[]): boolean {
  if (personId === actor.personId) return false;
  const scopes = liaisonScopes(actor);
  return scopes === 'everywhere' || unitPaths.some((path) => scopes.some((scope) => isWithin(scope, path)));
}

/**
 * The same predicate for a `where` over rows that name a person in `personColumn`: somebody who holds a post within the
 * scopes on that day.
 */
export function within(scopes: Scopes, personColumn: PersonColumn, onDay: string) {
  const outer = expressionBuilder<Database, 'seat_offer' | 'assisted_consent'>();
  if (scopes === 'everywhere') return sql<boolean>`1 = 1`;
  if (scopes.length === 0) return sql<boolean>`1 = 0`;
  return outer.exists(
    outer
      .selectFrom('appointment')
      .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
      .select('appointment.id')
      .whereRef('appointment.person_id', '=', personColumn)
      .where('appointment.valid_from', '<=', onDay)
      .where(({ or, eb }) =>
        or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
      )
      .where(({ or, and, eb }) =>
        or(
          scopes.map((scope) => {
            const { from, to } = scopeRange(scope);
            return and([
              eb('org_unit.tree', '=', scope.startsWith('p') ? 'party' : 'territory'),
              eb('org_unit.path', '>=', from),
              eb('org_unit.path', '<', to),
            ]);
          }),
        ),
      ),
  );
}

type PersonColumn = 'seat_offer.person_id' | 'assisted_consent.person_id';
