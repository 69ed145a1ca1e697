import { grantsOf } from '#app/features/identity/people.server.ts';
import { endSession, sessionIdOf, startSession } from '#app/features/identity/sessions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { safePath } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { readView, toChoice, viewCookie } from '#app/lib/view.ts';
import type { Db } from '#db/database.ts';
import { deviceOf } from './devices.rules.ts';
import { landingOf } from './landing.rules.ts';

/** Somebody at the door: the browser that it is, and where it was going. */
export interface Arrival {
  personId: string;
  /** The headers of the browser. */
  headers: { get(name: string): string | null };
  /** Behind TLS. */
  secure: boolean;
  /** The way back that it brought along, or ''. */
  way: string;
  /** 14 days on a device of one's own; of no effect for whoever holds a role. */
  ownDevice?: boolean;
  /** By what the person showed who they are, for the journal. */
  via: 'password' | 'oidc' | 'code';
  now: Date;
}

/** Where to go, and the cookies to set. */
export interface Welcome {
  goal: string;
  cookies: string[];
}

/**
 * Somebody has proven the first factor: a password, or another service that signed them in. Every way of signing in comes through here.
 */
export async function firstProofGiven(db: Db, arrival: Arrival): Promise<Welcome> {
  return arrive(db, arrival);
}

/** Begins the session of somebody who has shown all that is asked of them, and ends the one that the browser had before. */
export async function arrive(db: Db, arrival: Arrival): Promise<Welcome> {
  const { personId, headers, secure, ownDevice, via, now } = arrival;
  const earlier = sessionIdOf(headers.get('cookie'));
  if (earlier) await endSession(db, earlier);
  const device = deviceOf(headers.get('user-agent'));
  const session = await startSession(db, { personId, secure, device, ownDevice, now });
  await writeJournal(db, {
    actor: systemActor('sign-in'),
    action: 'person.signed-in',
    subjectType: 'person',
    subjectId: personId,
    ...(via === 'password' ? {} : { detail: { via } }),
    now,
  });
  const grants = await grantsOf(db, personId, dayOf(now));
  const goal = safePath(arrival.way, landingOf(grants.map(({ role }) => role)));
  const view = await viewOf(db, arrival);
  return { goal, cookies: view ? [session, view] : [session] };
}

/** The account's 长辈版 comes along; one chosen on this machine just before stays on. */
async function viewOf(db: Db, { personId, headers }: Arrival): Promise<string | null> {
  const person = await db
    .selectFrom('person')
    .select(['preferred_view', 'text_size'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  if (person.preferred_view === 'elder') return viewCookie(toChoice('elder', String(person.text_size)));
  return readView({ headers }).view === 'standard' ? viewCookie(toChoice('standard')) : null;
}
