import type { SealedText } from '#app/features/chain/hashes.rules.ts';
import type { Db } from '#db/database.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { sealedText } from './sealed-text.rules.ts';

const AT_ONCE = 500;

/** Entries of the ledger as they stand, by id: every column, for whoever seals, checks or exports them. */
export async function wholeEntries(
  db: Db,
  entryIds: readonly string[],
): Promise<Map<string, CreditEntryRow>> {
  const found = new Map<string, CreditEntryRow>();
  for (let from = 0; from < entryIds.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('credit_entry')
      .selectAll()
      .where('id', 'in', entryIds.slice(from, from + AT_ONCE))
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** What the chain seals of some entries, by id. */
export async function sealedTexts(db: Db, entryIds: readonly string[]): Promise<Map<string, SealedText>> {
  const entries = await wholeEntries(db, entryIds);
  return new Map([...entries].map(([id, entry]) => [id, sealedText({ ...entry })]));
}
