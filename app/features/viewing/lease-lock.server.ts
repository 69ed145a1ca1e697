import type { Trx } from '#db/database.ts';

/** Makes everybody else wait who wants to grant or use a lease of this person. */
export async function lockLease(trx: Trx, personId: string): Promise<void> {
  await trx
    .updateTable('viewing_lease')
    .set((eb) => ({ lease: eb.ref('lease') }))
    .where('person_id', '=', personId)
    .execute();
}
