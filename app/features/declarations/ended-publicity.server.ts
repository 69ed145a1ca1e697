import { workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { PublicityRow } from '#db/tables/declarations.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { postGrant } from './posting.server.ts';
import { heldDeclaration } from './steps.server.ts';

/** The last day of a publicity by what is known of holidays now: one announced later makes it longer, never shorter. */
export function lastDayOf(publicity: Pick<PublicityRow, 'starts_on' | 'ends_on' | 'working_days'>): string {
  const { day } = workingDaysAfter(publicity.starts_on, publicity.working_days);
  return day > publicity.ends_on ? day : publicity.ends_on;
}

/**
 * Posts what has been public for its working days without an objection that waits: the worker's round. At most `limit` at a time; each in
 * a transaction of its own, so that a killed worker leaves nothing half done and two of them do each thing once. Returns how many.
 */
export async function postAfterPublicity(
  db: Db,
  { limit, now }: { limit: number; now: Date },
): Promise<number> {
  const today = dayOf(now);
  const due = await db
    .selectFrom('publicity')
    .innerJoin('declaration', 'declaration.id', 'publicity.declaration_id')
    .select(['publicity.id', 'starts_on', 'ends_on', 'working_days'])
    .where('open', '=', 1)
    .where('ends_on', '<', today)
    .where('state', '=', 'publicity')
    .orderBy('ends_on')
    .limit(limit)
    .execute();
  let posted = 0;
  for (const publicity of due)
    if (lastDayOf(publicity) < today && (await postOne(db, publicity.id, now))) posted += 1;
  return posted;
}

async function postOne(db: Db, publicityId: string, now: Date): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const publicity = await trx
      .selectFrom('publicity')
      .selectAll()
      .where('id', '=', publicityId)
      .executeTakeFirstOrThrow();
    // Whoever objects or decides holds the declaration first: so does this.
    const declaration = await heldDeclaration(trx, publicity.declaration_id);
    if (declaration?.state !== 'publicity') return false;
    const { numUpdatedRows } = await trx
      .updateTable('publicity')
      .set({ open: null, ended_at: now.toISOString() })
      .where('id', '=', publicityId)
      .where('open', '=', 1)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return false;
    const grant = await trx
      .selectFrom('declaration_grant')
      .selectAll()
      .where('id', '=', publicity.grant_id)
      .executeTakeFirstOrThrow();
    await postGrant(trx, { declaration, grant, publicity, now });
    return true;
  });
}
