import { postsByPosition } from '#app/features/identity/positions.server.ts';
import type { Unit } from '#app/features/organisation/kinds.ts';
import { countBelow, trailOf } from '#app/features/organisation/levels.server.ts';
import { scopeRange } from '#app/features/organisation/scope.ts';
import { linkedUnits, plannedChanges, unitHistory } from '#app/features/organisation/unit-history.server.ts';
import type { Db } from '#db/database.ts';

/** Of larger parts only the posts at the unit itself are counted. */
const MOST_COUNTED = 3000;

/** What the page of one unit shows of it on a day. Six statements. */
export async function unitSheet(db: Db, unit: Unit, { onDay, today }: { onDay: string; today: string }) {
  const below = await countBelow(db, unit, { onDay, most: MOST_COUNTED + 1 });
  const wide = below > MOST_COUNTED;
  const { from, to } = scopeRange(unit.path);
  const [trail, history, links, planned, posts] = await Promise.all([
    trailOf(db, unit),
    unitHistory(db, unit.id),
    linkedUnits(db, unit, onDay),
    plannedChanges(db, { tree: unit.tree, from, to, after: today }),
    postsByPosition(db, unit, { onDay, alone: wide }),
  ]);
  return { trail, below: wide ? null : below, history, links, planned, posts };
}
