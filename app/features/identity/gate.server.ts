import { redirect } from '@remix-run/node';
import { networkOf } from '#app/features/journal/line.rules.ts';
import { type Actor, type HeldRole, holds, sealActor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, jsonError, refererPath, safePath, wantsJson } from '#app/lib/http.server.ts';
import type { Asking } from '#app/lib/http-light.ts';
import { dayOf } from '#app/lib/time.ts';
import { type Role, roles } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { reachesThere } from './grants.rules.ts';
import { grantsOf } from './held-roles.server.ts';
import { keptSitting } from './kept-actors.server.ts';
import { noteRefusal } from './refusals.server.ts';
import type { DatedRole } from './session-adapter.server.ts';
import { isStaff, isUseDue, sessionEnd } from './session-end.rules.ts';
import { noteUse, readSession, sessionIdOf } from './sessions.server.ts';
import type { Sitting } from './sitting.ts';

/** What a gate needs of the request's context. */
type GateContext = Pick<RequestContext, 'db' | 'now'> & Partial<Pick<RequestContext, 'clientAddress'>>;

/** Roles whose work reaches other people's data. */
const staffRoles: readonly Role[] = roles.filter((role) => role !== 'instructor');

/** Whoever is signed in, or null. At most one statement. */
export async function optionalActor(request: Asking, context: GateContext): Promise<Actor | null> {
  const actor = (await sittingOf(request, context))?.actor ?? null;
  // Of staff the journal notes the network as well; of those who only learn nothing.
  return actor && context.clientAddress && isStaff(actor.roles.map(({ role }) => role))
    ? sealActor({ ...actor, from: networkOf(context.clientAddress) })
    : actor;
}

/** The same with the end of the session, which this use of it moves on; noting that is nothing that anybody waits for. */
export async function sittingOf(
  request: Asking,
  { db, now, clientAddress }: GateContext,
): Promise<Sitting | null> {
  const sessionId = sessionIdOf(request.headers.get('cookie'));
  if (!sessionId) return null;
  const sitting = await keptSitting(db, sessionId, () => lookUp(db, { sessionId, now: now(), counts: true }));
  if (!sitting || !clientAddress || !holds(sitting.actor, ...staffRoles)) return sitting;
  // Of staff the journal notes the network as well; of those who only learn nothing.
  return { ...sitting, actor: sealActor({ ...sitting.actor, from: networkOf(clientAddress) }) };
}

/** How long the session lasts as things are. Whoever only asks that (a page left open) does not use it. */
export async function peekSitting(request: Asking, { db, now }: GateContext): Promise<Sitting | null> {
  const sessionId = sessionIdOf(request.headers.get('cookie'));
  return sessionId ? lookUp(db, { sessionId, now: now(), counts: false }) : null;
}

/**
 * Whoever is signed in. Otherwise throws the answer that sends them to the sign-in page and back here afterwards, or for
 * programs a 401 with the code `sign-in`.
 */
export async function requireActor(request: Asking, context: GateContext): Promise<Actor> {
  const actor = await optionalActor(request, context);
  if (actor) return actor;
  if (wantsJson(request.headers.get('accept'))) throw jsonError(401, { code: 'sign-in' });
  throw redirect(`/login?next=${encodeURIComponent(wayBack(request))}`);
}

/** Whoever is signed in, if they hold one of the roles; otherwise throws 403, before anything is looked up. */
export async function requireRole(request: Asking, context: GateContext, ...roles: Role[]): Promise<Actor> {
  const actor = await requireActor(request, context);
  if (!holds(actor, ...roles)) {
    await noteRefusal(context.db, { actor, path: new URL(request.url).pathname, now: context.now() });
    throw failure(request, 403);
  }
  return actor;
}

async function lookUp(
  db: Db,
  { sessionId, now, counts }: { sessionId: string; now: Date; counts: boolean },
): Promise<Sitting | null> {
  const person = await readSession(db, sessionId);
  if (!person) return null;
  const { createdAt: startedAt, usedAt, ownDevice } = person.session;
  const held = heldOn(dayOf(now), person.grants);
  const times = { roles: held.map(({ role }) => role), ownDevice, startedAt, usedAt };
  if (sessionEnd(times).endsMs <= now.getTime()) return null;
  const isNoted = counts && isUseDue(times, now.getTime());
  // Nobody waits for it, and where it fails the next request notes the use.
  if (isNoted) noteUse(db, sessionId, now).catch(() => undefined);
  const end = sessionEnd(isNoted ? { ...times, usedAt: now.toISOString() } : times);
  return { actor: sealActor({ personId: person.id, name: person.name, roles: held }), ...end, ownDevice };
}

function heldOn(day: string, grants: readonly DatedRole[]): HeldRole[] {
  return grants
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
    .filter(({ role, scopePath }) => reachesThere(role, scopePath))
    .map(({ role, scopePath, scopeTree, school, formers }) => {
      const held = { role, scopePath, scopeTree, school };
      const formerPaths = formers.filter(({ since }) => since <= day).map(({ path }) => path);
      return formerPaths.length > 0 ? { ...held, formerPaths } : held;
    });
}

/**
 * Whoever has ordered work that goes on after their request (an import of thousands of rows), with the roles that they hold on the day of `now`; null
 * when they are gone. For work that is written down with its author, never for a request: that has a session.
 */
export async function actorOf(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<Actor | null> {
  const person = await db.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst();
  if (!person) return null;
  const grants = await grantsOf(db, personId, dayOf(now));
  const reaching = grants.filter(({ role, unitPath }) => reachesThere(role, unitPath));
  const roles = reaching.map(({ role, unitPath: scopePath, school }) => {
    const scopeTree = scopePath === null ? null : scopePath.startsWith('p') ? 'party' : 'territory';
    return { role, scopePath, scopeTree, school } as const;
  });
  return sealActor({ personId, name: person.name, roles });
}

/** The address asked for; of a form that was sent, the page it stands on. */
function wayBack(request: Asking): string {
  return request.method === 'GET' || request.method === 'HEAD' ? addressAsked(request) : refererPath(request);
}

/** The path and query of the page that was asked for, also where only its data was. */
export function addressAsked(request: Asking): string {
  const url = new URL(request.url);
  for (const internal of ['_routes', '_data', 'index']) url.searchParams.delete(internal);
  return safePath(url.pathname.replace(/(\/_root)?\.data$/, '') + url.search);
}
