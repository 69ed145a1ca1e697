import { type Block, commitmentOf, faultOf, leafOf, rootOf } from '#app/features/chain/hashes.rules.ts';
import { everyBlock, leavesOf } from '#app/features/chain/reading.server.ts';
import type { TextsOf } from '#app/features/chain/sealing.server.ts';
import type { ChainOf } from '#app/features/chain/streams.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Promise 2 of the product: the ledger is as it was when it was sealed. */
export const chainChecks: readonly Check[] = [
  {
    name: 'every entry of the ledger waits to be sealed or is sealed, never both',
    run: async (db) => breachOf([...(await unsealed(db)), ...(await waitingThoughSealed(db))]),
  },
  {
    name: 'each block of the ledger’s chain follows the one before it, with the hash of what is in it',
    run: async (db) => breachOf(await faultyBlocks(db, { of: 'ledger' })),
  },
  {
    name: 'every sealed entry says what it said when it was sealed',
    run: async (db) =>
      breachOf(await changedTexts(db, { of: 'ledger', textsOf: sealedTexts, noun: 'entry' })),
  },
];

/** Blocks of a chain that do not follow the one before, or hold something else; of those in `inFiles` some entries lie in files. */
export async function faultyBlocks(
  db: Db,
  { of, inFiles = new Map() }: { of: ChainOf; inFiles?: ReadonlyMap<number, number> },
): Promise<string[]> {
  const offenders: string[] = [];
  let last: Block | null = null;
  for await (const block of everyBlock(db, of)) {
    const fault: string | null = faultOf(block, last);
    const leaves = (await leavesOf(db, block.number, of)).map(({ leaf }) => leaf);
    const away = inFiles.get(block.number) ?? 0;
    if (fault) offenders.push(`block ${block.number} ${fault}`);
    else if (leaves.length + away !== block.entries || (away === 0 && rootOf(leaves) !== block.root))
      offenders.push(`block ${block.number} has other entries`);
    last = block;
    if (offenders.length >= MOST_OFFENDERS) break;
  }
  return offenders;
}

/** Sealed entries that are gone or say something else than when they were sealed, each by its block and its id. */
export async function changedTexts(
  db: Db,
  { of, textsOf, noun }: { of: ChainOf; textsOf: TextsOf; noun: string },
): Promise<string[]> {
  const offenders: string[] = [];
  for await (const { number } of everyBlock(db, of)) {
    const leaves = await leavesOf(db, number, of);
    const ids = leaves.map(({ entryId }) => entryId);
    const texts = await textsOf(db, ids);
    for (const { entryId, salt, leaf } of leaves) {
      const text = texts.get(entryId);
      if (!text || leafOf(text.open, text.commitment ?? commitmentOf(salt, text.closed)) !== leaf)
        offenders.push(`block ${number}, ${noun} ${entryId}`);
    }
    if (offenders.length >= MOST_OFFENDERS) break;
  }
  return offenders;
}

async function unsealed(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('credit_entry')
    .leftJoin('chain_leaf', 'chain_leaf.entry_id', 'credit_entry.id')
    .leftJoin('chain_waiting', 'chain_waiting.entry_id', 'credit_entry.id')
    .select('credit_entry.id')
    .where('chain_leaf.entry_id', 'is', null)
    .where('chain_waiting.entry_id', 'is', null)
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ id }) => `entry ${id}`);
}

async function waitingThoughSealed(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('chain_waiting')
    .innerJoin('chain_leaf', 'chain_leaf.entry_id', 'chain_waiting.entry_id')
    .select('chain_waiting.entry_id')
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ entry_id }) => `entry ${entry_id}`);
}
