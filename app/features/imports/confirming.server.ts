import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Grouping } from './kinds.ts';
import { countsOf, type ImportInHand } from './reading.server.ts';

const KEPT_MS = 7 * 24 * 3_600_000;

export type Confirmed = { ok: true } | { ok: false; reason: 'not-judged' | 'refused-rows' | 'nothing-to-do' };

/**
 * Orders what was judged to be done: the whole sheet, which then must have no refused row, or part by part, of which those with a refused row are left out as
 * they are. Nothing is done yet: the worker does it, and judges again while it does.
 */
export async function confirmImport(
  db: Db,
  { held, actor, grouping, now }: { held: ImportInHand; actor: Actor; grouping: Grouping; now: Date },
): Promise<Confirmed> {
  return inTransaction(db, async (trx): Promise<Confirmed> => {
    const counts = await countsOf(trx, held.id);
    if (counts.new + counts.change === 0) return { ok: false, reason: 'nothing-to-do' };
    if (grouping === 'file' && counts.refused > 0) return { ok: false, reason: 'refused-rows' };
    const { numUpdatedRows } = await trx
      .updateTable('import_file')
      .set(({ eb }) => ({
        ...{ state: 'confirming', by_group: grouping, step: eb('step', '+', 1), looked: 0 },
        ...{ confirmed_at: now.toISOString(), expires_at: new Date(now.getTime() + KEPT_MS).toISOString() },
      }))
      .where('id', '=', held.id)
      .where('state', '=', 'judged')
      .where('step', '=', held.step)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return { ok: false, reason: 'not-judged' };
    await (grouping === 'file' ? joinGroups(trx, held.id) : leaveRefused(trx, held.id, now));
    await writeJournal(trx, {
      actor,
      action: 'import.confirmed',
      subjectType: 'import',
      subjectId: held.id,
      detail: { kind: held.kind, fileName: held.fileName, grouping, ...counts },
      now,
    });
    return { ok: true };
  });
}

/** The whole sheet is one part. */
async function joinGroups(trx: Trx, importId: string): Promise<void> {
  const sums = await trx
    .selectFrom('import_group')
    .select(({ fn }) => [
      fn.sum<number>('row_count').as('row_count'),
      fn.sum<number>('added').as('added'),
      fn.sum<number>('same').as('same'),
      fn.sum<number>('changed').as('changed'),
    ])
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('import_group').where('import_id', '=', importId).execute();
  await trx
    .insertInto('import_group')
    .values({
      ...{ import_id: importId, group_key: '*', label: '整份表', place: 0, refused: 0, outcome: null },
      ...{ row_count: Number(sums.row_count), added: Number(sums.added), same: Number(sums.same) },
      ...{ changed: Number(sums.changed), phase: 'check', looked: 0, words: '', at: null },
    })
    .execute();
}

async function leaveRefused(trx: Trx, importId: string, now: Date): Promise<void> {
  await trx
    .updateTable('import_group')
    .set({ outcome: 'left', words: '里面有要改的行，这一部分没有收。', at: now.toISOString() })
    .where('import_id', '=', importId)
    .where('refused', '>', 0)
    .execute();
}
