import { MESSAGE_JOB } from '#app/features/messages/sending.server.ts';
import { type ClaimedJob, claimJob, failJob, finishJob } from '#app/features/queue/jobs.server.ts';
import type { Trx } from '#db/database.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Handler, handlers } from './handlers.ts';
import type { WorkerOptions } from './worker.ts';

const MOST_A_TURN = 50;
/** What leaves the academy is done outside of transactions, by those who do nothing else. */
const carriedOutside = [MESSAGE_JOB];

export interface WorkingOff extends WorkerOptions {
  worker: string;
  stopped: () => boolean;
  /** Other handlers than those of the house, for tests. */
  known?: Readonly<Record<string, Handler>>;
}

/** Works off the jobs that are due, one after the other, at most fifty before it looks around again. Returns how many. */
export async function workOffJobs(options: WorkingOff): Promise<number> {
  const { db, now, worker, stopped } = options;
  for (let done = 0; done < MOST_A_TURN; done++) {
    const job = stopped() ? null : await claimJob(db, { worker, except: carriedOutside, now: now() });
    if (!job) return done;
    await workOff(options, job);
  }
  return MOST_A_TURN;
}

class LeaseLost extends Error {}

/** The effect of a job and its end are one transaction, so that it happens once, whoever else holds it meanwhile. */
async function workOff(options: WorkingOff, job: ClaimedJob): Promise<void> {
  const { db, now, log, known = handlers } = options;
  try {
    const handle = known[job.kind];
    if (!handle) throw new Error(`Nobody knows how to do ${job.kind}.`);
    await inTransaction(givingWay(db), async (trx: Trx) => {
      await handle({ ...options, trx, payload: job.payload });
      if (!(await finishJob(trx, { job, now: now() }))) throw new LeaseLost();
    });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    log.error({ job: job.id, kind: job.kind, attempt: job.attempts, err: error }, 'a job failed');
    await failJob(db, { job, error, now: now() });
  }
}
