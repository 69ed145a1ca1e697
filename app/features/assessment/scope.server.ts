import type { HeldPost } from '#app/features/credits/records.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import type { Actor } from '#app/lib/actor.ts';

/** The parts of the organisation that an assessor may look at today: paths, or everywhere. */
export function assessedScopes(actor: Actor): 'everywhere' | readonly string[] {
  return scopesOf(actor, 'assessor');
}

/**
 * Whether an assessor may open the statement of somebody with these posts: who belonged to the scope on a day, as the organisation
 * was then. The same predicate as that of the list.
 */
export function reaches(
  actor: Actor,
  posts: readonly Pick<HeldPost, 'unitPath' | 'validFrom' | 'validTo' | 'unitStands'>[],
  onDay: string,
): boolean {
  const scopes = assessedScopes(actor);
  if (scopes === 'everywhere') return true;
  return posts
    .filter(
      ({ validFrom, validTo, unitStands }) =>
        lasts(validFrom, validTo) && lasts(unitStands.from, unitStands.to),
    )
    .some(({ unitPath }) => scopes.some((scope) => isWithin(scope, unitPath)));

  function lasts(from: string, to: string | null): boolean {
    return from <= onDay && (to ?? onDay) >= onDay;
  }
}
