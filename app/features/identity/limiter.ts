/** Thrown when the waiting room is full: answer 429 and let people try again. */
export class Busy extends Error {
  constructor() {
    super('Too much of this work is waiting already.');
  }
}

/** Lets a few pieces of work run at once, a bounded number wait in line, and refuses the rest. */
export class Limiter {
  readonly #atOnce: number;
  readonly #waiting: number;
  readonly #line: (() => void)[] = [];
  #running = 0;

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.#atOnce = atOnce;
    this.#waiting = waiting;
  }

  get full(): boolean {
    return this.#running >= this.#atOnce && this.#line.length >= this.#waiting;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.full) throw new Busy();
    if (this.#running >= this.#atOnce) await new Promise<void>((resolve) => this.#line.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      // The place passes straight to the next in line, so nobody slips in between.
      const next = this.#line.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
