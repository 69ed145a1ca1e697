import type { Db } from '#db/database.ts';

/** Whether a term's preselect window can still be changed: not once the applications of its round are frozen or drawn. One statement. */
export async function mayChangePreselect(db: Db, termId: string): Promise<boolean> {
  const step = await db
    .selectFrom('selection_round')
    .innerJoin('round_step', 'round_step.round_id', 'selection_round.id')
    .select('round_step.kind')
    .where('selection_round.term_id', '=', termId)
    .where('round_step.kind', 'in', ['frozen', 'drawn'])
    .limit(1)
    .executeTakeFirst();
  return step === undefined;
}
