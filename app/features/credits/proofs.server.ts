import { commitmentOf } from '#app/features/chain/hashes.rules.ts';
import { blockLine, type EntryLine, entryLine } from '#app/features/chain/lines.rules.ts';
import {
  blocksFrom,
  everyBlock,
  leavesOf,
  type SealedLeaf,
  sealOf,
} from '#app/features/chain/reading.server.ts';
import type { Db } from '#db/database.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { closedFields, openFields, sealedText } from './sealed-text.rules.ts';
import { wholeEntries } from './sealed-texts.server.ts';

/**
 * Every block with every entry in it, line by line, for an auditor: each with what opens it, or (`withoutPeople`) with what binds
 * the personal part without showing it. Reads a block at a time.
 */
export async function* ledgerLines(
  db: Db,
  { withoutPeople }: { withoutPeople: boolean },
): AsyncGenerator<string> {
  for await (const block of everyBlock(db)) {
    const leaves = await leavesOf(db, block.number);
    const entries = await wholeEntries(
      db,
      leaves.map(({ entryId }) => entryId),
    );
    yield blockLine(block);
    for (const leaf of leaves) {
      const entry = entries.get(leaf.entryId);
      if (!entry) throw new Error(`entry ${leaf.entryId} of block ${block.number} is not there`);
      yield entryLine(withoutPeople ? masked(entry, leaf) : opened(entry, leaf));
    }
  }
}

/**
 * The proof that one entry is in its block: the block, the entry with what opens it, and of everybody else's the bare hashes. Null
 * while it waits to be sealed. Whose entry it is, the caller checks.
 */
export async function proofOf(db: Db, entryId: string): Promise<string | null> {
  const seal = await sealOf(db, entryId);
  const entry = (await wholeEntries(db, [entryId])).get(entryId);
  if (!seal || !entry) return null;
  const [block] = await blocksFrom(db, { from: seal.blockNumber, limit: 1 });
  if (!block) return null;
  const leaves = await leavesOf(db, block.number);
  const lines = leaves.map((leaf) =>
    entryLine(leaf.entryId === entryId ? opened(entry, leaf) : { leaf: leaf.leaf }),
  );
  return [blockLine(block), ...lines].join('');
}

function opened(entry: CreditEntryRow, { salt, leaf }: SealedLeaf): EntryLine {
  const fields = [...openFields, ...closedFields].map((field) => [field, entry[field]]);
  return { entry: Object.fromEntries(fields), salt, leaf };
}

function masked(entry: CreditEntryRow, { salt, leaf }: SealedLeaf): EntryLine {
  const { closed } = sealedText({ ...entry });
  const fields = openFields.map((field) => [field, entry[field]]);
  return { entry: Object.fromEntries(fields), commitment: commitmentOf(salt, closed), leaf };
}
