import type { Db, Trx } from '#db/database.ts';

/** Whether somebody has completed a section. */
export async function hasCompletions(db: Db, sectionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('completion')
    .select('id')
    .where('section_id', '=', sectionId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Holds the pins of enrolments until the transaction ends, so that nothing is met meanwhile; take learners and sections before. */
export async function holdPins(trx: Trx, enrolmentIds: readonly string[]): Promise<void> {
  for (const id of [...enrolmentIds].sort())
    await trx
      .updateTable('enrolment_pin')
      .set((eb) => ({ pinned_at: eb.ref('pinned_at') }))
      .where('enrolment_id', '=', id)
      .execute();
}

/** Whether any of these enrolments has met something of what it asks. Holds their pins, like `holdPins`. */
export async function haveMetSomething(trx: Trx, enrolmentIds: readonly string[]): Promise<boolean> {
  await holdPins(trx, enrolmentIds);
  if (enrolmentIds.length === 0) return false;
  const row = await trx
    .selectFrom('requirement')
    .innerJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select('requirement.id')
    .where('requirement.enrolment_id', 'in', enrolmentIds)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
