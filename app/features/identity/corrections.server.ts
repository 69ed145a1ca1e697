import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** Puts the span of ages of a person right (`70-79`), and writes down what it was. False when there is nobody, or nothing changes. */
export async function correctAgeBand(
  db: Db,
  { actor, personId, ageBand, now }: { actor: Actor; personId: string; ageBand: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const before = await trx
      .selectFrom('person')
      .select('age_band')
      .where('id', '=', personId)
      .executeTakeFirst();
    if (!before || before.age_band === ageBand) return false;
    await trx.updateTable('person').set({ age_band: ageBand }).where('id', '=', personId).execute();
    await writeJournal(trx, {
      actor,
      action: 'person.corrected',
      subjectType: 'person',
      subjectId: personId,
      detail: { before: { ageBand: before.age_band }, after: { ageBand } },
      now,
    });
    return true;
  });
}
