import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

export interface NewJob {
  kind: string;
  /** Anything that JSON can hold: ids rather than copies. */
  payload: Record<string, unknown>;
  /** Not before this moment; `now` when left out. */
  runAt?: Date;
  /** Work that must be queued once only, whoever asks for it again: `seal:2026-11-22`. */
  onceKey?: string | null;
  now: Date;
}

/** Writes down work for later, in the transaction of the deed that causes it. False when the `onceKey` is known already. */
export async function enqueue(trx: Db, job: NewJob): Promise<{ enqueued: boolean; jobId: string }> {
  const id = newId();
  try {
    await trx
      .insertInto('job')
      .values({
        id,
        kind: job.kind,
        payload: JSON.stringify(job.payload),
        state: 'waiting',
        run_at: (job.runAt ?? job.now).toISOString(),
        attempts: 0,
        claimed_by: null,
        claimed_until: null,
        last_error: null,
        created_at: job.now.toISOString(),
        done_at: null,
        once_key: job.onceKey ?? null,
      })
      .execute();
    return { enqueued: true, jobId: id };
  } catch (error) {
    if (!job.onceKey || !isUniqueViolation(error)) throw error;
    const known = await trx
      .selectFrom('job')
      .select('id')
      .where('once_key', '=', job.onceKey)
      .executeTakeFirstOrThrow();
    return { enqueued: false, jobId: known.id };
  }
}
