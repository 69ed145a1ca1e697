import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { eraseWordsAbout, wordsOfClosed } from '#app/features/journal/erasing.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

const WALK = 'closed';
const BLOCKS_AT_ONCE = 20;
const PEOPLE_AT_ONCE = 50;
/** Longer than any transaction: an account that was being closed while a block was sealed is seen when the block is passed. */
const PASSED_AFTER_MS = 3_600_000;

/**
 * Takes what the journal says about somebody in words out of it while their account is being closed: of all lines that are sealed. The rest is erased by
 * `eraseLaterWords` once it is. Answers how many lines.
 */
export async function eraseOwnWords(
  trx: Trx,
  { personId, now }: { personId: string; now: Date },
): Promise<number> {
  return eraseWordsAbout(trx, { actor: systemActor('privacy'), personId, now });
}

interface Later {
  now: Date;
  stopped?: () => boolean;
  rest?: () => Promise<void>;
}

/**
 * Erases words about closed accounts that were sealed after they were closed, or written since: goes through the blocks of the journal behind where it was
 * last, one transaction each, so a killed worker goes on there; the blocks of the last hour are looked at each time. Answers how many lines were erased.
 */
export async function eraseLaterWords(db: Db, { now, stopped = () => false, rest }: Later): Promise<number> {
  let erased = 0;
  let next = await nextBlockOf(db);
  for (let from = next; !stopped(); ) {
    const blocks = await blocksFrom(db, { from, limit: BLOCKS_AT_ONCE, of: 'journal' });
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (!first || !last) break;
    const old = blocks.filter(({ sealedAt }) => Date.parse(sealedAt) < now.getTime() - PASSED_AFTER_MS);
    const passed = Math.max(next, (old.at(-1)?.number ?? 0) + 1);
    const range = { from: first.number, to: last.number };
    erased += await inTransaction(db, async (trx) => {
      const count = await eraseIn(trx, range, now);
      if (passed > next) await keepPlace(trx, passed);
      return count;
    });
    next = passed;
    from = last.number + 1;
    await rest?.();
  }
  for (const personId of await wordsOfClosed(db, PEOPLE_AT_ONCE))
    erased += await inTransaction(db, (trx) => eraseOwnWords(trx, { personId, now }));
  return erased;
}

/** The closed accounts that lines of some blocks say words about, and their words. */
async function eraseIn(trx: Trx, { from, to }: { from: number; to: number }, now: Date): Promise<number> {
  const saying = trx
    .selectFrom('journal_leaf')
    .innerJoin('journal_entry', 'journal_entry.id', 'journal_leaf.entry_id')
    .where('journal_leaf.block_number', '>=', from)
    .where('journal_leaf.block_number', '<=', to)
    .where(({ or, eb }) =>
      or([eb('journal_entry.detail', '<>', '{}'), eb('journal_entry.origin', '<>', '')]),
    );
  const people = await saying
    .innerJoin('closed_account', 'closed_account.person_id', 'journal_entry.concerns_id')
    .select('closed_account.person_id')
    .distinct()
    .execute();
  const older = await saying
    .innerJoin('journal_concern', 'journal_concern.entry_id', 'journal_entry.id')
    .innerJoin('closed_account', 'closed_account.person_id', 'journal_concern.person_id')
    .select('closed_account.person_id')
    .distinct()
    .execute();
  let erased = 0;
  for (const personId of new Set([...people, ...older].map(({ person_id }) => person_id)))
    erased += await eraseWordsAbout(trx, { actor: systemActor('privacy'), personId, now });
  return erased;
}

async function nextBlockOf(db: Db): Promise<number> {
  const row = await db
    .selectFrom('closed_words_walk')
    .select('next_block')
    .where('id', '=', WALK)
    .executeTakeFirst();
  return row?.next_block ?? 1;
}

async function keepPlace(trx: Trx, nextBlock: number): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('closed_words_walk')
    .set({ next_block: nextBlock })
    .where('id', '=', WALK)
    .where('next_block', '<', nextBlock)
    .executeTakeFirst();
  if (Number(numUpdatedRows) > 0) return;
  try {
    await trx.insertInto('closed_words_walk').values({ id: WALK, next_block: nextBlock }).execute();
  } catch (error) {
    // Another worker is as far.
    if (!isUniqueViolation(error)) throw error;
  }
}
