import { randomBytes } from 'node:crypto';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { commitmentOf, leafOf, nextBlock, type SealedText } from './hashes.rules.ts';
import { newestBlock } from './reading.server.ts';

/** What some entries say, by their id. The ledger knows it; the chain knows no entry. */
export type TextsOf = (trx: Db, entryIds: readonly string[]) => Promise<ReadonlyMap<string, SealedText>>;

/** At most so many entries make a block. */
export const MOST_IN_A_BLOCK = 1_000;
/** A block that is not full is made when the last one is so old: an hour is the longest that an entry waits. */
const PATIENCE_MS = 3_600_000;
/** Of one round, so that a ledger of years is sealed beside everything else. */
const MOST_BLOCKS = 50;
const ROWS_AT_ONCE = 500;

/** Says that entries just posted are to be sealed. Call it in the transaction that posts them: neither is without the other. */
export async function waitForSeal(trx: Trx, entryIds: readonly string[]): Promise<void> {
  for (let from = 0; from < entryIds.length; from += ROWS_AT_ONCE) {
    const rows = entryIds.slice(from, from + ROWS_AT_ONCE).map((id) => ({ entry_id: id }));
    await trx.insertInto('chain_waiting').values(rows).execute();
  }
}

interface Sealing {
  textsOf: TextsOf;
  now: Date;
  /** Whether a block may be made of fewer entries than fit, whenever the last was made. */
  evenFew?: boolean;
}

/**
 * Seals what waits, block by block: full ones at once, one that is not full once an hour. Each is one transaction, so a killed
 * worker leaves nothing half done; of two workers one makes a block and the other goes home. Answers how many entries it sealed.
 */
export async function sealWaiting(
  db: Db,
  { stopped = () => false, ...sealing }: Sealing & { stopped?: () => boolean },
): Promise<number> {
  let sealed = 0;
  for (let blocks = 0; blocks < MOST_BLOCKS && !stopped(); blocks++) {
    const count = await sealBlock(db, sealing);
    sealed += count;
    if (count < MOST_IN_A_BLOCK) break;
  }
  return sealed;
}

/** Makes one block, when one is due; answers how many entries are in it. */
async function sealBlock(db: Db, sealing: Sealing): Promise<number> {
  try {
    return await inTransaction(db, (trx) => sealInto(trx, sealing));
  } catch (error) {
    // Somebody else has made the block of this number.
    if (isUniqueViolation(error)) return 0;
    throw error;
  }
}

async function sealInto(trx: Trx, { textsOf, now, evenFew = false }: Sealing): Promise<number> {
  // The last block first: whoever reads that somebody made one also reads that its entries no longer wait.
  const last = await newestBlock(trx);
  const ids = await waitingIds(trx);
  if (ids.length === 0) return 0;
  const isDue = evenFew || !last || now.getTime() - Date.parse(last.sealedAt) >= PATIENCE_MS;
  if (ids.length < MOST_IN_A_BLOCK && !isDue) return 0;
  const texts = await textsOf(trx, ids);
  const sealed = ids.map((id) => ({ id, ...sealedLeaf(texts.get(id)) }));
  const block = nextBlock(
    last,
    sealed.map(({ leaf }) => leaf),
    now.toISOString(),
  );
  await trx
    .insertInto('chain_block')
    .values({
      number: block.number,
      previous_hash: block.previous,
      sealed_at: block.sealedAt,
      entries: block.entries,
      total: block.total,
      root: block.root,
      hash: block.hash,
    })
    .execute();
  const rows = sealed.map(({ id, salt, leaf }, index) => ({
    ...{ entry_id: id, block_number: block.number, position: index + 1 },
    ...{ salt, leaf },
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    const these = some.map(({ entry_id }) => entry_id);
    await trx.insertInto('chain_leaf').values(some).execute();
    await trx.deleteFrom('chain_waiting').where('entry_id', 'in', these).execute();
  }
  return rows.length;
}

async function waitingIds(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('chain_waiting')
    .select('entry_id')
    .orderBy('entry_id')
    .limit(MOST_IN_A_BLOCK)
    .execute();
  return rows.map(({ entry_id }) => entry_id);
}

function sealedLeaf(text: SealedText | undefined): { salt: string; leaf: string } {
  if (!text) throw new Error('an entry that waits to be sealed is not there');
  const salt = randomBytes(32).toString('hex');
  return { salt, leaf: leafOf(text.open, commitmentOf(salt, text.closed)) };
}
