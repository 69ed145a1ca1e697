import { z } from 'zod';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { enqueue } from '#app/features/queue/enqueue.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { CertificateBatchRow } from '#db/tables/credentials.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { completedOf } from './completed.server.ts';
import { issueCertificates } from './issuing.server.ts';

export const BATCH_JOB = 'certificates';
/** Completions looked at in one transaction: it takes some tenths of a second, and whoever asks for one certificate waits no longer. */
const PIECE = 100;

/** For whom: everybody who completed a section, or whose completion lies in a year of credits. */
export type BatchScope = { sectionId: string } | { cycle: number };
export type BatchOutcome = { ok: true; batchId: string } | { ok: false; reason: 'under-way' | 'nobody' };

/**
 * Begins to issue certificates for all completions of a scope; the worker goes through them piece by piece. One batch of a scope at a
 * time (`under-way`). The actor's own are left out. A system actor has no batches: somebody answers for each.
 */
export async function beginBatch(
  db: Db,
  { actor, scope, now }: { actor: Actor; scope: BatchScope; now: Date },
): Promise<BatchOutcome> {
  const askedBy = actor.personId;
  if (!askedBy) throw new Error('A batch of certificates is asked for by a person.');
  return inTransaction(db, async (trx) => {
    const sectionId = 'sectionId' in scope ? scope.sectionId : null;
    const total = await countCompletions(trx, sectionId);
    if (total === 0) return { ok: false, reason: 'nobody' };
    const id = newId();
    const row = {
      id,
      section_id: sectionId,
      cycle: 'cycle' in scope ? scope.cycle : null,
      scope: 'cycle' in scope ? `cycle ${scope.cycle}` : `section ${scope.sectionId}`,
      active: 1,
      total,
      ...{
        looked: 0,
        issued: 0,
        after_id: null,
        asked_by: askedBy,
        asked_at: now.toISOString(),
        done_at: null,
      },
    };
    try {
      await trx.insertInto('certificate_batch').values(row).execute();
    } catch (error) {
      if (isUniqueViolation(error)) return { ok: false, reason: 'under-way' };
      throw error;
    }
    await queuePiece(trx, { id, after: null, now });
    await writeJournal(trx, {
      actor,
      action: 'certificate.batch-begun',
      subjectType: 'certificate-batch',
      subjectId: id,
      detail: { scope: row.scope, total },
      now,
    });
    return { ok: true, batchId: id };
  });
}

async function countCompletions(trx: Trx, sectionId: string | null): Promise<number> {
  const { total } = await trx
    .selectFrom('completion')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .$if(sectionId !== null, (query) => query.where('section_id', '=', sectionId ?? ''))
    .executeTakeFirstOrThrow();
  return Number(total);
}

async function queuePiece(trx: Trx, { id, after, now }: { id: string; after: string | null; now: Date }) {
  await enqueue(trx, {
    kind: BATCH_JOB,
    payload: { batchId: id },
    onceKey: `${BATCH_JOB}:${id}:${after ?? ''}`,
    now,
  });
}

const payloadOf = z.object({ batchId: z.string() });

/**
 * Does the next piece of a batch and queues the one after it, all in the transaction of the job: whoever is killed meanwhile has done
 * nothing, and the piece is done again from where the last one ended. `actor` is the system; who asked stands in the batch.
 */
export async function workOnBatch(
  trx: Trx,
  { payload, actor, now, piece = PIECE }: { payload: unknown; actor: Actor; now: Date; piece?: number },
): Promise<void> {
  const { batchId } = payloadOf.parse(payload);
  const batch = await trx
    .selectFrom('certificate_batch')
    .selectAll()
    .where('id', '=', batchId)
    .executeTakeFirst();
  if (!batch?.active) return;
  const ids = await nextCompletions(trx, batch, piece);
  const completionIds = batch.cycle === null ? ids : await ofCycle(trx, ids, batch.cycle);
  const issued = await issueCertificates(trx, { completionIds, actor, issuedBy: batch.asked_by, now });
  const isDone = ids.length < piece;
  await trx
    .updateTable('certificate_batch')
    .set({
      looked: batch.looked + ids.length,
      issued: batch.issued + issued,
      after_id: ids.at(-1) ?? batch.after_id,
      ...(isDone ? { active: null, done_at: now.toISOString() } : {}),
    })
    .where('id', '=', batchId)
    .execute();
  if (!isDone) await queuePiece(trx, { id: batchId, after: ids.at(-1) ?? null, now });
}

async function nextCompletions(trx: Trx, batch: CertificateBatchRow, piece: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('completion')
    .select('id')
    .$if(batch.section_id !== null, (query) => query.where('section_id', '=', batch.section_id ?? ''))
    .$if(batch.after_id !== null, (query) => query.where('id', '>', batch.after_id ?? ''))
    .orderBy('id')
    .limit(piece)
    .execute();
  return rows.map(({ id }) => id);
}

async function ofCycle(trx: Trx, ids: readonly string[], cycle: number): Promise<string[]> {
  return (await completedOf(trx, ids))
    .filter((one) => one.cycle === cycle)
    .map(({ completionId }) => completionId);
}

/** A batch as 教务 sees it. `section` is null where it is about a year. */
export interface Batch {
  id: string;
  cycle: number | null;
  sectionTitle: string | null;
  total: number;
  looked: number;
  issued: number;
  askedAt: string;
  askedByName: string;
  doneAt: string | null;
}

/** The last batches, newest first; those of one section where it is given. */
export async function lastBatches(
  db: Db,
  { sectionId, limit = 5 }: { sectionId?: string; limit?: number } = {},
): Promise<Batch[]> {
  const rows = await db
    .selectFrom('certificate_batch as batch')
    .innerJoin('person', 'person.id', 'batch.asked_by')
    .leftJoin('section', 'section.id', 'batch.section_id')
    .select(['batch.id', 'batch.cycle', 'batch.total', 'batch.looked', 'batch.issued'])
    .select(['batch.asked_at', 'batch.done_at', 'person.name', 'section.title'])
    .$if(sectionId !== undefined, (query) => query.where('batch.section_id', '=', sectionId ?? ''))
    .orderBy('batch.asked_at', 'desc')
    .orderBy('batch.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ asked_at, done_at, name, title, ...row }) => ({
    ...row,
    sectionTitle: title,
    askedAt: asked_at,
    askedByName: name,
    doneAt: done_at,
  }));
}
