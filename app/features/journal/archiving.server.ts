import { type Block, commitmentOf } from '#app/features/chain/hashes.rules.ts';
import { blockLine, entryLine } from '#app/features/chain/lines.rules.ts';
import { leavesOf, type SealedLeaf } from '#app/features/chain/reading.server.ts';
import { forgetPlaces } from '#app/features/chain/streams.server.ts';
import type { Db, Trx } from '#db/database.ts';
import type { JournalWordsRow } from '#db/tables/journal.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { closedFields, openFields, sealedLine } from './line.rules.ts';
import { olderConcerns, withConcerns } from './older-lines.server.ts';
import { erasedAmong, wholeLines } from './sealing.server.ts';
import { liesApart } from './words.rules.ts';

/** Few enough that an embedded database removes them in a few milliseconds. */
const ROWS_AT_ONCE = 100;

/**
 * Sealed blocks as a file holds them, with their lines and what opens these; of lines whose words were erased or lie apart, what still binds those: a file
 * is never changed, so it holds no words about anybody. Throws where a line is gone: a file of what is left would hide that.
 */
export async function* archiveLines(db: Db, blocks: readonly Block[]): AsyncGenerator<string> {
  for (const block of blocks) {
    const leaves = await leavesOf(db, block.number, 'journal');
    const ids = leaves.map(({ entryId }) => entryId);
    const [lines, erased] = [await wholeLines(db, ids), await erasedAmong(db, ids)];
    const concerning = await withConcerns(db, lines);
    const texts = leaves.map(({ entryId, salt, leaf }) => {
      const line = lines.get(entryId);
      if (!line) throw new Error(`line ${entryId} of block ${block.number} is gone`);
      const bound = liesApart(concerning.get(entryId) ?? line)
        ? commitmentOf(salt, sealedLine({ ...line }).closed)
        : undefined;
      const commitment = erased.get(entryId) ?? bound;
      const fields = commitment ? openFields : [...openFields, ...closedFields];
      const entry = Object.fromEntries(fields.map((field) => [field, line[field]]));
      return entryLine(commitment ? { entry, commitment, leaf } : { entry, salt, leaf });
    });
    yield [blockLine(block), ...texts].join('');
  }
}

/**
 * Takes the lines of a block out of the journal, and their places with them, in one transaction; the block itself stays, and so do words about people, beside
 * the file. The database refuses it unless the block lies in a file that was read back. Answers how many went: none where they went before.
 */
export async function removeLines(db: Db, blockNumber: number): Promise<number> {
  return inTransaction(db, async (trx) => {
    const leaves = await leavesOf(trx, blockNumber, 'journal');
    await putWordsApart(trx, leaves);
    const ids = leaves.map(({ entryId }) => entryId);
    for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
      const some = ids.slice(from, from + ROWS_AT_ONCE);
      await trx.deleteFrom('journal_entry').where('id', 'in', some).execute();
      await forgetPlaces(trx, some);
    }
    return ids.length;
  });
}

async function putWordsApart(trx: Trx, leaves: readonly SealedLeaf[]): Promise<void> {
  const ids = leaves.map(({ entryId }) => entryId);
  const lines = await withConcerns(trx, await wholeLines(trx, ids));
  const rows = leaves.flatMap(({ entryId, blockNumber, salt }) => {
    const line = lines.get(entryId);
    if (!line || !liesApart(line)) return [];
    const { concerns_id, at, detail, origin } = line;
    return [{ entry_id: entryId, block_number: blockNumber, concerns_id, at, salt, detail, origin }];
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('journal_words')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

/** The words that lie beside some blocks in files, with what opens their lines, by the id of the line. One statement, by an index. */
export async function wordsBeside(
  db: Db,
  { firstBlock, lastBlock }: { firstBlock: number; lastBlock: number },
): Promise<Map<string, JournalWordsRow>> {
  const rows = await db
    .selectFrom('journal_words')
    .selectAll()
    .where('block_number', '>=', firstBlock)
    .where('block_number', '<=', lastBlock)
    .orderBy('block_number')
    .execute();
  return new Map(rows.map((row) => [row.entry_id, row]));
}

/** How many lines of some blocks in files have words that are still kept. One statement, by an index. */
export async function wordsCount(
  db: Db,
  { firstBlock, lastBlock }: { firstBlock: number; lastBlock: number },
): Promise<number> {
  const { count } = await db
    .selectFrom('journal_words')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('block_number', '>=', firstBlock)
    .where('block_number', '<=', lastBlock)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Of lines in a file whose words are nowhere, the ids of those that should have some: that are in the journal no more, do not lie beside the file by now, were not erased, and do not concern
 * somebody whose account is closed. Five statements, by indexes; at most some hundred lines.
 */
export async function missingWords(
  db: Db,
  lines: readonly { id: string; concernsId: string }[],
): Promise<string[]> {
  const ids = lines.map(({ id }) => id);
  const erased = await db
    .selectFrom('journal_erasure')
    .select('entry_id')
    .where('entry_id', 'in', ids)
    .execute();
  const there = await wholeLines(db, ids);
  // After the journal: a block that is leaving it puts its words here, and nothing ever goes back.
  const apart = await db
    .selectFrom('journal_words')
    .select('entry_id')
    .where('entry_id', 'in', ids)
    .execute();
  const older = await olderConcerns(db, ids);
  const whom = (line: { id: string; concernsId: string }) => older.get(line.id) ?? line.concernsId;
  const closed = await db
    .selectFrom('closed_account')
    .select('person_id')
    .where('person_id', 'in', lines.map(whom))
    .execute();
  const accounted = new Set([...[...erased, ...apart].map(({ entry_id }) => entry_id), ...there.keys()]);
  const gone = new Set(closed.map(({ person_id }) => person_id));
  return lines.filter((line) => !accounted.has(line.id) && !gone.has(whom(line))).map(({ id }) => id);
}
