import { RESET_JOB } from '#app/features/accounts/forgotten.server.ts';
import { sendResetCode } from '#app/features/accounts/reset-codes.server.ts';
import { BATCH_JOB, workOnBatch } from '#app/features/credentials/batches.server.ts';
import { compareWithLedger } from '#app/features/credentials/comparing.server.ts';
import { SUM_CHANGED_JOB } from '#app/features/credits/ledger.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Trx } from '#db/database.ts';
import type { WorkerOptions } from './worker.ts';

/** What a handler gets: the transaction that holds its effect, and what the job says. Check the payload with zod. */
export interface JobInHand extends Omit<WorkerOptions, 'db'> {
  trx: Trx;
  payload: unknown;
}

export type Handler = (job: JobInHand) => Promise<void>;

/** How each kind of queued job is done. A room queues its work under a kind that is entered here. */
export const handlers: Readonly<Record<string, Handler>> = {
  [BATCH_JOB]: ({ trx, payload, now }) =>
    workOnBatch(trx, { payload, actor: systemActor('certificates'), now: now() }),
  [RESET_JOB]: ({ trx, payload, env, now }) => sendResetCode(trx, { payload, env, now: now() }),
  [SUM_CHANGED_JOB]: ({ trx, payload, now }) => compareWithLedger(trx, { payload, now: now() }),
};
