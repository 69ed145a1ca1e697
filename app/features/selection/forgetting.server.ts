import type { Trx } from '#db/database.ts';

/** Removes what somebody thought of choosing, and why they gave up seats: their account is closed. Seats and lines stay as they were counted. */
export async function forgetChoices(trx: Trx, personId: string): Promise<void> {
  const seats = trx.selectFrom('enrolment').select('id').where('person_id', '=', personId);
  await trx.deleteFrom('basket_item').where('person_id', '=', personId).execute();
  await trx.updateTable('withdrawal').set({ reason: '' }).where('enrolment_id', 'in', seats).execute();
}
