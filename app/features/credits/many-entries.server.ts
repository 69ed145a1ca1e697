import { waitForSeal } from '#app/features/chain/sealing.server.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { CategoryCode } from './rules.schema.ts';

/** One award of many; `amount` in hundredths, `occurredOn` a calendar day. */
export interface EntryInBulk {
  personId: string;
  category: CategoryCode;
  amount: number;
  school: School;
  title: string;
  sourceId: string;
  occurredOn: string;
}

const AT_ONCE = 500;

/**
 * Posts awards by the thousand, for load tests: each source pays once, as by `postCredit`, but nobody looks whether it was
 * there, so the source ids must be new. `sourceType` keeps them apart from what was earned. Returns how many.
 */
export async function addEntries(
  db: Db,
  {
    entries,
    sourceType,
    ruleVersionId,
    now,
  }: { entries: readonly EntryInBulk[]; sourceType: string; ruleVersionId: string; now: Date },
): Promise<number> {
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const rows = entries.slice(start, start + AT_ONCE).map((entry) => ({
      id: newId(),
      person_id: entry.personId,
      kind: 'award',
      category: entry.category,
      amount: entry.amount,
      elective: 0,
      school: entry.school,
      title: entry.title,
      source_type: sourceType,
      source_id: entry.sourceId,
      line: 'face',
      revision: 1,
      reverses_id: null,
      rule_version_id: ruleVersionId,
      computation: '{}',
      evidence: '{}',
      occurred_on: entry.occurredOn,
      posted_at: now.toISOString(),
      posted_by: null,
      reason: null,
    }));
    await inTransaction(db, async (trx) => {
      await trx.insertInto('credit_entry').values(rows).execute();
      await waitForSeal(
        trx,
        rows.map(({ id }) => id),
      );
    });
  }
  return entries.length;
}
