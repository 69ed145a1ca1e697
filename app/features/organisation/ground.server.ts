import type { Db } from '#db/database.ts';
import type { Refusal } from './change-plan.ts';
import type { Unit } from './kinds.ts';

/** What the shapes of changes are made from: the units concerned, each with what is below it. */
export interface Ground {
  db: Db;
  day: string;
  /** The unit with everything below it that ends on the day before, in the order of the tree. */
  whole(unit: Unit): Promise<Unit[]>;
  /** A unit that stands on the day and after, and of which nothing else is planned. */
  standing(unitId: string): Promise<Unit>;
}

/** Thrown while a change is planned, answered as an outcome. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.reason);
  }
}

/** Where new units lie: behind whatever lies, or ever lay, below the same one. */
export async function lastPathBelow(
  db: Db,
  { tree, id }: { tree: string; id: string | null },
): Promise<string | null> {
  const row = await db
    .selectFrom('org_unit')
    .select('path')
    .where('parent_id', id ? '=' : 'is', id)
    .where('tree', '=', tree)
    .orderBy('path', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.path ?? null;
}
