import { z } from 'zod';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { enqueue } from '#app/features/queue/enqueue.server.ts';
import { tryAgain } from '#app/features/queue/given-up.server.ts';
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
export const PIECE = 100;

/** For whom: everybody who completed a section, or whose completion lies in a year of credits. */
export type BatchScope = { sectionId: string } | { cycle: number };
export type BatchOutcome = { ok: true; batchId: string } | { ok: false; reason: 'under-way' | 'nobody' };

/**
 * Begins to issue certificates for all completions of a scope; the worker goes through them piece by piece. One batch of a scope at a
 * time (`under-way`); one whose piece was given up goes on from there. The actor's own are left out. A system actor has no batches:
 * somebody answers for each.
 */
export async function beginBatch(
  db: Db,
  { actor, scope, now }: { actor: Actor; scope: BatchScope; now: Date },
): Promise<BatchOutcome> {
  const askedBy = actor.personId;
  if (!askedBy) throw new Error('A batch of certificates is asked for by a person.');
  return inTransaction(db, async (trx) => {
    const within = { sectionId: null, cycle: null, ...scope };
    const total = await countCompletions(trx, within);
    if (total === 0) return { ok: false, reason: 'nobody' };
    const id = newId();
    const row = {
      id,
      section_id: within.sectionId,
      cycle: within.cycle,
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
      if (!isUniqueViolation(error)) throw error;
      return goOn(trx, { scope: row.scope, actor, now });
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

/** The batch of the scope that is under way takes up the piece at which it was given up, if it was. */
async function goOn(
  trx: Trx,
  { scope, actor, now }: { scope: string; actor: Actor; now: Date },
): Promise<BatchOutcome> {
  const stuck = await trx
    .selectFrom('certificate_batch')
    .select(['id', 'after_id'])
    .where('scope', '=', scope)
    .where('active', '=', 1)
    .executeTakeFirst();
  const isAgain = stuck && (await tryAgain(trx, { onceKey: pieceKey(stuck.id, stuck.after_id), now }));
  if (!isAgain) return { ok: false, reason: 'under-way' };
  await writeJournal(trx, {
    actor,
    action: 'certificate.batch-resumed',
    subjectType: 'certificate-batch',
    subjectId: stuck.id,
    now,
  });
  return { ok: true, batchId: stuck.id };
}

type Within = { sectionId: string | null; cycle: number | null };

/** The completions of a scope. A year of credits begins and ends at most a year beside that of the calendar. */
const completionsWithin = (trx: Trx, { sectionId, cycle }: Within) =>
  trx
    .selectFrom('completion')
    .$if(sectionId !== null, (query) => query.where('section_id', '=', sectionId ?? ''))
    .$if(cycle !== null, (query) =>
      query
        .where('completed_at', '>=', `${(cycle ?? 0) - 1}-01-01`)
        .where('completed_at', '<', `${(cycle ?? 0) + 2}-01-01`),
    );

async function countCompletions(trx: Trx, within: Within): Promise<number> {
  const { total } = await completionsWithin(trx, within)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** The once key of the piece of a batch that begins after a completion. */
export const pieceKey = (batchId: string, after: string | null) => `${BATCH_JOB}:${batchId}:${after ?? ''}`;

async function queuePiece(trx: Trx, { id, after, now }: { id: string; after: string | null; now: Date }) {
  await enqueue(trx, {
    kind: BATCH_JOB,
    payload: { batchId: id },
    onceKey: pieceKey(id, after),
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
  const rows = await completionsWithin(trx, { sectionId: batch.section_id, cycle: batch.cycle })
    .select('id')
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
