/** Rows that do not open while a sheet is looked at: that never changes by itself, so they are refused, and the others are looked at. */
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { closedTold, RowShut, ringOfRows } from './closed-rows.server.ts';
import type { Judged } from './kinds.ts';
import { shutWords } from './reading.server.ts';
import type { Working } from './working.server.ts';

/** A row of which nothing can be read. It belongs to no community and no course. */
export const shutJudged = (number: number): Judged => ({
  ...{ number, state: 'refused', words: shutWords, keys: null, deed: null },
  group: { key: 't:shut', label: '存的内容打不开的' },
});

/**
 * Judges rows that are compared with earlier ones, of which some may not open any more: those are refused themselves, as nobody can tell what they say. Throws
 * `RowShut` where that does not help.
 */
export async function pastShut<Result>(
  db: Db,
  working: Working,
  judge: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await judge();
    } catch (error) {
      if (!(error instanceof RowShut) || !(await refuseResult(db, working, error.number))) throw error;
    }
  }
}

/** What was said of a row becomes a refusal; false where it is one already. */
function refuseResult(db: Db, { held, env }: Working, number: number): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const said = await trx
      .selectFrom('import_result')
      .select(['state', 'group_key'])
      .where('import_id', '=', held.id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!said) return false;
    const place = { import_id: held.id, number };
    const told = { words: shutWords, thing: '', whole: '', facts: {} };
    const { numUpdatedRows } = await trx
      .updateTable('import_result')
      .set({ state: 'refused', ...noKeys, ...closedTold(ringOfRows(env), place, told) })
      .where('import_id', '=', held.id)
      .where('number', '=', number)
      .where('state', '!=', 'refused')
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return false;
    await countRefused(trx, held.id, said);
    return true;
  });
}

const noKeys = { thing_key: '', name_key: '', phone_key: '' };

/** The part of a row counts it among the refused ones. */
async function countRefused(
  trx: Trx,
  importId: string,
  { state, group_key: groupKey }: { state: string; group_key: string },
): Promise<void> {
  const before = state === 'new' ? 'added' : state === 'change' ? 'changed' : 'same';
  await trx
    .updateTable('import_group')
    .set(({ eb }) => ({ [before]: eb(before, '-', 1), refused: eb('refused', '+', 1) }))
    .where('import_id', '=', importId)
    .where('group_key', '=', groupKey)
    .execute();
}
