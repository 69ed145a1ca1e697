import type { Trx } from '#db/database.ts';

/** Removes what was sent to somebody, or waits to be: their account is closed. */
export async function forgetMessages(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('message').where('person_id', '=', personId).execute();
}
