import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { MOST_TIMES, type OddityKind, patternFrom } from './oddities.rules.ts';

export interface Oddity {
  personId: string;
  recordingId: string;
  kind: OddityKind;
  now: Date;
}

/** Counts that something was not credited, or looks odd. At most two statements; an accepted report never comes here. */
export async function countOddity(db: Db, oddity: Oddity): Promise<void> {
  if (await countAgain(db, oddity)) return;
  try {
    await beginCount(db, oddity);
  } catch (error) {
    // Somebody else began it meanwhile, or it is counted to the end: once more or less says nothing.
    if (!isUniqueViolation(error)) throw error;
  }
}

async function countAgain(db: Db, { personId, recordingId, kind, now }: Oddity): Promise<boolean> {
  const at = now.toISOString();
  const { numUpdatedRows } = await db
    .updateTable('viewing_oddity')
    .set((eb) => ({
      // Before `times`, which one of the engines has already set when it comes to what stands behind it.
      pattern_at: eb
        .case()
        .when(eb.and([eb('pattern_at', 'is', null), eb('times', '>=', patternFrom[kind] - 1)]))
        .then(at)
        .else(eb.ref('pattern_at'))
        .end(),
      times: eb('times', '+', 1),
      last_at: at,
    }))
    .where('person_id', '=', personId)
    .where('recording_id', '=', recordingId)
    .where('day', '=', dayOf(now))
    .where('kind', '=', kind)
    .where('times', '<', MOST_TIMES)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function beginCount(db: Db, { personId, recordingId, kind, now }: Oddity): Promise<void> {
  const at = now.toISOString();
  await db
    .insertInto('viewing_oddity')
    .values({
      id: newId(),
      person_id: personId,
      recording_id: recordingId,
      day: dayOf(now),
      kind,
      times: 1,
      last_at: at,
      pattern_at: patternFrom[kind] <= 1 ? at : null,
    })
    .execute();
}
