import { isReached } from '#app/features/identity/reach.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { isFrozen } from './frozen-years.server.ts';
import { knownClosings } from './known-closings.server.ts';
import { keepersOfYears, yearReach } from './year-reach.server.ts';

/**
 * The newest year that is closed and in which an actor may open somebody's sheet, also where there is none, so that one can be asked for; null
 * otherwise. At most three statements, none where no year was ever shown.
 */
export async function lastSheetYear(
  db: Db,
  { actor, personId }: { actor: Actor; personId: string },
): Promise<number | null> {
  if (!holds(actor, ...keepersOfYears)) return null;
  const [last] = (await knownClosings(db)).toSorted((one, other) => other.year - one.year);
  if (!last || !(await isFrozen(db, last.year))) return null;
  return (await isReached(db, yearReach(actor, last), personId)) ? last.year : null;
}
