import type { Db, Trx } from '#db/database.ts';

/** Which of the jobs with these once keys (some dozens) were given up. */
export async function givenUp(db: Db, onceKeys: readonly string[]): Promise<Set<string>> {
  if (onceKeys.length === 0) return new Set();
  const rows = await db
    .selectFrom('job')
    .select('once_key')
    .where('once_key', 'in', onceKeys)
    .where('state', '=', 'failed')
    .execute();
  return new Set(rows.flatMap(({ once_key }) => once_key ?? []));
}

/** Gives a job that was given up all its attempts again. False where there is none that was. */
export async function tryAgain(trx: Trx, { onceKey, now }: { onceKey: string; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('job')
    .set({ state: 'waiting', attempts: 0, run_at: now.toISOString(), done_at: null })
    .where('once_key', '=', onceKey)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
