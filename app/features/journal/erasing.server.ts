import { commitmentOf } from '#app/features/chain/hashes.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { writeJournal } from './journal.server.ts';
import { sealedLine } from './line.rules.ts';

export type Erased = { ok: true } | { ok: false; reason: 'unknown' | 'not-sealed' | 'erased' };

/**
 * Erases the words of a sealed line that are about a person: what it says by ids stays, and a commitment goes on binding what was erased to the chain.
 * A line that waits for its seal has to wait (an hour at most). Source: personal information protection law, article 47.
 */
export async function eraseWords(
  db: Db,
  { actor, entryId, reason, now }: { actor: Actor; entryId: string; reason: string; now: Date },
): Promise<Erased> {
  return inTransaction(db, async (trx) => {
    const line = await trx
      .selectFrom('journal_entry')
      .leftJoin('journal_leaf', 'journal_leaf.entry_id', 'journal_entry.id')
      .leftJoin('journal_erasure', 'journal_erasure.entry_id', 'journal_entry.id')
      .selectAll('journal_entry')
      .select(['salt', 'erased_at'])
      .where('journal_entry.id', '=', entryId)
      .executeTakeFirst();
    if (!line) return { ok: false, reason: 'unknown' };
    if (line.erased_at) return { ok: false, reason: 'erased' };
    if (!line.salt) return { ok: false, reason: 'not-sealed' };
    await trx
      .insertInto('journal_erasure')
      .values({
        entry_id: entryId,
        commitment: commitmentOf(line.salt, sealedLine({ ...line }).closed),
        erased_at: now.toISOString(),
        erased_by: actor.personId,
        reason,
      })
      .execute();
    await trx
      .updateTable('journal_entry')
      .set({ detail: '{}', origin: '' })
      .where('id', '=', entryId)
      .execute();
    const subject = { subjectType: 'journal_entry', subjectId: entryId };
    await writeJournal(trx, { actor, action: 'journal.erased', ...subject, detail: { reason }, now });
    return { ok: true };
  });
}
