import type { Trx } from '#db/database.ts';

/** Removes the words of somebody's appeals: their account is closed. What was decided stays. */
export async function forgetAppeals(trx: Trx, personId: string): Promise<void> {
  await trx.updateTable('appeal').set({ words: '（已删）' }).where('person_id', '=', personId).execute();
}
