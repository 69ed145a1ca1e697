import { Lucia, TimeSpan } from 'lucia';
import { SESSION_COOKIE } from '#app/lib/session-cookie.ts';
import type { Db } from '#db/database.ts';
import { forgetKeptActors } from './kept-actors.server.ts';
import { type DatedRole, SessionAdapter } from './session-adapter.server.ts';

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>;
    DatabaseUserAttributes: SignedInAttributes;
    DatabaseSessionAttributes: { createdAt: string };
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
  /** When they signed in, as an instant. */
  since: string;
}

/** A session unused for this long ends; use prolongs it, at most once in half that time. */
const SESSION_DAYS = 14;
const SESSION_ID = /^[a-z2-7]{40}$/;

function makeLucia(db: Db) {
  return new Lucia(new SessionAdapter(db), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    // The row decides when a session ends, so the cookie needs no renewing.
    sessionCookie: { name: SESSION_COOKIE, expires: false },
    getUserAttributes: (attributes: SignedInAttributes) => attributes,
    getSessionAttributes: ({ createdAt }: { createdAt: string }) => ({ createdAt }),
  });
}

const lucias = new WeakMap<Db, ReturnType<typeof makeLucia>>();

function luciaOf(db: Db) {
  const lucia = lucias.get(db) ?? makeLucia(db);
  lucias.set(db, lucia);
  return lucia;
}

/** Signs a browser in: the session is written, the answer is its Set-Cookie line. `secure` behind TLS. */
export async function startSession(
  db: Db,
  { personId, secure, now }: { personId: string; secure: boolean; now: Date },
): Promise<string> {
  const lucia = luciaOf(db);
  const session = await lucia.createSession(personId, { createdAt: now.toISOString() });
  const cookie = lucia.createSessionCookie(session.id);
  cookie.attributes.secure = secure;
  return cookie.serialize();
}

/** The session id in a Cookie header; null when there is none or it cannot be one. */
export function sessionIdOf(cookieHeader: string | null): string | null {
  const value = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;]*)`).exec(cookieHeader ?? '')?.[1];
  return value && SESSION_ID.test(value) ? value : null;
}

/** Whose session this is; null when it ended or never was. One statement, rarely a second one that prolongs it. */
export async function readSession(db: Db, sessionId: string): Promise<SignedInPerson | null> {
  const { user, session } = await luciaOf(db).validateSession(sessionId);
  return user ? { ...user, since: session.createdAt } : null;
}

/** Signs one browser out. */
export async function endSession(db: Db, sessionId: string): Promise<void> {
  await luciaOf(db).invalidateSession(sessionId);
  forgetKeptActors();
}

/** Signs a person out everywhere: after a change of password. */
export async function endAllSessions(db: Db, personId: string): Promise<void> {
  await luciaOf(db).invalidateUserSessions(personId);
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
