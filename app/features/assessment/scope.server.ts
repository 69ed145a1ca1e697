import { isWithin } from '#app/features/organisation/scope.ts';
import type { Actor } from '#app/lib/actor.ts';

/** The parts of the organisation that an assessor may look at: paths, or everywhere. */
export function assessedScopes(actor: Actor): 'everywhere' | string[] {
  const held = actor.roles.filter(({ role }) => role === 'assessor');
  if (held.some(({ scopePath }) => scopePath === null)) return 'everywhere';
  return [...new Set(held.flatMap(({ scopePath }) => scopePath ?? []))];
}

/** Whether an assessor may open the statement of somebody with these posts on a day: the same predicate as the list. */
export function reaches(
  actor: Actor,
  posts: readonly { unitPath: string; validFrom: string; validTo: string | null }[],
  onDay: string,
): boolean {
  const scopes = assessedScopes(actor);
  if (scopes === 'everywhere') return true;
  return posts
    .filter(({ validFrom, validTo }) => validFrom <= onDay && (validTo ?? onDay) >= onDay)
    .some(({ unitPath }) => scopes.some((scope) => isWithin(scope, unitPath)));
}
