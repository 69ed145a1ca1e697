import { createHash } from 'node:crypto';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';

export interface Limit {
  /** What is counted, as in `reset:address:10.0.0.1`; only its hash is kept, for a day. */
  of: string;
  most: number;
  minutes: number;
}

const LONGEST_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/**
 * Counts one try against each limit and says whether all are kept. It is written down before it is counted, so that a hundred at once
 * count as a hundred; a try too many counts as well. Two statements for each limit, whatever comes of it.
 */
export async function withinLimits(db: Db, limits: readonly Limit[], now: Date): Promise<boolean> {
  let isWithin = true;
  for (const { of, most, minutes } of limits) {
    const try_key = createHash('sha256').update(of).digest('base64url');
    await db.insertInto('account_try').values({ id: newId(), try_key, at: now.toISOString() }).execute();
    const since = new Date(now.getTime() - Math.min(minutes, LONGEST_MINUTES) * MINUTE_MS).toISOString();
    const rows = await db
      .selectFrom('account_try')
      .select('id')
      .where('try_key', '=', try_key)
      .where('at', '>', since)
      .limit(most + 1)
      .execute();
    if (rows.length > most) isWithin = false;
  }
  return isWithin;
}

/** Forgets what no limit asks for any more, and codes that ended long ago; a round calls it now and then. */
export async function sweepCodes(db: Db, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - LONGEST_MINUTES * MINUTE_MS).toISOString();
  await db.deleteFrom('account_try').where('at', '<', dayAgo).execute();
  await db.deleteFrom('reset_request').where('asked_at', '<', dayAgo).execute();
  await db.deleteFrom('contact_change').where('asked_at', '<', dayAgo).execute();
  await db.deleteFrom('oidc_attempt').where('expires_at', '<', now.toISOString()).execute();
}
