import { newId } from '#app/lib/id.ts';
import { dayOnly } from '#app/lib/time.ts';
import type { RequirementKind } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type MetEvidence, payCompletion } from './paying.server.ts';
import { recordMet } from './requirements.server.ts';

export interface Met {
  enrolmentId: string;
  kind: RequirementKind;
  subjectId: string;
  evidence: Record<string, unknown>;
  now: Date;
}

/**
 * The one way up to a credit: "this requirement is met, here is the evidence". When it was the last of those pinned, the
 * completion and its credits are written in the same transaction, once. Meeting a requirement that is not pinned, or again,
 * changes nothing. Safe to call from many requests at once: the pin's row orders them.
 */
export async function meetRequirement(db: Db, met: Met): Promise<{ met: boolean; completed: boolean }> {
  return inTransaction(db, async (trx) => {
    const pin = await lockPin(trx, met.enrolmentId);
    if (!pin) return { met: false, completed: false };
    const requirement = await trx
      .selectFrom('requirement')
      .select('id')
      .where('enrolment_id', '=', met.enrolmentId)
      .where('kind', '=', met.kind)
      .where('subject_id', '=', met.subjectId)
      .executeTakeFirst();
    if (!requirement) return { met: false, completed: false };
    const fresh = await recordMet(trx, {
      requirementId: requirement.id,
      evidence: met.evidence,
      // To the day: together with the moment a score moved, a finer time would narrow down whose ballot it was.
      now: met.kind === 'evaluate' ? dayOnly(met.now) : met.now,
    });
    if (!fresh) return { met: false, completed: false };
    return { met: true, completed: await completeWhenAllMet(trx, pin, met.now) };
  });
}

/**
 * Ends what an enrolment asks when its seat is given up: nothing of it can be met or completed any more, what was met stays.
 * False when it is completed, which nobody can give up. Waits for a requirement that is being met at the same moment.
 */
export async function endRequirements(trx: Trx, enrolmentId: string): Promise<boolean> {
  await lockPin(trx, enrolmentId);
  const completion = await trx
    .selectFrom('completion')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .executeTakeFirst();
  if (completion) return false;
  await trx
    .deleteFrom('requirement')
    .where('enrolment_id', '=', enrolmentId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('requirement_met')
            .select('requirement_id')
            .whereRef('requirement_id', '=', 'requirement.id'),
        ),
      ),
    )
    .execute();
  return true;
}

async function lockPin(trx: Trx, enrolmentId: string) {
  // Writing the row to itself makes two last requirements wait for each other; else neither would see the other's.
  await trx
    .updateTable('enrolment_pin')
    .set((eb) => ({ pinned_at: eb.ref('pinned_at') }))
    .where('enrolment_id', '=', enrolmentId)
    .execute();
  return trx
    .selectFrom('enrolment_pin')
    .selectAll()
    .where('enrolment_id', '=', enrolmentId)
    .executeTakeFirst();
}

type Pin = NonNullable<Awaited<ReturnType<typeof lockPin>>>;

async function completeWhenAllMet(trx: Trx, pin: Pin, now: Date): Promise<boolean> {
  const requirements = await trx
    .selectFrom('requirement')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['kind', 'title', 'met_at', 'evidence'])
    .where('enrolment_id', '=', pin.enrolment_id)
    .orderBy('position')
    .execute();
  if (requirements.some(({ met_at }) => met_at === null)) return false;
  const id = newId();
  try {
    await trx
      .insertInto('completion')
      .values({
        id,
        enrolment_id: pin.enrolment_id,
        person_id: pin.person_id,
        course_id: pin.course_id,
        course_version_id: pin.course_version_id,
        section_id: pin.section_id,
        completed_at: now.toISOString(),
      })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
  await payCompletion(trx, { completionId: id, pin, evidence: requirements.map(asEvidence), now });
  return true;
}

function asEvidence(row: {
  kind: string;
  title: string;
  met_at: string | null;
  evidence: string | null;
}): MetEvidence {
  // When somebody evaluated is kept to the day: a receipt has no time, so its trace must not bring one back.
  const metAt = row.kind === 'evaluate' && row.met_at ? row.met_at.slice(0, 10) : row.met_at;
  return { ...JSON.parse(row.evidence ?? '{}'), kind: row.kind, title: row.title, metAt };
}
