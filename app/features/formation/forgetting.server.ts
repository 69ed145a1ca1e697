import type { Trx } from '#db/database.ts';

/** Removes what somebody said they want to learn: their account is closed. */
export async function forgetGoals(trx: Trx, personId: string): Promise<void> {
  const sections = trx.selectFrom('enrolment').select('section_id').where('person_id', '=', personId);
  await trx
    .deleteFrom('learning_goal')
    .where('section_id', 'in', sections)
    .where('person_id', '=', personId)
    .execute();
}
