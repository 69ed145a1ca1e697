import type { Trx } from '#db/database.ts';

/** Removes somebody's notes and the lease of what they watch: their account is closed. How far they watched is evidence of credits and stays. */
export async function forgetNotes(trx: Trx, personId: string): Promise<void> {
  const seats = trx.selectFrom('enrolment').select('id').where('person_id', '=', personId);
  await trx.deleteFrom('recording_note').where('enrolment_id', 'in', seats).execute();
  await trx.deleteFrom('viewing_lease').where('person_id', '=', personId).execute();
}
