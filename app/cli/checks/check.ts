import type { Db } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';

/** What a check found wrong: how many, and one of them to begin with. */
export interface Breach {
  count: number;
  first: string;
}

/** One invariant of the academy. `run` reads only and answers null when it holds. */
export interface Check {
  /** What must hold, in words that fit after "ok" and after "BREACH". */
  name: string;
  run(db: Db, engine: Engine): Promise<Breach | null>;
}

/** The breach that a list of offenders makes; the list may be cut off at `limit`, which the count then says. */
export function breachOf(offenders: readonly string[]): Breach | null {
  return offenders[0] === undefined ? null : { count: offenders.length, first: offenders[0] };
}

/** No more offenders than this are looked for: one is enough to fail. */
export const MOST_OFFENDERS = 100;
