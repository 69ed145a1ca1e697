import type { Trx } from '#db/database.ts';

/** Removes what somebody was told and what they read of it: their account is closed. */
export async function forgetNotices(trx: Trx, personId: string): Promise<void> {
  const own = trx.selectFrom('notice').select('id').where('person_id', '=', personId);
  await trx.deleteFrom('notice_reading').where('notice_id', 'in', own).execute();
  await trx.deleteFrom('notice').where('person_id', '=', personId).execute();
}
