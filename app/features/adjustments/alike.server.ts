import { createHash } from 'node:crypto';
import type { Db } from '#db/database.ts';
import type { Adjustment } from './reading.server.ts';

/** Something that stands in the ledger, or waits, and may be the same as what is to be added. Amount in hundredths; null where nobody has decided. */
export interface Alike {
  what: 'entry' | 'adjustment' | 'declaration';
  id: string;
  title: string;
  occurredOn: string;
  amount: number | null;
  /** The same name on the same day. */
  equal: boolean;
}

/** Words as they are compared: width, case, blanks and punctuation say nothing. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
}

interface Named {
  personId: string;
  title: string;
  occurredOn: string;
}

/** The same for two proposals for the same person with the same name and day, whatever the reason why it is added. */
export function alikeKey({ personId, title, occurredOn }: Named): string {
  return createHash('sha256')
    .update(JSON.stringify([personId, occurredOn, plain(title)]))
    .digest('hex');
}

const MOST_SHOWN = 20;

/**
 * What the person has already that bears the same day or the same name as something to be added: entries that stand, other additions that wait,
 * and declarations of theirs that wait or are public; what is equal in both first. A correction is like nothing else. Three statements.
 */
export async function alikeTo(
  db: Db,
  {
    id,
    personId,
    entry,
    title,
    occurredOn,
  }: Pick<Adjustment, 'id' | 'personId' | 'entry' | 'title' | 'occurredOn'>,
): Promise<Alike[]> {
  if (entry) return [];
  const [entries, waiting, declared] = await Promise.all([
    db
      .selectFrom('credit_entry as award')
      .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
      .select(['award.id', 'award.title', 'award.occurred_on as occurredOn', 'award.amount'])
      .where('award.person_id', '=', personId)
      .where('award.kind', '=', 'award')
      .where('award.source_id', '!=', id)
      .where('reversal.id', 'is', null)
      .execute(),
    db
      .selectFrom('adjustment')
      .select(['id', 'title', 'occurred_on as occurredOn', 'amount'])
      .where('person_id', '=', personId)
      .where('open', '=', 1)
      .where('entry_id', 'is', null)
      .where('id', '!=', id)
      .limit(200)
      .execute(),
    db
      .selectFrom('declaration')
      .select(['id', 'title', 'occurred_on as occurredOn'])
      .where('person_id', '=', personId)
      .where('state', 'in', ['waiting', 'returned', 'publicity', 'objected'])
      .limit(200)
      .execute(),
  ]);
  const named = plain(title);
  const found = [
    ...entries.map((row) => ({ ...row, what: 'entry' as const })),
    ...waiting.map((row) => ({ ...row, what: 'adjustment' as const })),
    ...declared.map((row) => ({ ...row, amount: null, what: 'declaration' as const })),
  ].flatMap((row): Alike[] => {
    const [sameDay, sameName] = [row.occurredOn === occurredOn, plain(row.title) === named];
    return sameDay || sameName ? [{ ...row, equal: sameDay && sameName }] : [];
  });
  return found.sort((one, other) => Number(other.equal) - Number(one.equal)).slice(0, MOST_SHOWN);
}
