import { redirect } from '@remix-run/node';
import { type Actor, type HeldRole, holds, sealActor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure, jsonError, refererPath, safePath, wantsJson } from '#app/lib/http.server.ts';
import type { Asking } from '#app/lib/http-light.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { keptActor } from './kept-actors.server.ts';
import type { DatedRole } from './session-adapter.server.ts';
import { readSession, sessionIdOf } from './sessions.server.ts';

/** What a gate needs of the request's context. */
type GateContext = Pick<RequestContext, 'db' | 'now'>;

/** Roles whose work reaches other people's data: such a session ends the same day, whoever finds the machine later. */
const staffRoles: readonly Role[] = [
  'registrar',
  'academy-admin',
  'credit-reviewer',
  'appeals-reviewer',
  'assessor',
  'liaison',
  'system-admin',
  'security-admin',
  'auditor',
];
const STAFF_SESSION_MS = 12 * 3600_000;

/** Whoever is signed in, or null. At most one statement. */
export async function optionalActor(request: Asking, { db, now }: GateContext): Promise<Actor | null> {
  const sessionId = sessionIdOf(request.headers.get('cookie'));
  if (!sessionId) return null;
  return keptActor(db, sessionId, () => lookUp(db, sessionId, now()));
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

async function lookUp(db: Db, sessionId: string, now: Date): Promise<Actor | null> {
  const person = await readSession(db, sessionId);
  if (!person) return null;
  const roles = heldOn(dayOf(now), person.grants);
  const isStaff = roles.some(({ role }) => staffRoles.includes(role));
  if (isStaff && now.getTime() - Date.parse(person.since) > STAFF_SESSION_MS) return null;
  return sealActor({ personId: person.id, name: person.name, roles });
}

function heldOn(day: string, grants: readonly DatedRole[]): HeldRole[] {
  return grants
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
    .map(({ role, scopePath, scopeTree, school }) => ({ role, scopePath, scopeTree, school }));
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
