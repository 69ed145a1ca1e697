import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { takeStep, type Working } from './working.server.ts';

/** Every part has had its turn: says so, and writes down who brought in what. False when another worker was there first. */
export async function endImport(db: Db, { held, actor, now }: Working): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await takeStep(trx, held, { state: 'confirming' }))) return false;
    await trx
      .updateTable('import_file')
      .set({ state: 'done', done_at: now.toISOString() })
      .where('id', '=', held.id)
      .execute();
    const parts = await trx
      .selectFrom('import_group')
      .select(({ fn }) => [
        'outcome',
        fn.countAll<number>().as('parts'),
        fn.sum<number>('added').as('added'),
        fn.sum<number>('changed').as('changed'),
      ])
      .where('import_id', '=', held.id)
      .groupBy('outcome')
      .execute();
    const of = (outcome: string) => parts.find((part) => part.outcome === outcome);
    const taken = { added: Number(of('taken')?.added ?? 0), changed: Number(of('taken')?.changed ?? 0) };
    const outcomes = Object.fromEntries(parts.map((part) => [String(part.outcome), Number(part.parts)]));
    await writeJournal(trx, {
      actor,
      action: 'import.finished',
      subjectType: 'import',
      subjectId: held.id,
      detail: { kind: held.kind, fileName: held.fileName, ...taken, parts: outcomes },
      now,
    });
    return true;
  });
}
