import { sql } from 'kysely';
import type { Db } from '#db/database.ts';

/** What stands for a unit on a day: itself, or whatever took its place. */
export interface Heir {
  id: string;
  name: string;
  path: string;
  /** It goes on with what was of the unit itself; of a unit that was split only one does. */
  takes: boolean;
}

const AT_ONCE = 500;

/**
 * What stands for some units on a day, by unit: for whatever keeps the id of a unit and goes on meaning it after it moved, merged, split or
 * was renamed. One that was split has several. What was closed has none. One statement for every five hundred units.
 */
export async function heirsOf(
  db: Db,
  unitIds: readonly string[],
  onDay: string,
): Promise<Map<string, Heir[]>> {
  const found = new Map<string, Heir[]>();
  const wanted = [...new Set(unitIds)];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    for (const { unitId, takes, ...unit } of await standing(db, some, onDay)) {
      const heirs = found.get(unitId) ?? [];
      heirs.push({ ...unit, takes: Number(takes) === 1 });
      found.set(unitId, heirs);
    }
  }
  for (const heirs of found.values()) heirs.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

function standing(db: Db, unitIds: readonly string[], onDay: string) {
  const itself = db
    .selectFrom('org_unit')
    .select(['id as unitId', 'id', 'name', 'path', sql.lit(1).as('takes')])
    .where('id', 'in', unitIds)
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]));
  const later = db
    .selectFrom('org_heir')
    .innerJoin('org_unit', 'org_unit.id', 'org_heir.heir_id')
    .select(['org_heir.unit_id as unitId', 'org_unit.id', 'name', 'path', 'takes'])
    .where('org_heir.unit_id', 'in', unitIds)
    .where('since', '<=', onDay)
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]));
  return itself.unionAll(later).execute();
}

/** A piece of something that lasts at a unit while the unit changes: there, and then at whatever goes on with it. */
export interface Stay {
  unitId: string;
  path: string;
  from: string;
  to: string | null;
  /** The piece that it goes on from, by its number in the list, and the change between them; null for the first. */
  after: { stay: number; changeId: string } | null;
}

/**
 * Where something that lasts from one day to another at a unit lies meanwhile: before the unit began at what it came from, after it ends at what takes its
 * place. One post goes on at one unit, a right over a unit that is split goes on over each part (`each`). Null when the unit did not stand on the first day, or
 * ends before the last, without anything before or after it. One statement, and two more for each change.
 */
export async function staysAt(
  db: Db,
  { unitId, from, to, each = false }: { unitId: string; from: string; to: string | null; each?: boolean },
): Promise<Stay[] | null> {
  const stays = await staysBefore(db, unitId, from);
  if (!stays) return null;
  const [last] = stays.splice(-1);
  const open = last ? [last] : [];
  for (let next = open.shift(); next; next = open.shift()) {
    const endsOn = next.to;
    const endsHere = endsOn === null || (to !== null && to <= endsOn);
    stays.push({ ...next, to: endsHere ? to : endsOn });
    if (endsHere) continue;
    const heirs = await db
      .selectFrom('org_succession')
      .innerJoin('org_unit', 'org_unit.id', 'new_unit_id')
      .select([
        'org_unit.id as unitId',
        'path',
        'effective_on as from',
        'valid_to as to',
        'change_id as changeId',
      ])
      .where('old_unit_id', '=', next.unitId)
      .$if(!each, (query) => query.where('takes', '=', 1))
      .execute();
    if (heirs.length === 0) return null;
    const stay = stays.length - 1;
    open.push(...heirs.map(({ changeId, ...heir }) => ({ ...heir, after: { stay, changeId } })));
  }
  return stays;
}

/** The unit, each with its own last day, behind what it came from as far back as the day. */
async function staysBefore(db: Db, unitId: string, from: string): Promise<Stay[] | null> {
  const unit = await db
    .selectFrom('org_unit')
    .select(['path', 'valid_from', 'valid_to as to'])
    .where('id', '=', unitId)
    .executeTakeFirst();
  if (!unit || (unit.to !== null && unit.to < from)) return null;
  const own = { unitId, path: unit.path, to: unit.to };
  if (unit.valid_from <= from) return [{ ...own, from, after: null }];
  const came = await db
    .selectFrom('org_succession')
    .select(['old_unit_id', 'effective_on', 'change_id'])
    .where('new_unit_id', '=', unitId)
    .limit(2)
    .execute();
  const [only, other] = came;
  if (!only || other) return null;
  const before = await staysBefore(db, only.old_unit_id, from);
  if (!before) return null;
  const after = { stay: before.length - 1, changeId: only.change_id };
  return [...before, { ...own, from: only.effective_on, after }];
}
