import { type Actor, type HeldRole, holds } from '#app/lib/actor.ts';
import { type Role, roles } from '#app/lib/vocabulary.ts';

/** Source: 等级保护, separation of administrators' rights: nobody is two of these. */
export const apart: readonly Role[] = ['system-admin', 'security-admin', 'auditor'];

/** Held over the whole academy or not at all: its settings and its journal have no parts. */
const undivided: readonly Role[] = ['system-admin', 'auditor'];

/** Whether a role gives anything over this part of the organisation (null: everywhere). */
export function reachesThere(role: Role, scopePath: string | null): boolean {
  return scopePath === null || !undivided.includes(role);
}

/** What each kind of administrator may hand out. Nobody hands out the role by which they do so, except security. */
const handsOut: Partial<Record<Role, readonly Role[]>> = {
  'academy-admin': ['instructor', 'registrar', 'credit-reviewer', 'appeals-reviewer', 'assessor', 'liaison'],
  'security-admin': roles,
};

/** The first of the roles held that must not meet the wanted one in one person; null when none. */
export function clashOfDuties(held: readonly Role[], wanted: Role): Role | null {
  if (!apart.includes(wanted)) return null;
  return held.find((role) => role !== wanted && apart.includes(role)) ?? null;
}

/** The roles that an actor may hand out somewhere, in the order of the vocabulary's list. */
export function rolesToHandOut(actor: Actor): readonly Role[] {
  if (isTheAcademy(actor)) return handsOut['security-admin'] ?? [];
  return [...new Set(actor.roles.flatMap(({ role }) => handsOut[role] ?? []))];
}

/** Whether an actor may hand out `role` over `scopePath` (null: everywhere): only within their own scope. */
export function mayHandOut(actor: Actor, role: Role, scopePath: string | null): boolean {
  if (isTheAcademy(actor)) return true;
  return actor.roles.some((own) => handsOut[own.role]?.includes(role) && covers(own, scopePath));
}

const keepersOfPosts: readonly Role[] = ['registrar', 'academy-admin'];

/** Whether an actor may change what people at this place of the organisation are. */
export function mayActOn(actor: Actor, unitPath: string): boolean {
  if (isTheAcademy(actor)) return true;
  return actor.roles.some((own) => keepersOfPosts.includes(own.role) && covers(own, unitPath));
}

/**
 * Over which parts of the organisation an actor holds one of the roles: `everywhere`, or the paths, each before those where the same part lay on earlier
 * days; nothing stands there any more. An empty list means nowhere. Feed the paths to `withinScope`.
 */
export function scopesOf(actor: Actor, ...roles: Role[]): 'everywhere' | readonly string[] {
  const own = actor.roles.filter(({ role }) => roles.includes(role));
  if (own.some(({ scopePath }) => scopePath === null)) return 'everywhere';
  return [
    ...new Set(
      own.flatMap(({ scopePath, formerPaths = [] }) => (scopePath ? [scopePath, ...formerPaths] : [])),
    ),
  ];
}

function covers({ scopePath }: HeldRole, path: string | null): boolean {
  return scopePath === null || (path?.startsWith(scopePath) ?? false);
}

/** A queued job or the operator at the machine: no person, so no role, and nobody to ask. */
function isTheAcademy(actor: Actor): boolean {
  return actor.personId === null && !holds(actor);
}
