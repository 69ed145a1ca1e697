import { addDays } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';

export type UndoOutcome = { ok: true; made: string[] } | { ok: false; reason: 'changed-since' };

const AT_ONCE = 500;

/**
 * Takes back what a change did to its tree: what it ended stands on, what it made never stands on any day, and the rows that joined them are gone; that it was
 * planned and taken back stays written down. Refused while something that it made or ended is to change again. Take the tree's turn before, and only before its day.
 */
export async function undoChange(
  trx: Trx,
  { changeId, by, now }: { changeId: string; by: string | null; now: Date },
): Promise<UndoOutcome> {
  const steps = await trx
    .selectFrom('org_succession')
    .innerJoin('org_unit', 'org_unit.id', 'new_unit_id')
    .select(['org_unit.id', 'made', 'valid_to'])
    .where('change_id', '=', changeId)
    .execute();
  const ended = await trx
    .selectFrom('org_end')
    .innerJoin('org_unit', 'org_unit.id', 'unit_id')
    .leftJoin('org_unit as parent', 'parent.id', 'org_unit.parent_id')
    .select(['org_unit.id', 'parent.id as parentId', 'parent.valid_to as parentEnds'])
    .where('change_id', '=', changeId)
    .execute();
  const made = [...new Set(steps.filter((step) => step.made === 1).map(({ id }) => id))];
  const endedIds = new Set(ended.map(({ id }) => id));
  const changesAgain =
    steps.some(({ valid_to }) => valid_to !== null) ||
    ended.some(({ parentId, parentEnds }) => parentEnds !== null && !endedIds.has(parentId ?? '')) ||
    (await hasOthersBelow(trx, made));
  if (changesAgain) return { ok: false, reason: 'changed-since' };
  for (const some of inPieces([...endedIds]))
    await trx.updateTable('org_unit').set({ valid_to: null }).where('id', 'in', some).execute();
  await neverStood(trx, { changeId, made });
  await trx
    .insertInto('org_change_undone')
    .values({ change_id: changeId, by_person_id: by, at: now.toISOString() })
    .execute();
  await trx.deleteFrom('org_succession').where('change_id', '=', changeId).execute();
  await trx.deleteFrom('org_end').where('change_id', '=', changeId).execute();
  await trx.deleteFrom('org_heir').where('change_id', '=', changeId).execute();
  await trx.deleteFrom('org_former_scope').where('change_id', '=', changeId).execute();
  return { ok: true, made };
}

async function hasOthersBelow(trx: Trx, made: readonly string[]): Promise<boolean> {
  const own = new Set(made);
  for (const some of inPieces(made)) {
    const below = await trx
      .selectFrom('org_unit')
      .select('id')
      .where('parent_id', 'in', some)
      .where(({ or, eb, ref }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', ref('valid_from'))]))
      .execute();
    if (below.some(({ id }) => !own.has(id))) return true;
  }
  return false;
}

/** It ends before it begins. */
async function neverStood(
  trx: Trx,
  { changeId, made }: { changeId: string; made: readonly string[] },
): Promise<void> {
  const { effective_on: day } = await trx
    .selectFrom('org_change')
    .select('effective_on')
    .where('id', '=', changeId)
    .executeTakeFirstOrThrow();
  for (const some of inPieces(made))
    await trx
      .updateTable('org_unit')
      .set({ valid_to: addDays(day, -1) })
      .where('id', 'in', some)
      .execute();
}

function* inPieces(all: readonly string[]): Generator<string[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}
