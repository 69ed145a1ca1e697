import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { hasFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import { signOn } from '#app/features/recordings/film-workers.server.ts';
import { processNextFilm } from '#app/features/recordings/processing-run.server.ts';
import type { WorkerOptions } from './worker.ts';

const SAY_EVERY_MS = 20_000;

interface FilmsOptions extends WorkerOptions {
  worker: string;
  /** Does one thing; never throws. */
  attempt(task: string, work: () => Promise<unknown>): Promise<void>;
}

/** Looks every now and then for a film to make ready, one at a time. It goes on beside the turns of the worker: a film takes long. */
export class Films {
  readonly #stop = new AbortController();
  #since: Date | undefined;
  #saidAt = 0;
  #busy: Promise<void> | null = null;

  constructor(readonly options: FilmsOptions) {}

  /** Makes the worker known and begins with the next film unless one is in hand. Returns at once. */
  look(): void {
    if (this.#stop.signal.aborted) return;
    if (this.#busy) void this.#sign();
    else this.#begin();
  }

  #begin(): void {
    const { db, env, now, log, worker, attempt } = this.options;
    const stop = this.#stop.signal;
    this.#busy = attempt('films', async () => {
      await this.#say();
      this.#since ??= now();
      const processor = { env, now, log, worker, actor: systemActor('films'), stop, since: this.#since };
      while (await processNextFilm(db, processor));
    }).finally(() => {
      this.#busy = null;
    });
  }

  /** A film takes hours, and its worker is there meanwhile. */
  #sign(): Promise<void> {
    return this.options.attempt('film workers', () => this.#say());
  }

  async #say(): Promise<void> {
    const { db, worker } = this.options;
    const now = this.options.now();
    if (now.getTime() - this.#saidAt < SAY_EVERY_MS) return;
    this.#saidAt = now.getTime();
    await signOn(db, { worker, hasFfmpeg: await hasFfmpeg(), now });
  }

  /** Ends ffmpeg and gives its film back, for others to go on with at once. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('the worker ends'));
    await this.#busy;
  }
}
