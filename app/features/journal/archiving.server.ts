import type { Block } from '#app/features/chain/hashes.rules.ts';
import { blockLine, entryLine } from '#app/features/chain/lines.rules.ts';
import { leavesOf } from '#app/features/chain/reading.server.ts';
import { forgetPlaces } from '#app/features/chain/streams.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { closedFields, openFields } from './line.rules.ts';
import { erasedAmong, wholeLines } from './sealing.server.ts';

/** Few enough that an embedded database removes them in a few milliseconds. */
const ROWS_AT_ONCE = 100;

/**
 * Sealed blocks as a file holds them, with their lines and what opens these; of lines whose words were erased, what still binds those. Throws where a line
 * is gone: a file of what is left would hide that.
 */
export async function* archiveLines(db: Db, blocks: readonly Block[]): AsyncGenerator<string> {
  for (const block of blocks) {
    const leaves = await leavesOf(db, block.number, 'journal');
    const ids = leaves.map(({ entryId }) => entryId);
    const [lines, erased] = [await wholeLines(db, ids), await erasedAmong(db, ids)];
    const texts = leaves.map(({ entryId, salt, leaf }) => {
      const line = lines.get(entryId);
      if (!line) throw new Error(`line ${entryId} of block ${block.number} is gone`);
      const commitment = erased.get(entryId);
      const fields = commitment ? openFields : [...openFields, ...closedFields];
      const entry = Object.fromEntries(fields.map((field) => [field, line[field]]));
      return entryLine(commitment ? { entry, commitment, leaf } : { entry, salt, leaf });
    });
    yield [blockLine(block), ...texts].join('');
  }
}

/**
 * Takes the lines of a block out of the journal, and their places with them, in one transaction; the block itself stays. The database refuses it unless the
 * block lies in a file that was read back. Answers how many went: none where they went before.
 */
export async function removeLines(db: Db, blockNumber: number): Promise<number> {
  return inTransaction(db, async (trx) => {
    const ids = (await leavesOf(trx, blockNumber, 'journal')).map(({ entryId }) => entryId);
    for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
      const some = ids.slice(from, from + ROWS_AT_ONCE);
      await trx.deleteFrom('journal_entry').where('id', 'in', some).execute();
      await forgetPlaces(trx, some);
    }
    return ids.length;
  });
}
