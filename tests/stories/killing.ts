import type { Db } from '#db/database.ts';

/** Asks without a pause until it is so: what is to be killed in the middle of something must not get to its end meanwhile. */
export async function pollUntil(isSo: () => Promise<boolean>, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!(await isSo())) if (Date.now() > until) throw new Error('it never came to that');
}

/** What five minutes would do: a job whose worker did not come back is anybody's again. */
export async function leasesRunOut(db: Db): Promise<void> {
  await db
    .updateTable('job')
    .set({ claimed_until: new Date(0).toISOString() })
    .where('state', '=', 'running')
    .execute();
}
