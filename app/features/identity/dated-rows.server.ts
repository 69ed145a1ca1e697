import type { Db, Trx } from '#db/database.ts';
import type { AppointmentRow, AppointmentSuccessionRow, RoleGrantRow } from '#db/tables/identity.ts';

/** Posts and rights: both last from a day to a day at a unit, and go along with it. */
export type DatedTable = 'appointment' | 'role_grant';
export type DatedRow<T extends DatedTable> = T extends 'appointment' ? AppointmentRow : RoleGrantRow;

type At = { unitIds: readonly string[]; day: string };

/** The posts that last on or after the day at some units: for counting beforehand and for moving. */
export function lastingPosts(db: Db, { unitIds, day }: At) {
  return db
    .selectFrom('appointment')
    .where('org_unit_id', 'in', unitIds)
    .where(({ or, and, eb, ref }) =>
      or([
        eb('valid_to', 'is', null),
        and([eb('valid_to', '>=', day), eb('valid_to', '>=', ref('valid_from'))]),
      ]),
    );
}

/** The same for rights over them. */
export function lastingGrants(db: Db, { unitIds, day }: At) {
  return db
    .selectFrom('role_grant')
    .where('org_unit_id', 'in', unitIds)
    .where(({ or, and, eb, ref }) =>
      or([
        eb('valid_to', 'is', null),
        and([eb('valid_to', '>=', day), eb('valid_to', '>=', ref('valid_from'))]),
      ]),
    );
}

/** Both kinds, whole. */
export async function lastingRows<T extends DatedTable>(db: Db, table: T, at: At): Promise<DatedRow<T>[]> {
  const rows =
    table === 'appointment'
      ? await lastingPosts(db, at).selectAll().execute()
      : await lastingGrants(db, at).selectAll().execute();
  return rows as DatedRow<T>[];
}

/** Gives some rows another last day, or none. */
export async function endRows(
  trx: Trx,
  table: DatedTable,
  { ids, lastDay }: { ids: readonly string[]; lastDay: string | null },
): Promise<void> {
  const ended = { valid_to: lastDay };
  if (table === 'appointment')
    await trx.updateTable('appointment').set(ended).where('id', 'in', ids).execute();
  else await trx.updateTable('role_grant').set(ended).where('id', 'in', ids).execute();
}

/** Lets one row be of another unit. */
export async function placeRow(
  trx: Trx,
  table: DatedTable,
  { id, unitId }: { id: string; unitId: string },
): Promise<void> {
  const placed = { org_unit_id: unitId };
  if (table === 'appointment')
    await trx.updateTable('appointment').set(placed).where('id', '=', id).execute();
  else await trx.updateTable('role_grant').set(placed).where('id', '=', id).execute();
}

/** Adds rows. */
export async function addRows<T extends DatedTable>(
  trx: Trx,
  table: T,
  rows: readonly DatedRow<T>[],
): Promise<void> {
  if (table === 'appointment')
    await trx
      .insertInto('appointment')
      .values(rows as readonly AppointmentRow[])
      .execute();
  else
    await trx
      .insertInto('role_grant')
      .values(rows as readonly RoleGrantRow[])
      .execute();
}

/** Says which rows go on as which. */
export async function noteSuccession(
  trx: Trx,
  table: DatedTable,
  rows: readonly AppointmentSuccessionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  if (table === 'appointment') await trx.insertInto('appointment_succession').values(rows).execute();
  else await trx.insertInto('role_grant_succession').values(rows).execute();
}

/** Forgets what a change said of it. */
export async function forgetSuccession(trx: Trx, table: DatedTable, changeId: string): Promise<void> {
  if (table === 'appointment')
    await trx.deleteFrom('appointment_succession').where('change_id', '=', changeId).execute();
  else await trx.deleteFrom('role_grant_succession').where('change_id', '=', changeId).execute();
}

/** For reading: both tables have the columns of the first. */
export const successionOf = (table: DatedTable) => `${table}_succession` as 'appointment_succession';
