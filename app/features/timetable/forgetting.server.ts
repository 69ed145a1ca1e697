import type { Trx } from '#db/database.ts';

/** Ends somebody's calendar links for good: their account is closed. */
export async function forgetCalendar(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('calendar_link').where('person_id', '=', personId).execute();
}
