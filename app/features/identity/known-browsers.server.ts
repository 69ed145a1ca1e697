import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '#db/database.ts';

const COOKIE = 'academy_known';
const DAYS = 180;
const DAY_MS = 86_400_000;
/** People who share a browser; whoever came first is forgotten first. */
const MOST = 4;
/** Browsers of one person. */
const MOST_OF_PERSON = 10;
const TOKEN = /^[\w-]{32}$/;
const hashOf = (token: string) => createHash('sha256').update(`known browser ${token}`).digest('hex');

/** What a browser holds: of each person who signed in there one token of chance, the newest first. */
function tokensIn(cookies: string | null): string[] {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]{1,200})(?:;|$)`).exec(cookies ?? '')?.[1] ?? '';
  return value
    .split('.')
    .filter((token) => TOKEN.test(token))
    .slice(0, MOST);
}

/**
 * By which name a browser is known to be one in which this person signed in before; null for any other. One statement where the browser holds anything, whoever
 * the person is. Being known opens nothing: it only says whose guesses are counted together.
 */
export async function knownBrowserOf(
  db: Db,
  { personId, cookies, now }: { personId: string; cookies: string | null; now: Date },
): Promise<string | null> {
  const ids = tokensIn(cookies).map(hashOf);
  if (ids.length === 0) return null;
  const row = await db
    .selectFrom('known_browser')
    .select('id')
    .where('id', 'in', ids)
    .where('person_id', '=', personId)
    .where('made_at', '>', oldest(now))
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Remembers the browser in which somebody just signed in; answers the Set-Cookie line. What it held for this person is used up, so a copy is good until the next
 * sign-in at most, and a token that somebody else saw in a shared browser before is none of this person's.
 */
export async function rememberBrowser(
  db: Db,
  {
    personId,
    cookies,
    sessionRef,
    secure,
    now,
  }: { personId: string; cookies: string | null; sessionRef: string; secure: boolean; now: Date },
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const others = await ofOthers(db, personId, tokensIn(cookies));
  await db
    .insertInto('known_browser')
    .values({
      ...{ id: hashOf(token), person_id: personId },
      ...{ session_ref: sessionRef, made_at: now.toISOString() },
    })
    .execute();
  await forgetOldest(db, personId);
  const value = [token, ...others].slice(0, MOST).join('.');
  const seconds = (DAYS * DAY_MS) / 1000;
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** A person has so many: else whoever signs in by a program, each time without what they were sent, has as many rows as sign-ins in half a year. */
async function forgetOldest(db: Db, personId: string): Promise<void> {
  const rows = await db
    .selectFrom('known_browser')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(1000)
    .offset(MOST_OF_PERSON)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom('known_browser').where('id', 'in', ids).execute();
}

/** Those that other people signed in with; the one of this person is taken away. */
async function ofOthers(db: Db, personId: string, tokens: readonly string[]): Promise<string[]> {
  const ids = tokens.map(hashOf);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('known_browser')
    .select(['id', 'person_id'])
    .where('id', 'in', ids)
    .execute();
  const own = rows.filter((row) => row.person_id === personId).map(({ id }) => id);
  if (own.length > 0) await db.deleteFrom('known_browser').where('id', 'in', own).execute();
  const theirs = new Set(rows.filter((row) => row.person_id !== personId).map(({ id }) => id));
  return tokens.filter((token) => theirs.has(hashOf(token)));
}

/** Knows the browsers of a person no more: all of them, that of one session, or all but that of one. Goes with ending those sessions. */
export async function forgetBrowsers(
  db: Db,
  { personId, of, but }: { personId: string; of?: string; but?: string },
): Promise<void> {
  await db
    .deleteFrom('known_browser')
    .where('person_id', '=', personId)
    .$if(of !== undefined, (query) => query.where('session_ref', '=', of ?? ''))
    .$if(but !== undefined, (query) => query.where('session_ref', '!=', but ?? ''))
    .execute();
}

/** Removes browsers in which nobody signed in for half a year; a queued job calls it now and then. */
export async function sweepBrowsers(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('known_browser').where('made_at', '<=', oldest(now)).execute();
}

const oldest = (now: Date) => new Date(now.getTime() - DAYS * DAY_MS).toISOString();
