import { appealWords } from '#app/features/credits/entry-words.rules.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import type { Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { appealWorkingDays } from './declarable.rules.ts';
import { dueAfter } from './next-words.rules.ts';

/** What somebody is told with a decision that is less than they declared: that and until when they may appeal, and where. */
export async function wayToAppeal(
  trx: Trx,
  { id, occurred_on }: DeclarationRow,
  now: Date,
): Promise<{ words: string; link: string }> {
  const rules = await rulesIfAny(trx, occurred_on);
  const { day } = dueAfter(now.toISOString(), appealWorkingDays(rules?.rules ?? null));
  return { words: appealWords(day), link: `/me/declarations/${id}/appeal` };
}
