import { addDays } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { Change, Plan, Refusal } from './change-plan.ts';
import { MOST_UNITS } from './change-plan.ts';
import { type Ground, Refused } from './ground.server.ts';
import type { Tree, Unit } from './kinds.ts';
import { closed, merged, moved, split } from './plan-kinds.server.ts';
import { scopeRange, withinScope } from './scope.ts';
import { asUnit, unitColumns } from './unit-rows.ts';
import { findUnit } from './units.server.ts';

export type Planned = { ok: true; plan: Plan } | ({ ok: false } & Refusal);

/**
 * What a change from a day on does, without doing it. Refused where anything that it touches has changed on that day or since, or is going to:
 * changes of one unit follow each other in time, so what was true of a day before them stays true.
 */
export async function planChange(db: Db, { change, day }: { change: Change; day: string }): Promise<Planned> {
  try {
    return { ok: true, plan: await shaped(groundOf(db, day), change) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.refusal };
    throw error;
  }
}

function shaped(ground: Ground, change: Change): Promise<Plan> {
  if (change.kind === 'move' || change.kind === 'rename') return moved(ground, change);
  if (change.kind === 'merge') return merged(ground, change);
  if (change.kind === 'split') return split(ground, change);
  return closed(ground, change);
}

function groundOf(db: Db, day: string): Ground {
  return {
    db,
    day,
    standing: async (unitId) => {
      const unit = await findUnit(db, unitId);
      if (!unit || isOver(unit, day)) throw new Refused({ reason: 'unknown-unit' });
      if (unit.validFrom > day) throw changedSince(unit, unit.validFrom);
      if (unit.validTo !== null) throw changedSince(unit, addDays(unit.validTo, 1));
      return unit;
    },
    whole: (unit) => wholeOf(db, unit, day),
  };
}

/** It never stood, or stood no longer on the day before. */
const isOver = ({ validFrom, validTo }: Unit, day: string) =>
  validTo !== null && (validTo < validFrom || validTo < addDays(day, -1));

const changedSince = ({ name }: Unit, day: string) => new Refused({ reason: 'changed-since', name, day });

async function wholeOf(db: Db, { tree, path }: Unit, day: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom('org_unit')
    .select(unitColumns)
    .where('tree', '=', tree)
    .where(withinScope(path))
    .where(({ or, and, eb, ref }) =>
      or([
        eb('valid_to', 'is', null),
        // What was planned and taken back never stood.
        and([eb('valid_to', '>=', day), eb('valid_to', '>=', ref('valid_from'))]),
      ]),
    )
    .orderBy('path')
    .limit(MOST_UNITS + 1)
    .execute();
  const units = rows.map(asUnit);
  if (units.length > MOST_UNITS) throw new Refused({ reason: 'too-many' });
  for (const unit of units) {
    if (unit.validFrom >= day) throw changedSince(unit, unit.validFrom);
    if (unit.validTo !== null) throw changedSince(unit, addDays(unit.validTo, 1));
  }
  await nothingTakenIn(db, { tree, path, day });
  return units;
}

/** A standing unit that took in another on or after the day has changed as well. */
async function nothingTakenIn(
  db: Db,
  { tree, path, day }: { tree: Tree; path: string; day: string },
): Promise<void> {
  const { from, to } = scopeRange(path);
  const taken = await db
    .selectFrom('org_unit')
    .innerJoin('org_succession', 'org_succession.new_unit_id', 'org_unit.id')
    .select(['name', 'effective_on'])
    .where('tree', '=', tree)
    .where('path', '>=', from)
    .where('path', '<', to)
    .where('effective_on', '>=', day)
    .limit(1)
    .executeTakeFirst();
  if (taken) throw new Refused({ reason: 'changed-since', name: taken.name, day: taken.effective_on });
}
