import { sealOf } from '#app/features/chain/reading.server.ts';
import { joinedPercent } from '#app/lib/percent.ts';
import type { Db } from '#db/database.ts';
import { rulesOfVersion } from './policies.server.ts';
import { creditEntry, type LedgerEntry } from './reading.server.ts';

export interface ExplainedEntry {
  entry: LedgerEntry;
  category: { label: string; explanation: string };
  /** Where it is sealed; null while it waits. */
  seal: { blockNumber: number; position: number; sealedAt: string } | null;
}

/** An entry with the words of its category as they stood in the rule version that computed it; null when there is none. */
export async function explainedEntry(db: Db, entryId: string): Promise<ExplainedEntry | null> {
  const entry = await creditEntry(db, entryId);
  if (!entry) return null;
  const rules = await rulesOfVersion(db, entry.ruleVersionId);
  const rule = rules?.categories.find(({ code }) => code === entry.category);
  const category = { label: rule?.label ?? '', explanation: joinedPercent(rule?.explanation ?? '') };
  return { entry, category, seal: await sealOf(db, entryId) };
}
