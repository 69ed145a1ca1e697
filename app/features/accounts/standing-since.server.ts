import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

/**
 * Whether somebody was given a right since: what was handed out before to get into the account then counts no more, because whoever gave it, or wrote the
 * number that it went to, could do so only while the account could do nothing.
 */
export async function wasPromotedSince(
  db: Db,
  { personId, at }: { personId: string; at: string },
): Promise<boolean> {
  const grant = await db
    .selectFrom('role_grant')
    .select('id')
    .where('person_id', '=', personId)
    .where('granted_at', '>', at)
    .limit(1)
    .executeTakeFirst();
  return grant !== undefined;
}

/** Whether somebody holds a right today or from a later day on. */
export async function holdsAnything(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<boolean> {
  const grant = await db
    .selectFrom('role_grant')
    .select('id')
    .where('person_id', '=', personId)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', dayOf(now))]))
    .limit(1)
    .executeTakeFirst();
  return grant !== undefined;
}
