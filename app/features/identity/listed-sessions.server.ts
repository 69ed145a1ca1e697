import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { forgetKeptActors } from './kept-actors.server.ts';
import { forgetBrowsers } from './known-browsers.server.ts';
import { hashOf } from './session-adapter.server.ts';
import { sessionEnd } from './session-end.rules.ts';

/** A session as its person sees it. */
export interface ListedSession {
  /** A name that ends it and opens nothing. */
  ref: string;
  /** Codes of the device, as in `phone wechat`; empty where it is not known. */
  device: string;
  ownDevice: boolean;
  /** Instants. */
  startedAt: string;
  usedAt: string;
}

const MOST_LISTED = 50;

/** The sessions of somebody that are open now, the one used last first, at most fifty. `roles`: what the person holds today. */
export async function sessionsOf(
  db: Db,
  { personId, roles, now }: { personId: string; roles: readonly Role[]; now: Date },
): Promise<ListedSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'own_device', 'created_at', 'used_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now.toISOString())
    .orderBy('used_at', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows
    .map((row) => ({
      ref: row.id,
      device: row.device,
      ownDevice: row.own_device === 1,
      startedAt: row.created_at,
      usedAt: row.used_at || row.created_at,
    }))
    .filter((session) => sessionEnd({ ...session, roles }).endsMs > now.getTime());
}

/** The name under which a browser's own session is listed. */
export const refOf = hashOf;

/** Ends one listed session of a person, whose browser is known no more; false where there is none of that name. */
export async function endListedSession(
  db: Db,
  { personId, ref }: { personId: string; ref: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('id', '=', ref)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  await forgetBrowsers(db, { personId, of: ref });
  forgetKeptActors();
  return numDeletedRows > 0n;
}

/** Ends all sessions of a person but one, and knows no other browser of theirs; answers how many. */
export async function endOtherSessions(
  db: Db,
  { personId, sessionId }: { personId: string; sessionId: string },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id', '!=', hashOf(sessionId))
    .executeTakeFirst();
  await forgetBrowsers(db, { personId, but: hashOf(sessionId) });
  forgetKeptActors();
  return Number(numDeletedRows);
}
