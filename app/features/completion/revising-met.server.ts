import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';

interface Revision {
  /** Whoever corrected what the evidence came from. */
  actor: Actor;
  requirementId: string;
  /** What it is met with by now; null when it is met no more. */
  evidence: Record<string, unknown> | null;
  now: Date;
}

/**
 * Lets a met requirement follow a correction of what it was met with, as long as nothing has been completed by it: its evidence becomes
 * what is true now, or it is open again. When it was first met stays. What was there before is kept in the journal. The caller holds the
 * pin (`holdPins`) and has seen under it that there is no completion: evidence of a completion is never changed, its credits are taken
 * back only by a reversal (credits/ledger). Answers what became of it.
 */
export async function reviseMet(
  trx: Trx,
  { actor, requirementId, evidence, now }: Revision,
): Promise<'same' | 'revised' | 'open'> {
  const met = await trx
    .selectFrom('requirement_met')
    .select('evidence')
    .where('requirement_id', '=', requirementId)
    .executeTakeFirst();
  const after = evidence && JSON.stringify(evidence);
  if (!met || met.evidence === after) return 'same';
  if (after === null)
    await trx.deleteFrom('requirement_met').where('requirement_id', '=', requirementId).execute();
  else
    await trx
      .updateTable('requirement_met')
      .set({ evidence: after })
      .where('requirement_id', '=', requirementId)
      .execute();
  await writeJournal(trx, {
    actor,
    action: after === null ? 'requirement.open-again' : 'requirement.revised',
    subjectType: 'requirement',
    subjectId: requirementId,
    detail: { before: JSON.parse(met.evidence) },
    now,
  });
  return after === null ? 'open' : 'revised';
}
