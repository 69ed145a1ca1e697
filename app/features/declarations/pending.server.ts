import type { Db } from '#db/database.ts';
import type { PendingDeclarations } from './pending.rules.ts';

/** How many of somebody's declarations of these days (both included) are still under way. One statement, by index. */
export async function pendingDeclarations(
  db: Db,
  { personId, from, to }: { personId: string; from: string; to: string },
): Promise<PendingDeclarations> {
  const rows = await db
    .selectFrom('declaration')
    .select(({ fn }) => ['state', fn.countAll<number>().as('many')])
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'returned', 'publicity', 'objected'])
    .where('occurred_on', '>=', from)
    .where('occurred_on', '<=', to)
    .groupBy('state')
    .execute();
  const many = (...states: string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + Number(row.many), 0);
  return {
    waiting: many('waiting'),
    returned: many('returned'),
    publicity: many('publicity', 'objected'),
  };
}
