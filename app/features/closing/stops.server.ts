import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { FrozenInputs } from './frozen.rules.ts';
import type { YearInHand } from './gathering.server.ts';
import { type Reckoned, reckon } from './reckoning.server.ts';

/** The year of one person cannot be reckoned or written; `cause` says why. */
export class StoppedAt extends Error {
  readonly personId: string;
  constructor(personId: string, cause: unknown) {
    super(`The year of ${personId} cannot be reckoned.`, { cause });
    this.personId = personId;
  }
}

/**
 * `reckon`, saying at whom it failed. The product writes whole amounts and reads whole numbers from policies only, so `canonical` refuses nothing that it
 * wrote, short of sums beyond 2^53; what else is wrong with one person's year is a mistake of the program or of rows that were changed by hand.
 */
export function reckonNamed(inputs: FrozenInputs, { policies }: YearInHand): Reckoned {
  try {
    return reckon(inputs, policies);
  } catch (error) {
    throw new StoppedAt(inputs.person.id, error);
  }
}

/** Writes down that a walk stopped, and at whom if that is known; the time is that of the first failure. Two statements. */
export async function noteStop(
  db: Db,
  { runId, error, now }: { runId: string; error: unknown; now: Date },
): Promise<void> {
  const personId = error instanceof StoppedAt ? error.personId : null;
  try {
    await db
      .insertInto('closing_stop')
      .values({ run_id: runId, person_id: personId, since: now.toISOString() })
      .execute();
  } catch (taken) {
    if (!isUniqueViolation(taken)) throw taken;
    await db.updateTable('closing_stop').set({ person_id: personId }).where('run_id', '=', runId).execute();
  }
}

/** A batch is written: whatever stopped the walk does so no more. One statement. */
export async function forgetStop(trx: Trx, runId: string): Promise<void> {
  await trx.deleteFrom('closing_stop').where('run_id', '=', runId).execute();
}
