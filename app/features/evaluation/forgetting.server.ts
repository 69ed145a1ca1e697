import type { Trx } from '#db/database.ts';

/** Removes what was said about somebody and what they replied: their account is closed. Levels and scores stay. */
export async function forgetComments(trx: Trx, personId: string): Promise<void> {
  const own = trx.selectFrom('appraisal').select('id').where('person_id', '=', personId);
  await trx.updateTable('appraisal_reply').set({ comment: '' }).where('appraisal_id', 'in', own).execute();
  await trx.updateTable('appraisal').set({ comment: '' }).where('person_id', '=', personId).execute();
}
