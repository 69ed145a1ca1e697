import type { Trx } from '#db/database.ts';

/** Removes failures that still count, the second step, its codes and what waits for somebody to sign in again: their account is closed. */
export async function forgetSignIn(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('sign_in_series').where('person_id', '=', personId).execute();
  await trx.deleteFrom('second_factor').where('person_id', '=', personId).execute();
  await trx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await trx.deleteFrom('sign_in_step').where('person_id', '=', personId).execute();
  await trx.deleteFrom('kept_form').where('person_id', '=', personId).execute();
}
