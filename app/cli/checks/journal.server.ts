import { everyArchive, isArchiveSigned } from '#app/features/audit/archives.server.ts';
import { asCheckpoint, faultOfCheckpoint } from '#app/features/audit/checkpoints.server.ts';
import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { firstSealable, sealedLines } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';
import { changedTexts, faultyBlocks } from './chain.server.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Promise 9 of the product: who did what and who read whose record stands as it was written. */
export const journalChecks: readonly Check[] = [
  {
    name: 'every line of the journal is sealed, or new enough to wait for it',
    run: async (db) => breachOf(await neverSealed(db)),
  },
  {
    name: 'each block of the journal’s chain follows the one before it, with the hash of the lines in it',
    run: async (db) => breachOf(await faultyBlocks(db, { of: 'journal', inFiles: await inFiles(db) })),
  },
  {
    name: 'every sealed line of the journal says what it said when it was sealed',
    run: async (db) =>
      breachOf(await changedTexts(db, { of: 'journal', textsOf: sealedLines, noun: 'line' })),
  },
  {
    name: 'every file of old journal lines has as many as it says, block by block',
    run: async (db) => breachOf(await miscountedFiles(db)),
  },
  {
    name: 'the files of the journal follow each other from the first block, each joined to the chain and signed',
    run: async (db) => breachOf(await strayFiles(db)),
  },
  {
    name: 'no line is in the journal that has left it for a file',
    run: async (db) => breachOf(await goneYetThere(db)),
  },
  {
    name: 'words beside the files of the journal are those of lines that left it',
    run: async (db) => breachOf(await strayWords(db)),
  },
  {
    name: 'the journal goes on from each of its checkpoints',
    run: async (db) => breachOf(await strayCheckpoints(db)),
  },
];

/** Written in by hand, with an id of a time that was sealed long ago. */
async function neverSealed(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .leftJoin('journal_leaf', 'journal_leaf.entry_id', 'journal_entry.id')
    .select('journal_entry.id')
    .where('journal_entry.id', '<', await firstSealable(db))
    .where('journal_leaf.entry_id', 'is', null)
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ id }) => `line ${id}`);
}

/** How many lines of each block have left the journal for a file: all of them, at once. */
async function inFiles(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('journal_archive_block as filed')
    .leftJoin('journal_leaf', 'journal_leaf.block_number', 'filed.block_number')
    .select(['filed.block_number', 'filed.entries'])
    .where('journal_leaf.entry_id', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.block_number, row.entries]));
}

async function strayFiles(db: Db): Promise<string[]> {
  const offenders: string[] = [];
  let next = 1;
  for (const archive of await everyArchive(db)) {
    const { id, firstBlock, lastBlock, firstSequence, lastSequence, entries } = archive;
    const [first] = await blocksFrom(db, { from: firstBlock, limit: 1, of: 'journal' });
    const [last] = await blocksFrom(db, { from: lastBlock, limit: 1, of: 'journal' });
    const joins =
      firstBlock === next && first?.previous === archive.previousHash && last?.hash === archive.lastHash;
    const counts = lastSequence - firstSequence + 1 === entries && last?.total === lastSequence;
    if (!joins || !counts || !isArchiveSigned(archive)) offenders.push(`file ${id}`);
    next = lastBlock + 1;
  }
  return offenders;
}

async function miscountedFiles(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('journal_archive')
    .leftJoin('journal_archive_block', 'journal_archive_block.archive_id', 'journal_archive.id')
    .select(({ fn }) => [
      'journal_archive.id',
      'journal_archive.entries',
      fn.sum<number>('journal_archive_block.entries').as('counted'),
    ])
    .groupBy(['journal_archive.id', 'journal_archive.entries'])
    .execute();
  return rows.filter((row) => Number(row.counted) !== row.entries).map(({ id }) => `file ${id}`);
}

/** Lines that are there although it is written down that they have gone. */
async function goneYetThere(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('journal_archive_end as ended')
    .innerJoin('journal_archive_block as filed', 'filed.archive_id', 'ended.archive_id')
    .innerJoin('journal_leaf', 'journal_leaf.block_number', 'filed.block_number')
    .select('ended.archive_id')
    .distinct()
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map((row) => `file ${row.archive_id}`);
}

/** Words of no line in a file, or of one that is still in the journal. */
async function strayWords(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('journal_words as words')
    .leftJoin('journal_archive_block as filed', 'filed.block_number', 'words.block_number')
    .leftJoin('journal_entry', 'journal_entry.id', 'words.entry_id')
    .select('words.entry_id')
    .where(({ or, eb }) => or([eb('filed.archive_id', 'is', null), eb('journal_entry.id', 'is not', null)]))
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ entry_id }) => `line ${entry_id}`);
}

async function strayCheckpoints(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('journal_checkpoint').selectAll().orderBy('id').execute();
  const offenders: string[] = [];
  for (const row of rows) {
    const fault = await faultOfCheckpoint(db, asCheckpoint(row));
    if (fault) offenders.push(`checkpoint ${row.id}: ${fault}`);
    if (offenders.length >= MOST_OFFENDERS) break;
  }
  return offenders;
}
