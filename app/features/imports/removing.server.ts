import type { Db } from '#db/database.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

const GONE_AT_ONCE = 2_000;

/** Removes an import with all its rows, in pieces. What it has added stays. */
export async function removeImport(db: Db, importId: string): Promise<void> {
  const patient = givingWay(db);
  const upTo = (table: 'import_result' | 'import_row') =>
    patient
      .selectFrom(table)
      .select('number')
      .where('import_id', '=', importId)
      .orderBy('number')
      .offset(GONE_AT_ONCE)
      .limit(1)
      .executeTakeFirst();
  for (let last = await upTo('import_result'); last; last = await upTo('import_result'))
    await patient
      .deleteFrom('import_result')
      .where('import_id', '=', importId)
      .where('number', '<', last.number)
      .execute();
  for (let last = await upTo('import_row'); last; last = await upTo('import_row'))
    await patient
      .deleteFrom('import_row')
      .where('import_id', '=', importId)
      .where('number', '<', last.number)
      .execute();
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('import_result').where('import_id', '=', importId).execute();
    await trx.deleteFrom('import_row').where('import_id', '=', importId).execute();
    await trx.deleteFrom('import_group').where('import_id', '=', importId).execute();
    await trx.deleteFrom('import_stop').where('import_id', '=', importId).execute();
    await trx.deleteFrom('import_file').where('id', '=', importId).execute();
  });
}

/** Removes imports whose time is over, also those whose reading was broken off. Not while they are being confirmed. Returns how many. */
export async function removeExpired(db: Db, { limit, now }: { limit: number; now: Date }): Promise<number> {
  const rows = await db
    .selectFrom('import_file')
    .select('id')
    .where('expires_at', '<', now.toISOString())
    .where('state', '!=', 'confirming')
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  for (const { id } of rows) await removeImport(db, id);
  return rows.length;
}
