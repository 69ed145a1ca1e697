import type { Db } from '#db/database.ts';
import { rulesOfVersion } from './policies.server.ts';
import { creditEntry, type LedgerEntry } from './reading.server.ts';

/** An entry with the words of its category as they stood in the rule version that computed it; null when there is none. */
export async function explainedEntry(
  db: Db,
  entryId: string,
): Promise<{ entry: LedgerEntry; category: { label: string; explanation: string } } | null> {
  const entry = await creditEntry(db, entryId);
  if (!entry) return null;
  const rules = await rulesOfVersion(db, entry.ruleVersionId);
  const rule = rules?.categories.find(({ code }) => code === entry.category);
  return { entry, category: { label: rule?.label ?? '', explanation: rule?.explanation ?? '' } };
}
