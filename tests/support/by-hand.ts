import { CompiledQuery } from 'kysely';
import type { Db } from '#db/database.ts';
import { keptForGood } from '#db/migrations/0045_kept_for_good.ts';
import { keptOfJournal } from '#db/migrations/0054_audit.ts';
import { keptOfWords } from '#db/migrations/0060_erasable_words.ts';

/** Takes away what keeps the ledger and all else that is only added as it is, so that a test can do what nobody may. Not inside a transaction. */
export async function letGoOfTheLedger(db: Db): Promise<void> {
  for (const table of ['credit_entry', ...keptForGood, ...Object.keys({ ...keptOfJournal, ...keptOfWords })])
    for (const deed of ['update', 'delete', 'replace'])
      await db.executeQuery(CompiledQuery.raw(`drop trigger if exists ${table}_no_${deed}`));
}

/** As if no reversal had ever been posted. None of them is sealed yet. */
export async function withoutReversals(db: Db): Promise<void> {
  await letGoOfTheLedger(db);
  const reversals = db.selectFrom('credit_entry').select('id').where('kind', '=', 'reversal');
  await db.deleteFrom('chain_waiting').where('entry_id', 'in', reversals).execute();
  await db.deleteFrom('credit_entry').where('kind', '=', 'reversal').execute();
}
