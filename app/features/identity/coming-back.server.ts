import { sql } from 'kysely';
import { addDays } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import {
  type DatedTable,
  endRows,
  forgetSuccession,
  lastingGrants,
  lastingPosts,
  placeRow,
  successionOf,
} from './dated-rows.server.ts';
import { whoseDutiesMeet } from './duties.server.ts';
import { type Changing, noteMovedBack } from './noting-moves.server.ts';

const AT_ONCE = 500;

/** Who takes a change back, and from which day on it would have held. */
export type TakingBack = Omit<Changing, 'nameOf'>;

/** Whether anybody was given a post or a right at these units other than by the change that made them. */
export async function strangersAt(
  trx: Trx,
  { changeId, unitIds }: { changeId: string; unitIds: readonly string[] },
): Promise<boolean> {
  const known = new Set<string>();
  for (const table of ['appointment', 'role_grant'] as const)
    for (const { new_id } of await succession(trx, table, changeId)) known.add(new_id);
  for (let from = 0; from < unitIds.length; from += AT_ONCE) {
    const some = { unitIds: unitIds.slice(from, from + AT_ONCE), day: '' };
    const posts = await lastingPosts(trx, some).select('id').execute();
    const grants = await lastingGrants(trx, some).select('id').execute();
    if ([...posts, ...grants].some(({ id }) => !known.has(id))) return true;
  }
  return false;
}

/**
 * Lets the posts that went along with a change be where they were: whoever's ended the day before holds it on until the end that it had, or the one that it was
 * given since at the new unit. Each person concerned has a line in the journal. Call it behind the units, before the day of the change.
 */
export async function bringBackPosts(trx: Trx, by: TakingBack): Promise<void> {
  await bringBack(trx, 'appointment', by);
}

/**
 * The same for rights. False where somebody would then be two administrators that nobody may be together, because they were given the second one since: whoever
 * called it undoes the transaction.
 */
export async function bringBackGrants(trx: Trx, by: TakingBack): Promise<boolean> {
  const rows = await succession(trx, 'role_grant', by.changeId);
  const ids = [...new Set(rows.map(({ old_id }) => old_id))];
  await bringBack(trx, 'role_grant', by);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const people = await trx
      .selectFrom('role_grant')
      .select('person_id')
      .distinct()
      .where('id', 'in', ids.slice(from, from + AT_ONCE))
      .execute();
    const personIds = people.map(({ person_id }) => person_id);
    if (personIds.length > 0 && (await whoseDutiesMeet(trx, { personIds, limit: 1 })).length > 0)
      return false;
  }
  return true;
}

async function bringBack(trx: Trx, table: DatedTable, by: TakingBack): Promise<void> {
  const { changeId, day } = by;
  const lastDay = addDays(day, -1);
  const rows = await succession(trx, table, changeId);
  for (const row of rows) {
    if (row.old_id === row.new_id && row.oldTo !== lastDay) {
      // It only begins later: its unit alone had changed.
      await placeRow(trx, table, { id: row.old_id, unitId: row.old_unit_id });
      continue;
    }
    if (row.made === 1) await endRows(trx, table, { ids: [row.new_id], lastDay: addDays(row.newFrom, -1) });
    const to = endAfter(row, lastDay);
    if (row.oldTo === lastDay && to !== lastDay)
      await endRows(trx, table, { ids: [row.old_id], lastDay: to });
  }
  await forgetSuccession(trx, table, changeId);
  const moves = rows.map(({ personId, what, fromName, intoName }) => ({
    ...{ personId, what: String(what), from: fromName, into: [intoName] },
  }));
  await noteMovedBack(trx, { table, moves, by: { ...by, nameOf: (name) => name } });
}

type Row = Awaited<ReturnType<typeof succession>>[number];

/** What goes on from it may have been ended since, or before it began. */
function endAfter({ made, newFrom, newTo, old_valid_to: planned }: Row, lastDay: string): string | null {
  if (made === 0 || newTo === null) return planned;
  if (newTo < newFrom) return lastDay;
  return planned !== null && planned < newTo ? planned : newTo;
}

function succession(trx: Trx, table: DatedTable, changeId: string) {
  const [joins, rows] = [successionOf(table), table as 'appointment'];
  return trx
    .selectFrom(joins)
    .innerJoin(`${rows} as old`, 'old.id', 'old_id')
    .innerJoin(`${rows} as new`, 'new.id', 'new_id')
    .innerJoin('org_unit as from', 'from.id', 'new.org_unit_id')
    .innerJoin('org_unit as into', 'into.id', 'old_unit_id')
    .select(['old.person_id as personId', 'from.name as fromName', 'into.name as intoName'])
    .select(sql.ref<string>(table === 'appointment' ? 'old.position' : 'old.role').as('what'))
    .select(['old_id', 'new_id', 'old_unit_id', 'old_valid_to', 'made'])
    .select(['old.valid_to as oldTo', 'new.valid_from as newFrom', 'new.valid_to as newTo'])
    .where('change_id', '=', changeId)
    .execute();
}
