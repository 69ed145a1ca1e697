import type { Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/**
 * Waits until nobody else writes evaluations of this section: one row a section orders those who vote or appraise at once, so
 * that a batch never forms from fewer than five and 优秀 is never given once too often.
 */
export async function lockBox(trx: Trx, sectionId: string, formId: string): Promise<void> {
  if ((await touchBoxes(trx, [sectionId])) === 1) return;
  try {
    await trx
      .insertInto('ballot_box')
      .values({
        section_id: sectionId,
        form_id: formId,
        counted: 0,
        batches: 0,
        total: 0,
        dimension_totals: '{}',
      })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await touchBoxes(trx, [sectionId]);
  }
}

/** The same for boxes that are there; two that wait for each other are told apart by the engine and one begins again. */
export async function touchBoxes(trx: Trx, sectionIds: readonly string[]): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('ballot_box')
    .set((eb) => ({ counted: eb.ref('counted') }))
    .where('section_id', 'in', sectionIds)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
