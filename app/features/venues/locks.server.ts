import type { Db } from '#db/database.ts';

/** Holds a place until the caller's transaction ends, so that two who want it look one after the other. False when there is none. */
export async function lockVenue(trx: Db, venueId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('venue')
    .set((eb) => ({ capacity: eb.ref('capacity') }))
    .where('id', '=', venueId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The same for several places, always in one order. */
export async function lockVenues(trx: Db, venueIds: readonly string[]): Promise<void> {
  for (const venueId of [...new Set(venueIds)].sort()) await lockVenue(trx, venueId);
}
