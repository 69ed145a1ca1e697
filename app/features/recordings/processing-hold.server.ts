import type { Db } from '#db/database.ts';
import { HOLD_SECONDS, type ProcessingStep } from './processing.rules.ts';
import { type Claimed, heardOf, partDone } from './processing-claims.server.ts';

const HEARD_EVERY_MS = 5_000;

/** Somebody else has the film now, or it is wanted anew. */
export class HoldLost extends Error {}

/** A film in hand, while ffmpeg runs: says every few seconds that the worker is there, and how far it is. */
export class Hold {
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #heardAt: number;
  #step: ProcessingStep = 'look';
  #percent = 0;
  /** Ends what is under way: the worker stops, or the film is not its own any more. */
  readonly signal: AbortSignal;

  constructor(
    readonly db: Db,
    readonly held: Claimed,
    readonly options: { now: () => Date; stop: AbortSignal },
  ) {
    this.signal = AbortSignal.any([options.stop, this.#lost.signal]);
    this.#heardAt = options.now().getTime();
    this.#timer = setInterval(() => void this.#beat(), HEARD_EVERY_MS);
  }

  at(step: ProcessingStep, percent: number): void {
    const isNew = step !== this.#step;
    this.#step = step;
    this.#percent = percent;
    if (isNew) void this.#beat();
  }

  /** Notes what is done and makes sure that the film is still in hand. Throws `HoldLost` where it is not. */
  async noteDone(): Promise<void> {
    this.held.tries = 1;
    if (!(await partDone(this.db, this.held, { now: this.options.now() }))) throw this.#lose();
    this.#heardAt = this.options.now().getTime();
  }

  /** Throws where the film is in other hands: before anything is put where they might put it too. */
  async makeSure(): Promise<void> {
    await this.#beat();
    this.signal.throwIfAborted();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** While the database does not answer the work goes on, until nobody could know any more that it does. */
  async #beat(): Promise<void> {
    const now = this.options.now();
    try {
      const sign = { step: this.#step, percent: this.#percent, now };
      if (await heardOf(this.db, this.held, sign)) this.#heardAt = now.getTime();
      else this.#lose();
    } catch {
      if (now.getTime() - this.#heardAt >= HOLD_SECONDS * 1000) this.#lose();
    }
  }

  #lose(): HoldLost {
    const lost = new HoldLost('the film is in other hands');
    this.#lost.abort(lost);
    return lost;
  }
}
