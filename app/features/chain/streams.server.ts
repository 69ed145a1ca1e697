import type { Db, Trx } from '#db/database.ts';
import type { ChainBlockRow, ChainLeafRow } from '#db/tables/chain.ts';

/** What is sealed: the ledger, whose chain anybody may read, and the journal, whose chain the auditor reads. */
export type ChainOf = 'ledger' | 'journal';

// Both chains are the same two tables under other names, so a query is written for one of them.
const blockTables = { ledger: 'chain_block', journal: 'journal_block' } as const;
const leafTables = { ledger: 'chain_leaf', journal: 'journal_leaf' } as const;

/** The table of the blocks of a chain, for reading. */
export const blockTable = (of: ChainOf) => blockTables[of] as 'chain_block';
/** The table of the sealed entries of a chain, for reading. */
export const leafTable = (of: ChainOf) => leafTables[of] as 'chain_leaf';

/** How a chain gets its next block: what waits for it, and where it is written. */
export interface Stream {
  of: ChainOf;
  /** Ids of what waits, in the order in which it is to lie in the chain. */
  waitingIds(db: Db, limit: number): Promise<string[]>;
  writeBlock(trx: Trx, block: ChainBlockRow): Promise<unknown>;
  /** Writes places in the block, and that these wait no longer. */
  writeLeaves(trx: Trx, leaves: ChainLeafRow[]): Promise<unknown>;
}

/** The ledger's: whoever posts says what waits. */
export const ledgerStream: Stream = {
  of: 'ledger',
  waitingIds: async (db, limit) => {
    const rows = await db
      .selectFrom('chain_waiting')
      .select('entry_id')
      .orderBy('entry_id')
      .limit(limit)
      .execute();
    return rows.map(({ entry_id }) => entry_id);
  },
  writeBlock: (trx, block) => trx.insertInto('chain_block').values(block).execute(),
  writeLeaves: async (trx, leaves) => {
    await trx.insertInto('chain_leaf').values(leaves).execute();
    const these = leaves.map(({ entry_id }) => entry_id);
    await trx.deleteFrom('chain_waiting').where('entry_id', 'in', these).execute();
  },
};

/**
 * The journal's: it is written at many places and in a rush, so nothing is noted beside a line; what waits are the lines without a place in the chain.
 * `waitingIds` finds them.
 */
export const journalStream = (waitingIds: Stream['waitingIds']): Stream => ({
  of: 'journal',
  waitingIds,
  writeBlock: (trx, block) => trx.insertInto('journal_block').values(block).execute(),
  writeLeaves: (trx, leaves) => trx.insertInto('journal_leaf').values(leaves).execute(),
});

/** Takes the places of lines out of the journal's chain once the lines lie in a file; the blocks stay. The database refuses it for all others. */
export async function forgetPlaces(trx: Trx, entryIds: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('journal_leaf')
    .where('entry_id', 'in', ['none', ...entryIds])
    .execute();
}
