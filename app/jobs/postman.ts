import { deliverNext } from '#app/features/messages/delivering.server.ts';
import type { Way } from '#app/features/messages/message.rules.ts';
import type { Provider } from '#app/features/messages/provider.ts';
import { providerOf } from '#app/features/messages/providers.server.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import { isUnavailable } from '#db/dialect.server.ts';
import type { Worker, WorkerOptions } from './worker.ts';

const EVERY_MS = 1000;
const DEMO_FLAG = 'demo';

/** Carries messages out, one after the other, beside everything else that the worker does: a server may be slow or away. */
export function startPostman({
  db,
  env,
  log,
  now,
  worker,
  ready = async () => true,
  everyMs = EVERY_MS,
}: WorkerOptions & { worker: string }): Worker {
  const carriers = new Map<Way, Provider | null>();
  const carrier = (way: Way): Provider | null => {
    if (!carriers.has(way)) carriers.set(way, providerOf(env, way));
    return carriers.get(way) ?? null;
  };
  let stopped = false;
  let isReady = false;
  let turn: Promise<void> = Promise.resolve();
  let timer = setTimeout(next, everyMs * Math.random());
  timer.unref();

  function next(): void {
    turn = workOff().then(() => {
      if (stopped) return;
      timer = setTimeout(next, Math.min(everyMs, EVERY_MS));
      timer.unref();
    });
  }

  async function workOff(): Promise<void> {
    try {
      isReady ||= await ready();
      if (!isReady) return;
      const mayShow = async () =>
        process.env.NODE_ENV === 'development' || (await academyFlag(db, DEMO_FLAG)) !== null;
      const delivering = { env, providerOf: carrier, log, mayShow, worker, now };
      while (!stopped && (await deliverNext(db, delivering)));
    } catch (error) {
      if (isUnavailable(error)) log.warn({ task: 'messages' }, 'the worker waits for the database');
      else log.error({ task: 'messages', err: error }, 'a message could not be carried');
    }
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
