import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { fiveOneStates, isThere, missingForOpening } from './five-one-states.server.ts';

/** One of the five ones that a version may do without, why, and who allowed it. */
export interface OpeningExemption {
  item: FiveOne;
  reason: string;
  approvedBy: string;
  approvedAt: string;
}

/**
 * Lets a course version open without one of its five ones, with a reason that stays on record. Refused when nothing is missing there.
 * Source: the college's teaching rules (五个一, exemption with reason).
 */
export async function exemptFromOpening(
  db: Db,
  {
    actor,
    versionId,
    item,
    reason,
    now,
  }: { actor: Actor; versionId: string; item: FiveOne; reason: string; now: Date },
): Promise<{ ok: boolean }> {
  const approvedBy = actor.personId;
  if (!approvedBy) throw new Error('An exemption is approved by a person.');
  return inTransaction(db, async (trx) => {
    // Held, so that two who exempt the same thing do so one after the other.
    await trx
      .updateTable('course_version')
      .set((eb) => ({ number: eb.ref('number') }))
      .where('id', '=', versionId)
      .execute();
    if (!(await missingForOpening(trx, versionId)).includes(item)) return { ok: false };
    await trx
      .insertInto('opening_exemption')
      .values({
        course_version_id: versionId,
        item,
        reason,
        approved_by: approvedBy,
        approved_at: now.toISOString(),
      })
      .execute();
    await writeJournal(trx, {
      actor,
      action: 'course-version.exempted',
      subjectType: 'course-version',
      subjectId: versionId,
      detail: { item, reason },
      now,
    });
    return { ok: true };
  });
}

/** What a version may do without. One statement. */
export async function exemptionsOf(db: Db, versionId: string): Promise<OpeningExemption[]> {
  const rows = await db
    .selectFrom('opening_exemption')
    .innerJoin('person', 'person.id', 'opening_exemption.approved_by')
    .select(['item', 'reason', 'person.name as approvedBy', 'approved_at as approvedAt'])
    .where('course_version_id', '=', versionId)
    .execute();
  return rows.map((row) => ({ ...row, item: row.item as FiveOne }));
}

/** What a version lacks for opening, and what it may do without. Two statements. */
export async function readinessOf(
  db: Db,
  versionId: string,
): Promise<{ missing: FiveOne[]; exemptions: OpeningExemption[] }> {
  const there = (await fiveOneStates(db, versionId)).filter(isThere).map(({ item }) => item);
  const exemptions = await exemptionsOf(db, versionId);
  const settled = new Set([...there, ...exemptions.map(({ item }) => item)]);
  return { missing: fiveOnes.filter((item) => !settled.has(item)), exemptions };
}
