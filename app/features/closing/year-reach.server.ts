import { isReached, type Reach, reachBy } from '#app/features/identity/reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Closing, closingOf } from './known-closings.server.ts';

/** Who closes years and reads their statements. */
export const keepersOfYears: readonly Role[] = ['registrar', 'academy-admin'];

/** Whose statements of a year they read: of those who belonged to their part of the organisation on the year's last day. */
export function yearReach(actor: Actor, { lastDay }: Pick<Closing, 'lastDay'>): Reach {
  return reachBy(actor, keepersOfYears, lastDay);
}

interface Deed {
  actor: Actor;
  year: number;
  personId?: string | null;
  fields: Record<string, string>;
}

/**
 * Why a deed of a year is not for whoever keeps a part of the organisation only: 403 where it is about the whole year, 404 where it is about
 * somebody out of their reach; null where they may. At most three statements, none for whoever keeps the academy.
 */
export async function beyondReach(db: Db, means: string, deed: Deed): Promise<403 | 404 | null> {
  const { actor, year, personId = null, fields } = deed;
  if (reachBy(actor, keepersOfYears, '').scopes === 'everywhere') return null;
  const concerned = await concernedBy(db, means, { personId, fields });
  if (concerned === 'everybody') return 403;
  const closing = await closingOf(db, year);
  const within = closing && concerned && (await isReached(db, yearReach(actor, closing), concerned));
  return within ? null : 404;
}

/** Whose statement it is about; null where there is no such thing. Whoever does not keep the whole academy sees no wish about a whole year. */
async function concernedBy(
  db: Db,
  means: string,
  { personId, fields }: { personId: string | null; fields: Record<string, string> },
): Promise<string | 'everybody' | null> {
  if (means === 'reply') return personOf(db, 'statement_answer', fields.answer);
  if (means === 'decide') return personOf(db, 'statement_reopening', fields.reopening);
  return means === 'reopen' && personId !== null ? personId : 'everybody';
}

async function personOf(db: Db, table: 'statement_answer' | 'statement_reopening', id = '') {
  const row = await db.selectFrom(table).select('person_id').where('id', '=', id).executeTakeFirst();
  return row?.person_id ?? null;
}
