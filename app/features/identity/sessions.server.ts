import { Lucia, TimeSpan } from 'lucia';
import { SESSION_COOKIE } from '#app/lib/session-cookie.ts';
import type { Db } from '#db/database.ts';
import { forgetKeptActors } from './kept-actors.server.ts';
import { forgetBrowsers, rememberBrowser } from './known-browsers.server.ts';
import { noteSignIn } from './last-sign-in.server.ts';
import { type DatedRole, hashOf, SessionAdapter, type SessionAttributes } from './session-adapter.server.ts';
import { signInPolicy } from './session-end.rules.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>;
    DatabaseUserAttributes: SignedInAttributes;
    DatabaseSessionAttributes: SessionAttributes;
  }
}

interface SignedInAttributes {
  username: string;
  name: string;
  preferredView: string;
  textSize: number;
  grants: DatedRole[];
}

/** Whoever a valid session belongs to. */
export interface SignedInPerson extends SignedInAttributes {
  id: string;
  session: SessionAttributes;
}

const SESSION_ID = /^[a-z2-7]{40}$/;

function makeLucia(db: Db) {
  return new Lucia(new SessionAdapter(db), {
    // The longest that any session lies unused; use prolongs it, at most once in half that time. The gate knows shorter limits.
    sessionExpiresIn: new TimeSpan(signInPolicy.ownDeviceDays, 'd'),
    // The row decides when a session ends, so the cookie needs no renewing.
    sessionCookie: { name: SESSION_COOKIE, expires: false },
    getUserAttributes: (attributes: SignedInAttributes) => attributes,
    getSessionAttributes: (attributes: SessionAttributes) => attributes,
  });
}

const lucias = new WeakMap<Db, ReturnType<typeof makeLucia>>();

function luciaOf(db: Db) {
  const lucia = lucias.get(db) ?? makeLucia(db);
  lucias.set(db, lucia);
  return lucia;
}

export interface NewSession {
  personId: string;
  /** Behind TLS. */
  secure: boolean;
  /** Codes of the device, as in `phone wechat`. */
  device?: string;
  /** The person says that nobody else uses this device; counts only while they hold no role. */
  ownDevice?: boolean;
  now: Date;
}

/**
 * Signs a browser in: the session is written, the answer is its Set-Cookie line. Whoever calls it has made sure of the person;
 * signing in goes through `sign-in/arrival.server.ts`, which asks for the second step.
 */
export async function startSession(
  db: Db,
  { personId, secure, device = '', ownDevice = false, now }: NewSession,
): Promise<string> {
  const lucia = luciaOf(db);
  const at = now.toISOString();
  const session = await lucia.createSession(personId, { createdAt: at, usedAt: at, device, ownDevice });
  await noteSignIn(db, { personId, now });
  const cookie = lucia.createSessionCookie(session.id);
  cookie.attributes.secure = secure;
  return cookie.serialize();
}

/** Signs a browser in and remembers it as one of this person's; `cookies`: what it sent. Answers the Set-Cookie lines. */
export async function signBrowserIn(
  db: Db,
  { cookies, ...session }: NewSession & { cookies: string | null },
): Promise<string[]> {
  const line = await startSession(db, session);
  const sessionRef = hashOf(sessionIdOf(line) ?? '');
  const { personId, secure, now } = session;
  return [line, await rememberBrowser(db, { personId, cookies, sessionRef, secure, now })];
}

/** The session id in a Cookie header; null when there is none or it cannot be one. */
export function sessionIdOf(cookieHeader: string | null): string | null {
  const value = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;]*)`).exec(cookieHeader ?? '')?.[1];
  return value && SESSION_ID.test(value) ? value : null;
}

/** Whose session this is; null when it ended or never was. One statement, rarely a second one that prolongs it. */
export async function readSession(db: Db, sessionId: string): Promise<SignedInPerson | null> {
  const { user, session } = await luciaOf(db).validateSession(sessionId);
  if (!user) return null;
  const { createdAt, usedAt, device, ownDevice } = session;
  return { ...user, session: { createdAt, usedAt, device, ownDevice } };
}

/** Whose session this is or was, also where it has ended unused: for what is to be theirs alone, never to let them in. */
export async function sessionOwner(db: Db, sessionId: string): Promise<string | null> {
  const row = await db
    .selectFrom('session')
    .select('person_id')
    .where('id', '=', hashOf(sessionId))
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** Notes that a session was used; of several at once the latest counts. */
export async function noteUse(db: Db, sessionId: string, now: Date): Promise<void> {
  const used_at = now.toISOString();
  await db
    .updateTable('session')
    .set({ used_at })
    .where('id', '=', hashOf(sessionId))
    .where('used_at', '<', used_at)
    .execute();
}

/** Signs one browser out. */
export async function endSession(db: Db, sessionId: string): Promise<void> {
  await luciaOf(db).invalidateSession(sessionId);
  forgetKeptActors();
}

/** Signs a person out everywhere and knows none of their browsers any more: after a change of password. */
export async function endAllSessions(db: Db, personId: string): Promise<void> {
  await luciaOf(db).invalidateUserSessions(personId);
  await forgetBrowsers(db, { personId });
  forgetKeptActors();
}

/** Removes what has ended; a queued job calls it now and then. */
export async function sweepSessions(db: Db): Promise<void> {
  await luciaOf(db).deleteExpiredSessions();
}

/** The Set-Cookie line that removes the session cookie. */
export function blankSessionCookie(db: Db, secure: boolean): string {
  const cookie = luciaOf(db).createBlankSessionCookie();
  cookie.attributes.secure = secure;
  return cookie.serialize();
}
