import { grantsOf } from '#app/features/identity/people.server.ts';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { endSession, sessionIdOf, signBrowserIn } from '#app/features/identity/sessions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { networkOf } from '#app/features/journal/line.rules.ts';
import { safePath } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { readView, toChoice, viewCookie } from '#app/lib/view.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { deviceOf } from './devices.rules.ts';
import { hasKeptForm } from './kept-forms.server.ts';
import { landingOf } from './landing.rules.ts';
import { beginHalfWay, endHalfWay, type HalfWay, needsSecondStep, noHalfWay } from './second-step.server.ts';

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
  via: 'password' | 'oidc' | 'oidc with second step' | 'code' | 'recovery code';
  /** The address of the machine; only its network goes into the journal. */
  address: string;
  now: Date;
}

/** Where to go, and the cookies to set. */
export interface Welcome {
  goal: string;
  cookies: string[];
}

/**
 * Somebody has proven the first factor: a password, or another service that signed them in. Every way of signing in comes through here:
 * without a second step the session begins; otherwise they are half signed in and go on to the code, or to setting it up. `secondStepDone`: the other
 * service has proven both.
 */
export async function firstProofGiven(
  db: Db,
  { secondStepDone = false, ...arrival }: Arrival & { via: 'password' | 'oidc'; secondStepDone?: boolean },
): Promise<Welcome> {
  const { personId, via, secure, now } = arrival;
  const person = await personOf(db, arrival);
  if (secondStepDone) return enter(db, { ...arrival, via: 'oidc with second step' }, person);
  const roles = [...person.roles, ...person.rolesSoon];
  if (!person.hasFactor && !(await needsSecondStep(db, roles))) return enter(db, arrival, person);
  const way = safePath(arrival.way, '');
  const half = { personId, via, ownDevice: arrival.ownDevice ?? false, way, secure, now };
  const goal = person.hasFactor ? '/login/code' : '/login/set-up';
  return { goal, cookies: [await beginHalfWay(db, half)] };
}

/** Somebody half signed in has proven the second factor, or just set it up. Null where that was used up already. */
export async function secondProofGiven(
  db: Db,
  {
    half,
    ...rest
  }: Pick<Arrival, 'headers' | 'secure' | 'address' | 'now'> & {
    half: HalfWay;
    via: 'code' | 'recovery code';
  },
): Promise<Welcome | null> {
  if (!(await endHalfWay(db, half.id))) return null;
  const arrival = { ...rest, personId: half.personId, way: half.way, ownDevice: half.ownDevice };
  const welcome = await enter(db, arrival, await personOf(db, arrival));
  return { ...welcome, cookies: [...welcome.cookies, noHalfWay(rest.secure)] };
}

interface Comer {
  view: string;
  textSize: number;
  hasFactor: boolean;
  roles: Role[];
  /** Held by the end of a day's session. */
  rolesSoon: Role[];
}

async function personOf(db: Db, { personId, now }: Pick<Arrival, 'personId' | 'now'>): Promise<Comer> {
  const person = await db
    .selectFrom('person')
    .leftJoin('second_factor', 'second_factor.person_id', 'person.id')
    .select(['preferred_view', 'text_size', 'second_factor.person_id as factor'])
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow();
  const grants = await grantsOf(db, personId, dayOf(now));
  // A right that begins tomorrow may begin in this session.
  const atTheEnd = dayOf(new Date(now.getTime() + signInPolicy.staffHours * 3_600_000));
  const later = atTheEnd === dayOf(now) ? [] : await grantsOf(db, personId, atTheEnd);
  return {
    view: person.preferred_view,
    textSize: person.text_size,
    hasFactor: person.factor !== null,
    roles: grants.map(({ role }) => role),
    rolesSoon: later.map(({ role }) => role),
  };
}

/** Begins the session of somebody who has shown all that is asked of them, and ends the one that the browser had before. */
async function enter(db: Db, arrival: Arrival, person: Comer): Promise<Welcome> {
  const { personId, headers, secure, ownDevice, via, address, now } = arrival;
  const earlier = sessionIdOf(headers.get('cookie'));
  if (earlier) await endSession(db, earlier);
  const device = deviceOf(headers.get('user-agent'));
  const cookies = headers.get('cookie');
  const browser = await signBrowserIn(db, { personId, cookies, secure, device, ownDevice, now });
  await writeJournal(db, {
    actor: systemActor('sign-in'),
    action: 'person.signed-in',
    subjectType: 'person',
    subjectId: personId,
    ...(via === 'password' ? {} : { detail: { via } }),
    origin: networkOf(address),
    now,
  });
  const kept = await hasKeptForm(db, { cookies, personId, now });
  const goal = kept ? '/login/kept' : safePath(arrival.way, landingOf(person.roles));
  const view = viewOf(person, headers);
  return { goal, cookies: view ? [...browser, view] : browser };
}

/** The account's 长辈版 comes along; one chosen on this machine just before stays on. */
function viewOf({ view, textSize }: Comer, headers: Arrival['headers']): string | null {
  if (view === 'elder') return viewCookie(toChoice('elder', String(textSize)));
  return readView({ headers }).view === 'standard' ? viewCookie(toChoice('standard')) : null;
}
