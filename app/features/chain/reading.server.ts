import type { Db } from '#db/database.ts';
import type { ChainBlockRow } from '#db/tables/chain.ts';
import type { Block } from './hashes.rules.ts';
import { blockTable, type ChainOf, leafTable } from './streams.server.ts';

const BLOCKS_AT_ONCE = 50;

/** The last block of the chain, or null before there is one. */
export async function newestBlock(db: Db, of: ChainOf = 'ledger'): Promise<Block | null> {
  const [newest] = await blocksDown(db, { below: null, limit: 1, of });
  return newest ?? null;
}

/** Blocks from the newest down, those with a number below `below` (null: all), at most `limit`. */
export async function blocksDown(
  db: Db,
  { below, limit, of = 'ledger' }: { below: number | null; limit: number; of?: ChainOf },
): Promise<Block[]> {
  const rows = await db
    .selectFrom(blockTable(of))
    .selectAll()
    // A bound always: an index is searched where a table without one is said to be scanned.
    .where('number', '<', below ?? Number.MAX_SAFE_INTEGER)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asBlock);
}

/** Blocks in their order from number `from` on, at most `limit`. */
export async function blocksFrom(
  db: Db,
  { from, limit, of = 'ledger' }: { from: number; limit: number; of?: ChainOf },
): Promise<Block[]> {
  const rows = await db
    .selectFrom(blockTable(of))
    .selectAll()
    .where('number', '>=', from)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(asBlock);
}

/** One sealed entry: its place in its block, what opens it, and its hash. */
export interface SealedLeaf {
  entryId: string;
  blockNumber: number;
  position: number;
  salt: string;
  leaf: string;
}

/** The entries sealed in one block, in their order. At most a thousand. */
export async function leavesOf(db: Db, blockNumber: number, of: ChainOf = 'ledger'): Promise<SealedLeaf[]> {
  const rows = await db
    .selectFrom(leafTable(of))
    .selectAll()
    .where('block_number', '=', blockNumber)
    .orderBy('position')
    .execute();
  return rows.map(({ entry_id, block_number, ...row }) => ({
    ...row,
    entryId: entry_id,
    blockNumber: block_number,
  }));
}

/** Where an entry is sealed; null while it waits. */
export async function sealOf(
  db: Db,
  entryId: string,
  of: ChainOf = 'ledger',
): Promise<{ blockNumber: number; position: number; sealedAt: string } | null> {
  const row = await db
    .selectFrom(`${leafTable(of)} as leaf`)
    .innerJoin(`${blockTable(of)} as block`, 'block.number', 'leaf.block_number')
    .select(['number', 'position', 'sealed_at'])
    .where('entry_id', '=', entryId)
    .executeTakeFirst();
  return row ? { blockNumber: row.number, position: row.position, sealedAt: row.sealed_at } : null;
}

/** Every block of a chain in its order, read some at a time. */
export async function* everyBlock(db: Db, of: ChainOf = 'ledger'): AsyncGenerator<Block> {
  for (let from = 0; ; ) {
    const blocks = await blocksFrom(db, { from, limit: BLOCKS_AT_ONCE, of });
    yield* blocks;
    if (blocks.length < BLOCKS_AT_ONCE) return;
    from = (blocks.at(-1)?.number ?? 0) + 1;
  }
}

/** How many entries wait to be sealed; no more than `most` are counted. */
export async function waitingCount(db: Db, most: number): Promise<number> {
  const some = db.selectFrom('chain_waiting').select('entry_id').where('entry_id', '>', '');
  const waiting = some.limit(most).as('waiting');
  const { count } = await db
    .selectFrom(waiting)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function asBlock({ previous_hash, sealed_at, ...row }: ChainBlockRow): Block {
  return { ...row, previous: previous_hash, sealedAt: sealed_at };
}
