import type { Stay } from '#app/features/organisation/heirs.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { type DatedTable, noteSuccession, successionOf } from './dated-rows.server.ts';

interface Piece {
  id: string;
  valid_from: string;
  valid_to: string | null;
}

/** A post or right that goes on from another because its unit changes, by day; of those from before alone. One statement for each change, and one. */
export async function goingOn(trx: Db, table: DatedTable, id: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  // Both tables have these columns.
  const [from, rows] = [successionOf(table), table as 'appointment'];
  for (let ids = [id]; ids.length > 0; ) {
    const next = await trx
      .selectFrom(from)
      .innerJoin(`${rows} as next`, 'next.id', 'new_id')
      .select(['next.id', 'next.valid_from', 'next.valid_to'])
      .where('old_id', 'in', ids)
      .where('made', '=', 1)
      .execute();
    pieces.push(...next);
    ids = next.map((piece) => piece.id);
  }
  return pieces;
}

/** Says which of the pieces of a new post or right goes on from which, so that whoever ends the first ends all, and a change that is taken back joins them. */
export async function noteContinued(
  trx: Trx,
  table: DatedTable,
  { stays, ids, until }: { stays: readonly Stay[]; ids: readonly string[]; until: string | null },
): Promise<void> {
  const rows = stays.flatMap(({ after }, at) =>
    after
      ? [
          {
            change_id: after.changeId,
            old_id: ids[after.stay] ?? '',
            new_id: ids[at] ?? '',
            old_unit_id: stays[after.stay]?.unitId ?? '',
            old_valid_to: until,
            made: 1,
          },
        ]
      : [],
  );
  await noteSuccession(trx, table, rows);
}
