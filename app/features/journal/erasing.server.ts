import { sql } from 'kysely';
import { commitmentOf } from '#app/features/chain/hashes.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { writeJournal } from './journal.server.ts';
import { type LineFields, sealedLine } from './line.rules.ts';
import { saysMore } from './words.rules.ts';

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
    const { salt } = line;
    await takeOut(trx, [{ ...line, salt }], { erasedBy: actor.personId, reason, now });
    const subject = { subjectType: 'journal_entry', subjectId: entryId };
    await writeJournal(trx, { actor, action: 'journal.erased', ...subject, detail: { reason }, now });
    return { ok: true };
  });
}

/** Lines read and erased at once. */
const AT_ONCE = 200;

interface Erasing {
  actor: Actor;
  personId: string;
  now: Date;
}

/**
 * Erases the words of every sealed line about somebody whose account is closed, and of those that left the journal for a file; notes how many. What is not
 * sealed yet stays for the next time. Twice is the same as once. Answers how many lines.
 */
export async function eraseWordsAbout(trx: Trx, { actor, personId, now }: Erasing): Promise<number> {
  const how = { erasedBy: actor.personId, reason: '账号注销', now };
  let count = 0;
  for (const isOlder of [false, true])
    for (let after = ''; ; ) {
      const lines = await linesWithDetail(trx, { personId, isOlder, after });
      const worded = lines.filter((line) => saysMore({ ...line, concerns_id: personId }));
      await takeOut(trx, worded, how);
      count += worded.length;
      if (lines.length < AT_ONCE) break;
      after = lines.at(-1)?.id ?? '';
    }
  const { numDeletedRows } = await trx
    .deleteFrom('journal_words')
    .where('concerns_id', '=', personId)
    .executeTakeFirst();
  count += Number(numDeletedRows);
  if (count > 0) {
    const subject = { subjectType: 'person', subjectId: personId };
    const detail = { count, why: 'account-closed' };
    await writeJournal(trx, { actor, action: 'journal.erased', ...subject, detail, now });
  }
  return count;
}

type SealedRow = LineFields & { id: string; detail: string; salt: string };

/** Sealed lines about somebody that say more than ids, in the order of their ids: those that say whom they concern, or older ones of which it is noted. By an index. */
async function linesWithDetail(
  trx: Trx,
  { personId, isOlder, after }: { personId: string; isOlder: boolean; after: string },
): Promise<SealedRow[]> {
  const noted = trx.selectFrom('journal_concern').select('entry_id').where('person_id', '=', personId);
  return trx
    .selectFrom('journal_entry')
    .innerJoin('journal_leaf', 'journal_leaf.entry_id', 'journal_entry.id')
    .selectAll('journal_entry')
    .select('salt')
    .where((eb) => (isOlder ? eb('journal_entry.id', 'in', noted) : eb('concerns_id', '=', personId)))
    .where(({ or, eb }) => or([eb('detail', '<>', '{}'), eb('origin', '<>', '')]))
    .where('journal_entry.id', '>', after)
    .orderBy('journal_entry.id')
    .limit(AT_ONCE)
    .execute();
}

/** First what still binds the words, then the words: the database lets them go in this order alone. */
async function takeOut(
  trx: Trx,
  lines: readonly SealedRow[],
  { erasedBy, reason, now }: { erasedBy: string | null; reason: string; now: Date },
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line) => ({
    entry_id: line.id,
    commitment: commitmentOf(line.salt, sealedLine(line).closed),
    ...{ erased_at: now.toISOString(), erased_by: erasedBy, reason },
  }));
  await trx.insertInto('journal_erasure').values(rows).execute();
  await trx
    .updateTable('journal_entry')
    .set({ detail: '{}', origin: '' })
    .where(
      'id',
      'in',
      lines.map(({ id }) => id),
    )
    .execute();
}

/** Whoever of the closed accounts has words left that lie beside files of old lines. At most `limit`. */
export async function wordsOfClosed(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`select c.person_id from closed_account c
    where exists (select 1 from journal_words w where w.concerns_id = c.person_id) limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.person_id);
}
