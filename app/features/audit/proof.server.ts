import { blockLine, entryLine } from '#app/features/chain/lines.rules.ts';
import { blocksFrom, leavesOf, sealOf } from '#app/features/chain/reading.server.ts';
import { closedFields, openFields } from '#app/features/journal/line.rules.ts';
import { wholeLines } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';

/**
 * The proof that a line is in its block: the block, the line with what opens it, and the bare hashes of all others. Null while it waits for its seal, and
 * where other lines of the block have gone into a file.
 */
export async function lineProof(db: Db, entryId: string): Promise<string | null> {
  const seal = await sealOf(db, entryId, 'journal');
  const line = (await wholeLines(db, [entryId])).get(entryId);
  if (!seal || !line) return null;
  const [block] = await blocksFrom(db, { from: seal.blockNumber, limit: 1, of: 'journal' });
  if (!block) return null;
  const leaves = await leavesOf(db, block.number, 'journal');
  if (leaves.length !== block.entries) return null;
  const entry = Object.fromEntries([...openFields, ...closedFields].map((field) => [field, line[field]]));
  const lines = leaves.map(({ entryId: id, salt, leaf }) =>
    entryLine(id === entryId ? { entry, salt, leaf } : { leaf }),
  );
  return [blockLine(block), ...lines].join('');
}
