import { tellMany } from '#app/features/notices/notices.server.ts';
import type { Trx } from '#db/database.ts';
import { withdrawnNotice } from './told-words.ts';
import type { Standing } from './writing.server.ts';

interface Withdrawing {
  /** The statements that hold now of people who have no sheet any more, by person. */
  statements: ReadonlyMap<string, Standing>;
  year: number;
  runId: string;
  reopeningId: string | null;
  reason: string;
  now: Date;
}

/**
 * Says of statements that they hold no more, although nothing takes their place: since the year was opened again their owners have neither a
 * post nor a line of the ledger in it. The statement itself stays as it was, and its owner is told why. What was withdrawn stays so.
 */
export async function withdrawStatements(trx: Trx, withdrawing: Withdrawing): Promise<void> {
  const { statements, year, runId, reopeningId, reason, now } = withdrawing;
  const gone = [...statements].filter(([, { isWithdrawn }]) => !isWithdrawn);
  if (gone.length === 0) return;
  await trx
    .insertInto('statement_withdrawn')
    .values(
      gone.map(([, { id }]) => ({
        ...{ statement_id: id, run_id: runId, reopening_id: reopeningId, reason },
        at: now.toISOString(),
      })),
    )
    .execute();
  await tellMany(
    trx,
    gone.map(([personId, statement]) => withdrawnNotice({ personId, year, reason, ...statement }, now)),
  );
}

/** Why a whole year was opened again, the last time. */
export async function reasonOfYear(trx: Trx, closingId: string): Promise<string> {
  const wish = await trx
    .selectFrom('statement_reopening')
    .innerJoin('statement_reopening_decision as decision', 'decision.reopening_id', 'statement_reopening.id')
    .select('reason')
    .where('closing_id', '=', closingId)
    .where('person_id', 'is', null)
    .where('decision.kind', '=', 'approved')
    .orderBy('decision.at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return wish.reason;
}
