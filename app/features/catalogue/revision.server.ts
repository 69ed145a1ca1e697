import type { Db } from '#db/database.ts';

/** Says that what the library shows has changed: search indexes and kept pages of every process are made anew. */
export async function touchCatalogue(db: Db): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('catalogue_revision')
    .set((eb) => ({ number: eb('number', '+', 1) }))
    .where('id', '=', 1)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await db.insertInto('catalogue_revision').values({ id: 1, number: 1 }).execute();
}

/** The number that grows with every change of the library. */
export async function catalogueRevision(db: Db): Promise<number> {
  const row = await db
    .selectFrom('catalogue_revision')
    .select('number')
    .where('id', '=', 1)
    .executeTakeFirst();
  return row?.number ?? 0;
}
