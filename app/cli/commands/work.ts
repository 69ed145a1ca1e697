import { type Command, withDatabase } from '#app/cli/command.ts';
import { startWorker } from '#app/jobs/worker.ts';
import { createLog } from '#app/server/log.ts';

export const work: Command = {
  name: 'work',
  summary: 'works off queued jobs and what falls due, until it is ended',
  usage: '',
  help: [
    'A worker of its own beside the one that npm start runs; as many as you like, on any machine that reaches the',
    'database and the media. SIGTERM or Ctrl-C ends it after what it has begun.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db) => {
      const worker = startWorker({ db, env, log: createLog(env.LOG_LEVEL), now });
      terminal.say('Working. Ctrl-C ends it.');
      await ended();
      await worker.stop();
      return 0;
    }),
};

/** Until somebody asks this process to end. The worker's own pauses do not keep it alive. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 3_600_000);
    const end = () => {
      clearInterval(alive);
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  });
}
