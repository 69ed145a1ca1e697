import { type Block, commitmentOf, faultOf, leafOf, rootOf } from '#app/features/chain/hashes.rules.ts';
import { leavesOf } from '#app/features/chain/reading.server.ts';
import { sealedLines } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';

export type BlockFinding = { fault: null; entries: number; inFile: boolean } | { fault: string };

/**
 * Whether a block follows the one before it, and holds the lines that were sealed in it, each saying what it said; of a block that lies in a file only the
 * first. At most four statements; where something seems wrong they are asked again, since its lines may be on their way into a file.
 */
export async function lookAtBlock(db: Db, block: Block, last: Block | null): Promise<BlockFinding> {
  const fault = faultOf(block, last);
  if (fault) return { fault: `block ${block.number} ${fault}` };
  const found = await lookAtLines(db, block);
  return found.fault === null ? found : lookAtLines(db, block);
}

async function lookAtLines(db: Db, block: Block): Promise<BlockFinding> {
  const leaves = await leavesOf(db, block.number, 'journal');
  if (leaves.length === 0 && (await isInFile(db, block)))
    return { fault: null, entries: block.entries, inFile: true };
  if (leaves.length !== block.entries || rootOf(leaves.map(({ leaf }) => leaf)) !== block.root)
    return { fault: `block ${block.number} has other lines` };
  const ids = leaves.map(({ entryId }) => entryId);
  const texts = await sealedLines(db, ids);
  const changed = leaves.find(({ entryId, salt, leaf }) => {
    const text = texts.get(entryId);
    return !text || leafOf(text.open, text.commitment ?? commitmentOf(salt, text.closed)) !== leaf;
  });
  return changed
    ? { fault: `block ${block.number}, line ${changed.entryId} is not what was sealed` }
    : { fault: null, entries: block.entries, inFile: false };
}

async function isInFile(db: Db, { number, entries }: Block): Promise<boolean> {
  const row = await db
    .selectFrom('journal_archive_block')
    .select('entries')
    .where('block_number', '=', number)
    .executeTakeFirst();
  return row?.entries === entries;
}
