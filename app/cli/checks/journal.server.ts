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

/** How many lines of each block have left the journal for a file. */
async function inFiles(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('journal_archive_block')
    .innerJoin('journal_archive_end as gone', (join) =>
      join
        .onRef('gone.block_number', '=', 'journal_archive_block.block_number')
        .onRef('gone.kind', '=', 'journal_archive_block.kind'),
    )
    .select(({ fn }) => ['gone.block_number', fn.sum<number>('entries').as('entries')])
    .groupBy('gone.block_number')
    .execute();
  return new Map(rows.map((row) => [row.block_number, Number(row.entries)]));
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
