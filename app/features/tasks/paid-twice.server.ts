import { holdPins } from '#app/features/completion/section-progress.server.ts';
import { reverseSource } from '#app/features/credits/ledger.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** A task that has paid by itself while the completion of a section that asked it has paid too, and neither was taken back. */
export interface PaidTwice {
  entryId: string;
  personId: string;
  taskId: string;
  taskTitle: string;
  /** Of the enrolment that asked it. */
  enrolmentId: string;
}

/** Tasks that stand beside a completion that pays for them, at most `limit`. One statement, from the work that was passed. */
export async function tasksPaidTwice(db: Db, limit: number): Promise<PaidTwice[]> {
  return paidTwice(db).limit(limit).execute();
}

/** Whether this entry of a task stands beside a completion that pays for it. */
export async function isPaidTwice(db: Db, entryId: string): Promise<boolean> {
  return (await paidTwice(db).where('own.id', '=', entryId).limit(1).executeTakeFirst()) !== undefined;
}

function paidTwice(db: Db) {
  return db
    .selectFrom('submission')
    .innerJoin('credit_entry as own', (join) =>
      join
        .onRef('own.person_id', '=', 'submission.person_id')
        .onRef('own.source_id', '=', 'submission.task_id')
        .on('own.source_type', '=', 'task')
        .on('own.kind', '=', 'award'),
    )
    .leftJoin('credit_entry as own_reversal', 'own_reversal.reverses_id', 'own.id')
    .innerJoin('enrolment', 'enrolment.person_id', 'own.person_id')
    .innerJoin('requirement', (join) =>
      join
        .onRef('requirement.enrolment_id', '=', 'enrolment.id')
        .onRef('requirement.subject_id', '=', 'own.source_id')
        .on('requirement.kind', '=', 'task'),
    )
    .innerJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .innerJoin('credit_entry as whole', (join) =>
      join
        .onRef('whole.person_id', '=', 'own.person_id')
        .onRef('whole.source_id', '=', 'completion.id')
        .on('whole.source_type', '=', 'completion')
        .on('whole.kind', '=', 'award'),
    )
    .leftJoin('credit_entry as whole_reversal', 'whole_reversal.reverses_id', 'whole.id')
    .select(['own.id as entryId', 'own.person_id as personId', 'own.source_id as taskId'])
    .select(['requirement.title as taskTitle', 'enrolment.id as enrolmentId'])
    .distinct()
    .where('submission.state', '=', 'passed')
    .where('own_reversal.id', 'is', null)
    .where('whole.amount', '>', 0)
    .where('whole_reversal.id', 'is', null);
}

/**
 * Takes back what tasks paid beside a completion, from before completing a section took it back itself (completion/paying): with a reason,
 * and the person is told. What is in order stays as it is, and one that cannot be taken
 * back is named to `failed` (without it, thrown) and stops none behind it. Answers how many. Source: domain model §6.8 (one piece of evidence pays once).
 */
export async function takeBackPaidTwice(
  db: Db,
  { limit, failed, now }: { limit: number; failed?: (entryId: string, error: unknown) => void; now: Date },
): Promise<number> {
  let taken = 0;
  for (const paid of await tasksPaidTwice(db, limit)) {
    try {
      taken += await takeBack(db, paid, now);
    } catch (error) {
      if (!failed) throw error;
      failed(paid.entryId, error);
    }
  }
  return taken;
}

async function takeBack(
  db: Db,
  { personId, taskId, taskTitle, enrolmentId }: PaidTwice,
  now: Date,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    await holdPins(trx, [enrolmentId]);
    const { title } = await trx
      .selectFrom('enrolment')
      .innerJoin('section', 'section.id', 'enrolment.section_id')
      .select('section.title')
      .where('enrolment.id', '=', enrolmentId)
      .executeTakeFirstOrThrow();
    return reverseSource(trx, {
      actor: systemActor('completion'),
      personId,
      source: { type: 'task', id: taskId },
      reason: `《${title}》结业要求里有“${taskTitle}”，它的学分已经算在这次结业里，一份作业只记一次`,
      now,
    });
  });
}
