import type { Trx } from '#db/database.ts';
import type { Tree } from './kinds.ts';

/** Waits until nobody else changes this tree; whoever adds or changes units takes it first, so that all of them stand in one line. */
export async function takeTurn(trx: Trx, tree: Tree): Promise<void> {
  await trx
    .updateTable('org_unit')
    .set(({ ref }) => ({ kind: ref('kind') }))
    .where('parent_id', 'is', null)
    .where('tree', '=', tree)
    .execute();
}

/** Waits until nobody changes this unit, and keeps it as it is until the end of the transaction. Take it before the lock of a person. False when there is none. */
export async function holdUnit(trx: Trx, unitId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('org_unit')
    .set(({ ref }) => ({ kind: ref('kind') }))
    .where('id', '=', unitId)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
