import { type Block, commitmentOf, faultOf, leafOf, rootOf } from '#app/features/chain/hashes.rules.ts';
import { leavesOf } from '#app/features/chain/reading.server.ts';
import { everyBlock } from '#app/features/credits/proofs.server.ts';
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
    run: async (db) => {
      const offenders: string[] = [];
      let last: Block | null = null;
      for await (const block of everyBlock(db)) {
        const fault: string | null = faultOf(block, last);
        const leaves = (await leavesOf(db, block.number)).map(({ leaf }) => leaf);
        if (fault) offenders.push(`block ${block.number} ${fault}`);
        else if (leaves.length !== block.entries || rootOf(leaves) !== block.root)
          offenders.push(`block ${block.number} has other entries`);
        last = block;
        if (offenders.length >= MOST_OFFENDERS) break;
      }
      return breachOf(offenders);
    },
  },
  {
    name: 'every sealed entry says what it said when it was sealed',
    run: async (db) => {
      const offenders: string[] = [];
      for await (const { number } of everyBlock(db)) {
        const leaves = await leavesOf(db, number);
        const ids = leaves.map(({ entryId }) => entryId);
        const texts = await sealedTexts(db, ids);
        for (const { entryId, salt, leaf } of leaves) {
          const text = texts.get(entryId);
          if (!text || leafOf(text.open, commitmentOf(salt, text.closed)) !== leaf)
            offenders.push(`block ${number}, entry ${entryId}`);
        }
        if (offenders.length >= MOST_OFFENDERS) break;
      }
      return breachOf(offenders);
    },
  },
];

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
