import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { isUnavailable } from '#db/dialect.server.ts';
import { Films } from './films.ts';
import { startHandingOver } from './handing-over.ts';
import { startPostman } from './postman.ts';
import { workOffJobs } from './queued.ts';
import type { Round } from './round.ts';
import { rounds } from './rounds.ts';

export interface WorkerOptions {
  db: Db;
  env: Env;
  log: Logger;
  now: () => Date;
  /** Asked until it says yes once: before the database is migrated there is nothing to do. */
  ready?: () => Promise<boolean>;
  /** Pause between two looks at the job table. */
  everyMs?: number;
}

export interface Worker {
  /** Ends after what has begun; nothing new is begun. */
  stop(): Promise<void>;
}

const EVERY_MS = 3000;

/**
 * Does what nobody waits for: queued jobs, what falls due by itself (offers, evaluation windows, sessions), and films beside
 * that. Several workers may share a database; each job and each offer has its effect once. Trouble is logged and tried again.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { everyMs = EVERY_MS, ready = async () => true } = options;
  const handingOver = startHandingOver(options);
  const postman = startPostman({ ...options, worker: name });
  let isReady = false;
  const due = new Map<Round, number>();
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();
  const films = new Films({
    ...options,
    worker: name,
    attempt: (task, work) => attempt(options, task, work),
  });
  let timer = setTimeout(next, everyMs * Math.random());
  timer.unref();

  function next(): void {
    turn = attempt(options, 'start', async () => {
      isReady ||= await ready();
      if (!isReady) return;
      films.look();
      await oneTurn(options, due, () => stopped);
    }).then(() => {
      if (stopped) return;
      timer = setTimeout(next, everyMs);
      timer.unref();
    });
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.all([turn, films.stop(), handingOver.stop(), postman.stop()]);
    },
  };
}

/** One look at everything: the rounds that are due, then the jobs. Never throws. */
async function oneTurn(
  options: WorkerOptions,
  due: Map<Round, number>,
  stopped: () => boolean,
): Promise<void> {
  for (const round of rounds) {
    const at = options.now().getTime();
    if (stopped() || at < (due.get(round) ?? 0)) continue;
    due.set(round, at + round.everySeconds * 1000);
    await attempt(options, round.name, () => round.run({ ...options, stopped }));
  }
  if (!stopped()) await attempt(options, 'jobs', () => workOffJobs({ ...options, worker: name, stopped }));
}

const name = `${hostname()}:${process.pid}`.slice(0, 64);

async function attempt({ log }: WorkerOptions, task: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isUnavailable(error)) log.warn({ task }, 'the worker waits for the database');
    else log.error({ task, err: error }, 'the worker failed at a task');
  }
}
