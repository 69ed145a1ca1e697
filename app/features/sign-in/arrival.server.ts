import { grantsOf } from '#app/features/identity/people.server.ts';
import { endSession, sessionIdOf, startSession } from '#app/features/identity/sessions.server.ts';
import { safePath } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { readView, toChoice, viewCookie } from '#app/lib/view.ts';
import type { Db } from '#db/database.ts';
import { landingOf } from './landing.rules.ts';
import type { SignedIn } from './sign-in.server.ts';

interface Arrival {
  signedIn: SignedIn;
  /** The headers of the browser that signed in. */
  headers: { get(name: string): string | null };
  secure: boolean;
  /** The way back that it brought along, or ''. */
  way: string;
  now: Date;
}

/** Begins the session of somebody who has signed in and ends the one before: where to go, and the cookies to set. */
export async function arrive(
  db: Db,
  { signedIn, headers, secure, way, now }: Arrival,
): Promise<{ goal: string; cookies: string[] }> {
  const { personId, preferredView, textSize } = signedIn;
  const earlier = sessionIdOf(headers.get('cookie'));
  if (earlier) await endSession(db, earlier);
  const session = await startSession(db, { personId, secure, now });
  const grants = await grantsOf(db, personId, dayOf(now));
  const goal = safePath(way, landingOf(grants.map(({ role }) => role)));
  // The account's 长辈版 comes along; one chosen on this machine just before stays on.
  if (preferredView === 'elder')
    return { goal, cookies: [session, viewCookie(toChoice('elder', String(textSize)))] };
  if (readView({ headers }).view === 'standard')
    return { goal, cookies: [session, viewCookie(toChoice('standard'))] };
  return { goal, cookies: [session] };
}
