import type { Db, Trx } from '#db/database.ts';
import type { SectionEntry } from './selection-window.rules.ts';

/**
 * Says how people get into a section from now on. The caller has made sure that nobody is in it or waits for it, and that no draw
 * of it has begun. False when there is no such section.
 */
export async function setEntry(
  trx: Db,
  { sectionId, entry }: { sectionId: string; entry: SectionEntry },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('section')
    .set({ entry })
    .where('id', '=', sectionId)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  // The server engine counts only rows that changed.
  const same = await trx.selectFrom('section').select('id').where('id', '=', sectionId).executeTakeFirst();
  return same !== undefined;
}

/**
 * Says of sections whether they wait for a draw from now on: from the moment their round is published until all its seats are given.
 * Lists then know that nothing of them can be chosen yet, whatever the windows of the term say.
 */
export async function setUndrawn(
  trx: Trx,
  { sectionIds, undrawn }: { sectionIds: readonly string[]; undrawn: boolean },
): Promise<void> {
  if (sectionIds.length === 0) return;
  await trx
    .updateTable('section')
    .set({ undrawn: undrawn ? 1 : 0 })
    .where('id', 'in', sectionIds)
    .execute();
}
