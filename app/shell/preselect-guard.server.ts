import { lockRound } from '#app/features/rounds/rounds.server.ts';
import type { PreselectHold } from '#app/features/timetable/terms.rules.ts';
import type { Db, Trx } from '#db/database.ts';

/** How far a term's round holds its preselect window. One statement. */
export async function preselectHold(db: Db, termId: string): Promise<PreselectHold> {
  const steps = await db
    .selectFrom('selection_round')
    .innerJoin('round_step', 'round_step.round_id', 'selection_round.id')
    .select('round_step.kind')
    .where('selection_round.term_id', '=', termId)
    .limit(10)
    .execute();
  const has = (step: string) => steps.some(({ kind }) => kind === step);
  if (has('frozen') || has('drawn')) return 'fixed';
  return has('published') ? 'kept' : 'free';
}

/** The same for changing the window: whoever publishes or freezes the round meanwhile waits, or has done it before. */
export async function lockedPreselectHold(trx: Trx, termId: string): Promise<PreselectHold> {
  const round = await trx
    .selectFrom('selection_round')
    .select('id')
    .where('term_id', '=', termId)
    .executeTakeFirst();
  if (!round) return 'free';
  await lockRound(trx, round.id);
  return preselectHold(trx, termId);
}
