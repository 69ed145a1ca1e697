import type { Role, School } from '#app/lib/vocabulary.ts';

/** A right that somebody holds now, over a part of the organisation (`scopePath`) or, when null, the whole academy. */
export interface HeldRole {
  role: Role;
  scopePath: string | null;
  scopeTree: 'territory' | 'party' | null;
  school: School | null;
  /** Where that part of the organisation lay before it moved, merged or was split: how far back the right reaches on earlier days. */
  formerPaths?: readonly string[];
}

declare const sealed: unique symbol;

/**
 * Who acts. A command that needs permission takes one, and only the gate (a signed-in request) and the system actor
 * (jobs, CLI) can make one, so an unchecked call does not type-check.
 */
export interface Actor {
  readonly personId: string | null;
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** The network that staff acts from, for the journal; never a whole address, and nothing of those who only learn. */
  readonly from?: string;
  readonly [sealed]: true;
}

/** Makes an actor. Called by `identity/gate.server.ts` and `identity/system-actor.server.ts` alone (house rule). */
export function sealActor(person: {
  personId: string | null;
  name: string;
  roles: readonly HeldRole[];
  from?: string;
}): Actor {
  return person as Actor;
}

export function holds(actor: Actor, ...wanted: Role[]): boolean {
  return actor.roles.some(({ role }) => wanted.includes(role));
}
