import { randomBytes } from 'node:crypto';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { commitmentOf, leafOf, nextBlock, type SealedText } from './hashes.rules.ts';
import { newestBlock } from './reading.server.ts';
import { ledgerStream, type Stream } from './streams.server.ts';

/** What some entries say, by their id. The ledger knows it; the chain knows no entry. */
export type TextsOf = (trx: Db, entryIds: readonly string[]) => Promise<ReadonlyMap<string, SealedText>>;

/** At most so many entries make a block. */
export const MOST_IN_A_BLOCK = 1_000;
/** A block that is not full is made when the last one is so old: an hour is the longest that an entry waits. */
const PATIENCE_MS = 3_600_000;
/** Of one round, so that a ledger of years is sealed beside everything else. */
const MOST_BLOCKS = 50;
const ROWS_AT_ONCE = 500;
/** Of the texts that are read and hashed, and of the leaves that are written: a few milliseconds each. */
const LEAVES_AT_ONCE = 100;

/** Says that entries just posted are to be sealed. Call it in the transaction that posts them: neither is without the other. */
export async function waitForSeal(trx: Trx, entryIds: readonly string[]): Promise<void> {
  for (let from = 0; from < entryIds.length; from += ROWS_AT_ONCE) {
    const rows = entryIds.slice(from, from + ROWS_AT_ONCE).map((id) => ({ entry_id: id }));
    await trx.insertInto('chain_waiting').values(rows).execute();
  }
}

interface Sealing {
  /** Which chain; the ledger's when left out. */
  stream?: Stream;
  textsOf: TextsOf;
  now: Date;
  /** Whether a block may be made of fewer entries than fit, whenever the last was made. */
  evenFew?: boolean;
}

interface Sealer extends Sealing {
  stopped?: () => boolean;
  /** Awaited after each block: others have their turn. */
  rest?: () => Promise<void>;
}

/**
 * Seals what waits, block by block: full ones at once, one that is not full once an hour. Each is one transaction, so a killed
 * worker leaves nothing half done; of two workers one makes a block and the other goes home. Answers how many entries it sealed.
 */
export async function sealWaiting(
  db: Db,
  { stopped = () => false, rest, ...sealing }: Sealer,
): Promise<number> {
  let sealed = 0;
  for (let blocks = 0; blocks < MOST_BLOCKS && !stopped(); blocks++) {
    const count = await sealBlock(db, sealing);
    sealed += count;
    if (count < MOST_IN_A_BLOCK) break;
    await rest?.();
  }
  return sealed;
}

/** An entry with its hash, as it will lie in a block. */
interface Leaf {
  id: string;
  salt: string;
  leaf: string;
}

/**
 * Makes one block, when one is due; answers how many entries are in it. What an entry says never changes, so all is read and hashed before the
 * transaction, which only writes: whoever posts meanwhile waits for that alone.
 */
async function sealBlock(
  db: Db,
  { stream = ledgerStream, textsOf, now, evenFew = false }: Sealing,
): Promise<number> {
  // In this order: what another worker seals after this block is known by its being newer.
  const last = await newestBlock(db, stream.of);
  const ids = await stream.waitingIds(db, MOST_IN_A_BLOCK);
  if (ids.length === 0) return 0;
  const isDue = evenFew || !last || now.getTime() - Date.parse(last.sealedAt) >= PATIENCE_MS;
  if (ids.length < MOST_IN_A_BLOCK && !isDue) return 0;
  const leaves = await leavesFor(db, ids, textsOf);
  try {
    await inTransaction(db, (trx) => writeBlock(trx, stream, leaves, now));
    return leaves.length;
  } catch (error) {
    // Somebody else has made a block meanwhile. Where nobody has, an entry waits that is sealed already: that does not mend itself.
    if (isUniqueViolation(error) && (await newestBlock(db, stream.of))?.number !== last?.number) return 0;
    throw error;
  }
}

async function leavesFor(db: Db, ids: readonly string[], textsOf: TextsOf): Promise<Leaf[]> {
  const leaves: Leaf[] = [];
  for (let from = 0; from < ids.length; from += LEAVES_AT_ONCE) {
    const some = ids.slice(from, from + LEAVES_AT_ONCE);
    const texts = await textsOf(db, some);
    for (const id of some) leaves.push({ id, ...sealedLeaf(texts.get(id)) });
  }
  return leaves;
}

async function writeBlock(trx: Trx, stream: Stream, leaves: readonly Leaf[], now: Date): Promise<void> {
  const hashes = leaves.map(({ leaf }) => leaf);
  const block = nextBlock(await newestBlock(trx, stream.of), hashes, now.toISOString());
  await stream.writeBlock(trx, {
    number: block.number,
    previous_hash: block.previous,
    sealed_at: block.sealedAt,
    entries: block.entries,
    total: block.total,
    root: block.root,
    hash: block.hash,
  });
  const rows = leaves.map(({ id, salt, leaf }, index) => ({
    ...{ entry_id: id, block_number: block.number, position: index + 1 },
    ...{ salt, leaf },
  }));
  for (let from = 0; from < rows.length; from += LEAVES_AT_ONCE)
    await stream.writeLeaves(trx, rows.slice(from, from + LEAVES_AT_ONCE));
}

function sealedLeaf(text: SealedText | undefined): { salt: string; leaf: string } {
  if (!text) throw new Error('an entry that waits to be sealed is not there');
  const salt = randomBytes(32).toString('hex');
  return { salt, leaf: leafOf(text.open, commitmentOf(salt, text.closed)) };
}
