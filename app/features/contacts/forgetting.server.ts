import type { Trx } from '#db/database.ts';

/** Removes how somebody is reached: their account is closed. */
export async function forgetContacts(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('contact').where('person_id', '=', personId).execute();
}
