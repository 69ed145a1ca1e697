import type { Trx } from '#db/database.ts';

/** Removes the words in which somebody agreed to what was done for them: their account is closed. That they agreed, and how, stays. */
export async function forgetConsentWords(trx: Trx, personId: string): Promise<void> {
  const own = trx.selectFrom('assisted_consent').select('id').where('person_id', '=', personId);
  const offers = trx.selectFrom('seat_offer').select('id').where('person_id', '=', personId);
  await trx.updateTable('assisted_dispute').set({ words: '' }).where('consent_id', 'in', own).execute();
  await trx.updateTable('assisted_dispute_end').set({ words: '' }).where('consent_id', 'in', own).execute();
  await trx.updateTable('offer_call').set({ words: '' }).where('offer_id', 'in', offers).execute();
  await trx.updateTable('assisted_consent').set({ words: '' }).where('person_id', '=', personId).execute();
}
