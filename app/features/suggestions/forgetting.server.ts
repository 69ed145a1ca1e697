import type { Trx } from '#db/database.ts';

/** What stands in the place of the words of somebody whose account is closed. */
const GONE = '（写的人注销了账号，内容已删去。）';

/** Removes what somebody wrote into the box and what was answered; that something came and when it was answered stays in the counts. */
export async function forgetSuggestions(trx: Trx, personId: string): Promise<void> {
  const own = trx.selectFrom('suggestion').select('id').where('person_id', '=', personId);
  await trx.updateTable('suggestion_step').set({ words: '' }).where('suggestion_id', 'in', own).execute();
  await trx
    .updateTable('suggestion')
    .set({ words: GONE, about: '' })
    .where('person_id', '=', personId)
    .execute();
}
