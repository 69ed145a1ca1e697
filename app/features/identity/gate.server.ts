import { redirect } from '@remix-run/node';
import { type Actor, type HeldRole, holds, sealActor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, jsonError, refererPath, safePath, wantsJson } from '#app/lib/http.server.ts';
import type { Asking } from '#app/lib/http-light.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { keptSitting } from './kept-actors.server.ts';
import type { DatedRole } from './session-adapter.server.ts';
import { isUseDue, sessionEnd } from './session-end.rules.ts';
import { noteUse, readSession, sessionIdOf } from './sessions.server.ts';
import type { Sitting } from './sitting.ts';

/** What a gate needs of the request's context. */
type GateContext = Pick<RequestContext, 'db' | 'now'>;

/** Whoever is signed in, or null. At most one statement. */
export async function optionalActor(request: Asking, context: GateContext): Promise<Actor | null> {
  return (await sittingOf(request, context))?.actor ?? null;
}

/** The same with the end of the session, which this use of it moves on; noting that is nothing that anybody waits for. */
export async function sittingOf(request: Asking, { db, now }: GateContext): Promise<Sitting | null> {
  const sessionId = sessionIdOf(request.headers.get('cookie'));
  if (!sessionId) return null;
  return keptSitting(db, sessionId, () => lookUp(db, { sessionId, now: now(), counts: true }));
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
  if (!holds(actor, ...roles)) throw failure(request, 403);
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
    .map(({ role, scopePath, scopeTree, school, formers }) => {
      const held = { role, scopePath, scopeTree, school };
      const formerPaths = formers.filter(({ since }) => since <= day).map(({ path }) => path);
      return formerPaths.length > 0 ? { ...held, formerPaths } : held;
    });
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
