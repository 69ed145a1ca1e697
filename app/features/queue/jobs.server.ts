import type { Db } from '#db/database.ts';
import { MAX_ATTEMPTS, waitSecondsAfter } from './retry.rules.ts';

export { enqueue, type NewJob } from './enqueue.server.ts';

/** A job in the hands of a worker. `attempts` tells this holding from an earlier one whose time ran out. */
export interface ClaimedJob {
  id: string;
  kind: string;
  payload: unknown;
  attempts: number;
  worker: string;
}

export interface Claim {
  worker: string;
  leaseSeconds?: number;
  now: Date;
  /** Jobs of this kind alone. */
  only?: string;
  /** Jobs of every kind but these. */
  except?: readonly string[];
}

/**
 * Takes the next job that is due, or one whose worker has not come back within its `leaseSeconds`; null when there is none.
 * Optimistic: of two workers that see the same job, the conditional update lets one have it.
 */
export async function claimJob(
  db: Db,
  { worker, leaseSeconds = 300, now, ...kinds }: Claim,
): Promise<ClaimedJob | null> {
  for (const candidate of await dueJobs(db, { ...kinds, now })) {
    if (candidate.attempts >= MAX_ATTEMPTS) {
      await giveUp(db, candidate, now);
      continue;
    }
    const { numUpdatedRows } = await db
      .updateTable('job')
      .set({
        state: 'running',
        claimed_by: worker,
        claimed_until: new Date(now.getTime() + leaseSeconds * 1000).toISOString(),
        attempts: candidate.attempts + 1,
      })
      .where('id', '=', candidate.id)
      .where('state', '=', candidate.state)
      .where('attempts', '=', candidate.attempts)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 1) {
      const { id, kind, payload, attempts } = candidate;
      return { id, kind, payload: JSON.parse(payload), attempts: attempts + 1, worker };
    }
  }
  return null;
}

async function dueJobs(db: Db, { only, except = [], now }: Omit<Claim, 'worker'>) {
  const instant = now.toISOString();
  const jobs = db
    .selectFrom('job')
    .select(['id', 'kind', 'payload', 'state', 'attempts'])
    .$if(only !== undefined, (query) => query.where('kind', '=', only ?? ''))
    .$if(except.length > 0, (query) => query.where('kind', 'not in', [...except]));
  const lost = await jobs
    .where('state', '=', 'running')
    .where('claimed_until', '<=', instant)
    .limit(5)
    .execute();
  const waiting = await jobs
    .where('state', '=', 'waiting')
    .where('run_at', '<=', instant)
    .orderBy('run_at')
    .limit(10)
    .execute();
  return [...lost, ...waiting];
}

/** A job that took its worker down with it every time must not do so for ever. */
async function giveUp(db: Db, lost: { id: string; attempts: number }, now: Date): Promise<void> {
  await db
    .updateTable('job')
    .set({ state: 'failed', last_error: 'The worker did not come back.', done_at: now.toISOString() })
    .where('id', '=', lost.id)
    .where('state', '=', 'running')
    .where('attempts', '=', lost.attempts)
    .execute();
}

/**
 * Marks a job as done. Call it in the transaction that holds the job's effect, and roll back when it answers false: the
 * lease ran out and another worker has the job now. So each effect happens once.
 */
export async function finishJob(trx: Db, { job, now }: { job: ClaimedJob; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await held(trx, job)
    .set({ state: 'done', claimed_until: null, last_error: null, done_at: now.toISOString() })
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Puts a job back to be tried later, or gives it up after `MAX_ATTEMPTS`. False when the lease was lost meanwhile. */
export async function failJob(
  db: Db,
  { job, error, now }: { job: ClaimedJob; error: unknown; now: Date },
): Promise<boolean> {
  const given = job.attempts >= MAX_ATTEMPTS;
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const { numUpdatedRows } = await held(db, job)
    .set({
      state: given ? 'failed' : 'waiting',
      run_at: new Date(now.getTime() + waitSecondsAfter(job.attempts) * 1000).toISOString(),
      claimed_by: null,
      claimed_until: null,
      last_error: message,
      done_at: given ? now.toISOString() : null,
    })
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

function held(db: Db, { id, worker, attempts }: ClaimedJob) {
  return db
    .updateTable('job')
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('claimed_by', '=', worker)
    .where('attempts', '=', attempts);
}
