import { newestBlock } from '#app/features/chain/reading.server.ts';
import { unsealedCount } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';

const MOST_COUNTED = 1_000;

/** Up to where the journal is sealed, and how much waits; four statements. */
export async function chainStatus(db: Db) {
  const [newest, waiting, archived] = await Promise.all([
    newestBlock(db, 'journal'),
    unsealedCount(db, MOST_COUNTED),
    db
      .selectFrom('journal_archive')
      .select(({ fn }) => fn.max('until').as('until'))
      .where('kind', '=', 'usual')
      .executeTakeFirst(),
  ]);
  return { newest, waiting, isMore: waiting === MOST_COUNTED, archivedUntil: archived?.until ?? null };
}
