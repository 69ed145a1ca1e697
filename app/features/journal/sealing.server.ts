import type { SealedText } from '#app/features/chain/hashes.rules.ts';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { journalStream } from '#app/features/chain/streams.server.ts';
import type { Db } from '#db/database.ts';
import type { JournalEntryRow } from '#db/tables/journal.ts';
import { sealableAfter, sealedLine } from './line.rules.ts';

const AT_ONCE = 500;

interface Sealing {
  now: Date;
  evenFew?: boolean;
  stopped?: () => boolean;
  rest?: () => Promise<void>;
}

/** Seals the lines of the journal that have no place in its chain yet, as the ledger's entries are; answers how many. */
export function sealJournal(db: Db, sealing: Sealing): Promise<number> {
  return sealWaiting(db, { ...sealing, stream: journalStream(unsealedIds), textsOf: sealedLines });
}

/** Lines of the journal as they stand, by id: every column. */
export async function wholeLines(db: Db, entryIds: readonly string[]): Promise<Map<string, JournalEntryRow>> {
  const found = new Map<string, JournalEntryRow>();
  for (let from = 0; from < entryIds.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('journal_entry')
      .selectAll()
      .where('id', 'in', entryIds.slice(from, from + AT_ONCE))
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** What the chain seals of some lines, by id; of those whose words were erased, what still binds these. */
export async function sealedLines(db: Db, entryIds: readonly string[]): Promise<Map<string, SealedText>> {
  const lines = await wholeLines(db, entryIds);
  const erased = await erasedAmong(db, entryIds);
  return new Map(
    [...lines].map(([id, line]) => {
      const commitment = erased.get(id);
      const isBare = line.detail === '{}' && line.origin === '';
      return [id, { ...sealedLine({ ...line }), ...(commitment && isBare ? { commitment } : {}) }];
    }),
  );
}

/** What binds the words of lines that were erased, by the id of the line. */
export async function erasedAmong(db: Db, entryIds: readonly string[]): Promise<Map<string, string>> {
  const [first, last] = [entryIds[0] ?? '', entryIds.at(-1) ?? ''];
  const rows = await db
    .selectFrom('journal_erasure')
    .select(['entry_id', 'commitment'])
    .where('entry_id', '>=', first)
    .where('entry_id', '<=', last)
    .execute();
  return new Map(rows.map((row) => [row.entry_id, row.commitment]));
}

/** From which id on a line may still wait for its place in the chain; one without a place before that never gets one. */
export async function firstSealable(db: Db): Promise<string> {
  const newest = await db
    .selectFrom('journal_leaf')
    .select('entry_id')
    .where('entry_id', '>', '')
    .orderBy('entry_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return sealableAfter(newest?.entry_id ?? null);
}

/** How many lines wait to be sealed; no more than `most` are counted. */
export async function unsealedCount(db: Db, most: number): Promise<number> {
  return (await unsealedIds(db, most)).length;
}

async function unsealedIds(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .leftJoin('journal_leaf', 'journal_leaf.entry_id', 'journal_entry.id')
    .select('journal_entry.id')
    .where('journal_entry.id', '>=', await firstSealable(db))
    .where('journal_leaf.entry_id', 'is', null)
    .orderBy('journal_entry.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
