import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { processNextFilm } from '#app/features/recordings/processing-run.server.ts';
import type { WorkerOptions } from './worker.ts';

interface FilmsOptions extends WorkerOptions {
  worker: string;
  /** Does one thing; never throws. */
  attempt(task: string, work: () => Promise<unknown>): Promise<void>;
}

/** Looks every now and then for a film to make ready, one at a time. It goes on beside the turns of the worker: a film takes long. */
export class Films {
  readonly #stop = new AbortController();
  #busy: Promise<void> | null = null;

  constructor(readonly options: FilmsOptions) {}

  /** Begins with the next film unless one is in hand. Returns at once. */
  look(): void {
    if (this.#busy || this.#stop.signal.aborted) return;
    const { db, env, now, log, worker, attempt } = this.options;
    const processor = { env, now, log, worker, actor: systemActor('films'), stop: this.#stop.signal };
    this.#busy = attempt('films', async () => {
      while (await processNextFilm(db, processor));
    }).finally(() => {
      this.#busy = null;
    });
  }

  /** Ends ffmpeg and gives its film back, for others to go on with at once. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('the worker ends'));
    await this.#busy;
  }
}
