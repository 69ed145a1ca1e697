import { belongsTo } from '#app/features/identity/positions.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/** The parts of the organisation that an assessor may look at: paths, or everywhere. */
export function assessedScopes(actor: Actor): 'everywhere' | string[] {
  const held = actor.roles.filter(({ role }) => role === 'assessor');
  if (held.some(({ scopePath }) => scopePath === null)) return 'everywhere';
  return [...new Set(held.flatMap(({ scopePath }) => scopePath ?? []))];
}

/** Whether an assessor may open this person's statement on a day: the same predicate as the list. */
export async function mayAssess(
  db: Db,
  { actor, personId, onDay }: { actor: Actor; personId: string; onDay: string },
): Promise<boolean> {
  return belongsTo(db, { personId, scopes: assessedScopes(actor), onDay });
}
