import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Goal } from './formation-words.ts';

export type GoalOutcome = { ok: true } | { ok: false; reason: 'not-found' | 'confirmed' };

/** Says what one wants from a course, changes it, or with null takes it back, until the formation is confirmed. */
export async function sayGoal(
  db: Db,
  goal: { enrolmentId: string; personId: string; goal: Goal | null; now: Date },
): Promise<GoalOutcome> {
  return inTransaction(db, async (trx) => {
    const own = await trx
      .selectFrom('enrolment')
      .leftJoin('formation', (join) =>
        join.onRef('formation.section_id', '=', 'enrolment.section_id').on('formation.active', '=', 1),
      )
      .leftJoin('formation_confirmation', 'formation_confirmation.formation_id', 'formation.id')
      .select(['enrolment.section_id', 'formation_confirmation.at'])
      .where('enrolment.id', '=', goal.enrolmentId)
      .where('enrolment.person_id', '=', goal.personId)
      .where('enrolment.active', '=', 1)
      .executeTakeFirst();
    if (!own) return { ok: false, reason: 'not-found' };
    if (own.at) return { ok: false, reason: 'confirmed' };
    await keepGoal(trx, { ...goal, sectionId: own.section_id });
    return { ok: true };
  });
}

async function keepGoal(
  trx: Trx,
  { sectionId, personId, goal, now }: { sectionId: string; personId: string; goal: Goal | null; now: Date },
): Promise<void> {
  const own = { section_id: sectionId, person_id: personId };
  if (goal === null) {
    await trx
      .deleteFrom('learning_goal')
      .where('section_id', '=', sectionId)
      .where('person_id', '=', personId)
      .execute();
    return;
  }
  const said = { goal, said_at: now.toISOString() };
  const change = () =>
    trx
      .updateTable('learning_goal')
      .set(said)
      .where('section_id', '=', sectionId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
  if ((await change()).numUpdatedRows > 0n) return;
  try {
    await trx
      .insertInto('learning_goal')
      .values({ ...own, ...said })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await change(); // the other tab said something first
  }
}

/** Takes what somebody wants from a course along into another section of it, unless they have said something there before. */
export async function moveGoal(
  trx: Trx,
  { personId, sectionId, intoId }: { personId: string; sectionId: string; intoId: string },
): Promise<void> {
  const there = await trx
    .selectFrom('learning_goal')
    .select('goal')
    .where('section_id', '=', intoId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (there) return;
  await trx
    .updateTable('learning_goal')
    .set({ section_id: intoId })
    .where('section_id', '=', sectionId)
    .where('person_id', '=', personId)
    .execute();
}
