import { newestBlock } from '#app/features/chain/reading.server.ts';
import { unsealedCount } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';
import { lastCheck } from './checking.server.ts';

const MOST_COUNTED = 1_000;

/** Up to where the journal is sealed, how much waits, when it was last looked through and what lies in files; five statements. */
export async function chainStatus(db: Db) {
  const [newest, waiting, checked, archived] = await Promise.all([
    newestBlock(db, 'journal'),
    unsealedCount(db, MOST_COUNTED),
    lastCheck(db),
    db
      .selectFrom('journal_archive')
      .select(['last_block', 'last_sequence', 'until'])
      .where('first_block', '>', 0)
      .orderBy('first_block', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ]);
  const gap = archived
    ? { lastBlock: archived.last_block, entries: archived.last_sequence, until: archived.until }
    : null;
  return { newest, waiting, isMore: waiting === MOST_COUNTED, checked, gap };
}
