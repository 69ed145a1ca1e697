import type { Actor } from '#app/lib/actor.ts';

/** Somebody at work in a session, and how long it lasts. */
export interface Sitting {
  actor: Actor;
  /** On the clock of `Date`: when the session ends if nothing more is done in it. */
  endsMs: number;
  /** Whether use moves that on. */
  extendable: boolean;
  /** Signed in on a device of their own, for days. */
  ownDevice: boolean;
}
