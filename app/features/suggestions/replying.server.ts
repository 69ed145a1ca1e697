import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOnly } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { suggestionOf } from './reading.server.ts';
import { suggestionRow, takeStep } from './steps.server.ts';

export type ReplyOutcome = { ok: true } | { ok: false; reason: 'not-found' | 'not-now' };

/**
 * What the writer says to an answer: satisfied or not, which closes it, or once something more, after which it is answered again. `key`: the id of what one
 * wrote oneself, or the code of what has no name. Nothing of whoever has the code is kept.
 */
export async function replyToAnswer(
  db: Db,
  {
    actor,
    key,
    means,
    words,
    now,
  }: {
    actor: Actor | null;
    key: string;
    means: 'satisfied' | 'again' | 'dissatisfied';
    words: string;
    now: Date;
  },
): Promise<ReplyOutcome> {
  return inTransaction(db, async (trx): Promise<ReplyOutcome> => {
    const found = await suggestionOf(trx, { actor, key });
    const row = found && (await suggestionRow(trx, found.id));
    if (!row) return { ok: false, reason: 'not-found' };
    const at = (row.person_id === null ? dayOnly(now) : now).toISOString();
    const change = means === 'again' ? { said_again: 1, clock_from: at } : {};
    const taken = await takeStep(trx, { row, kind: means, by: null, words, at, change, now });
    if (!taken) return { ok: false, reason: 'not-now' };
    if (actor && row.person_id !== null)
      await writeJournal(trx, {
        ...{ actor, action: `suggestion.${means}`, now },
        subjectType: 'suggestion',
        subjectId: row.id,
      });
    return { ok: true };
  });
}
