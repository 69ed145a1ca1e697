import type { Actor } from '#app/lib/actor.ts';
import type { Env } from '#app/lib/env.ts';
import type { Trx } from '#db/database.ts';
import type { Random } from './random.ts';

/** What every part of the demo loader works with. */
export interface Loading {
  trx: Trx;
  env: Env;
  actor: Actor;
  now: Date;
  /** The academy's calendar day on which the world is loaded: all dates hang on it. */
  today: string;
  random: Random;
}

/** A place of either tree. */
export interface Place {
  id: string;
  path: string;
  name: string;
}

/** The value kept under a key. Throws when the world's files name something that they do not have. */
export function known<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The demo world has no ${what} ${key}.`);
  return value;
}
