import { type Actor, sealActor } from '#app/lib/actor.ts';

/**
 * The academy itself acting: queued jobs, the operator's commands, what happens when somebody is not signed in yet.
 * `name` says which in the journal. It holds no role: commands that ask for a role of a person refuse it.
 */
export function systemActor(name: string): Actor {
  return sealActor({ personId: null, name, roles: [] });
}
