import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { handOverNext } from '#app/features/recordings/hand-over.server.ts';
import { removeLeftover } from '#app/features/recordings/leftovers.server.ts';
import { muxProvider } from '#app/features/recordings/mux.server.ts';
import { isUnavailable } from '#db/dialect.server.ts';
import type { Worker, WorkerOptions } from './worker.ts';

const EVERY_MS = 3000;

/**
 * Hands films to the provider, and has removed there what is not to be played any more, one after the other, beside everything else that the worker does: one takes minutes. Does nothing
 * where films are served from here. To stop breaks a film off; what was sent of it stays sent.
 */
export function startHandingOver({
  db,
  env,
  log,
  now,
  ready = async () => true,
  everyMs = EVERY_MS,
}: WorkerOptions): Worker {
  const provider = muxProvider(env);
  if (!provider) return { stop: async () => undefined };
  const ending = new AbortController();
  const options = {
    provider,
    env,
    actor: systemActor('worker'),
    now,
    signal: ending.signal,
  };
  let isReady = false;
  let turn: Promise<void> = Promise.resolve();
  let timer = setTimeout(next, everyMs);
  timer.unref();

  function next(): void {
    turn = workOff().then(() => {
      if (ending.signal.aborted) return;
      timer = setTimeout(next, everyMs);
      timer.unref();
    });
  }

  async function workOff(): Promise<void> {
    try {
      isReady ||= await ready();
      while (isReady && !ending.signal.aborted) {
        const isBusy = (await removeLeftover(db, options)) || (await handOverNext(db, options)) !== null;
        if (!isBusy) return;
      }
    } catch (error) {
      if (isUnavailable(error)) log.warn({ task: 'films' }, 'the worker waits for the database');
      else log.error({ task: 'films', err: error }, 'a film could not be handed over');
    }
  }

  return {
    async stop() {
      ending.abort(new Error('the process ends'));
      clearTimeout(timer);
      await turn;
    },
  };
}
