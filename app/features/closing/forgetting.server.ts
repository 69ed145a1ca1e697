import type { Trx } from '#db/database.ts';
import { canonical, type Json } from './canonical.rules.ts';
import type { FrozenInputs } from './frozen.rules.ts';

/**
 * Puts a pseudonym in the place of somebody's name in their frozen statements, and takes their words out of what they said to drafts: their account is closed.
 * Results, numbers and hashes stay, so that a closed year still adds up; the database lets nothing else through.
 */
export async function forgetStatements(
  trx: Trx,
  { personId, pseudonym }: { personId: string; pseudonym: string },
): Promise<void> {
  const rows = await trx
    .selectFrom('frozen_statement')
    .select(['id', 'inputs'])
    .where('person_id', '=', personId)
    .execute();
  for (const { id, inputs } of rows) {
    const known = JSON.parse(inputs) as FrozenInputs;
    const redacted = { ...known, person: { ...known.person, name: pseudonym } };
    await trx
      .updateTable('frozen_statement')
      .set({
        ...{ name: pseudonym, sort_name: 'yizhuxiao', inputs: canonical(redacted as unknown as Json) },
      })
      .where('id', '=', id)
      .execute();
  }
  await trx
    .updateTable('statement_answer')
    .set({ words: '（已删）' })
    .where('person_id', '=', personId)
    .where('words', 'is not', null)
    .execute();
}
