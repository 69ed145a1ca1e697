import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/** What a load test is made of. */
export interface LoadPlan {
  /** Begins every invented username and code: `rush` gives `rush-00001`. */
  prefix: string;
  people: number;
  /** Communities of a street made for them, in which they hold positions in turn. 0: they hold none. */
  communities: number;
  courses: number;
  sections: number;
  /** Seats of each section. */
  capacity: number;
  /** Weekly meetings of each section. */
  meetings: number;
  /** Lines in the ledger, spread over the people. */
  entries: number;
}

export interface LoadRun {
  db: Db;
  plan: LoadPlan;
  actor: Actor;
  now: Date;
}

/** `rush-00001`. */
export function numbered(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(5, '0')}`;
}
