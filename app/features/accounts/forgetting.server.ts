import type { Trx } from '#db/database.ts';

/** Removes every other way into somebody's account, also one that is under way: their account is closed. */
export async function forgetAccount(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('oidc_link').where('person_id', '=', personId).execute();
  await trx.deleteFrom('first_code').where('person_id', '=', personId).execute();
  await trx.deleteFrom('reset_request').where('person_id', '=', personId).execute();
  await trx.deleteFrom('contact_change').where('person_id', '=', personId).execute();
}
