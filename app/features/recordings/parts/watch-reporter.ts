import type { Counting } from './counting.ts';
import { type PlayedSpan, rounded, WatchTracker, withoutFirst } from './watch-tracker.ts';

export interface PostAnswer {
  status: number;
  body: unknown;
}

/** Posts JSON to an address; rejects when the network is down. */
export type Post = (address: string, body: unknown) => Promise<PostAnswer>;

interface Figures {
  coveredSeconds: number;
  complete: boolean;
}

const MOST_SPANS = 200;
/** Given up when a report was too much: else it would be too much again each time. */
const GIVEN_UP_SECONDS = 10;

/**
 * Tells the server what was played: a lease first, then what the tracker gathered, again and again. What cannot be sent waits
 * for the network; a lost lease stops everything until somebody asks for it here again.
 */
export class WatchReporter {
  readonly tracker = new WatchTracker();
  #lease: string | null = null;
  #waiting: PlayedSpan[] = [];
  #fastest = 0;
  #busy = false;
  #counting: Counting;

  constructor(
    readonly address: string,
    readonly post: Post,
    readonly onChange: (counting: Counting) => void,
    known: Figures,
  ) {
    this.#counting = {
      state: 'idle',
      online: true,
      dropped: false,
      coveredSeconds: known.coveredSeconds,
      complete: known.complete,
    };
  }

  get isCounting(): boolean {
    return this.#lease !== null;
  }

  /** Asks for the lease, unless it is held. True when what is played from now on counts. */
  async hold(): Promise<boolean> {
    if (this.#lease) return true;
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const { status, body } = await this.post(`${this.address}/lease`, {});
      if (status !== 200) return this.#refused(status);
      const granted = body as Figures & { lease: string };
      this.tracker.forget();
      this.#waiting = [];
      this.#lease = granted.lease;
      this.#say({
        state: 'counting',
        online: true,
        dropped: false,
        coveredSeconds: granted.coveredSeconds,
        complete: granted.complete,
      });
      return true;
    } catch {
      this.#say({ online: false });
      return false;
    } finally {
      this.#busy = false;
    }
  }

  /** The speed that is being played at; the fastest since the last report is what it says. */
  playingAt(rate: number): void {
    this.#fastest = Math.max(this.#fastest, rate);
  }

  /** Sends what was played since the last report. `atOnce` also while another one is under way: the page is being left. */
  async report({ atOnce = false } = {}): Promise<void> {
    if (!this.#lease || (this.#busy && !atOnce)) return;
    this.#waiting.push(...this.tracker.take());
    const spans = this.#waiting.splice(0, MOST_SPANS);
    if (spans.length === 0) return;
    const rate = this.#fastest || 1;
    this.#busy = true;
    try {
      const { status, body } = await this.post(this.address, {
        lease: this.#lease,
        spans: spans.map(rounded),
        rate,
      });
      if (status === 200) this.#hear(body as Figures & { accepted: boolean; reason?: string }, spans);
      else if (status >= 500 || status === 429) this.#keep(spans);
      else this.#refused(status);
    } catch {
      this.#keep(spans);
    } finally {
      this.#busy = false;
    }
  }

  #hear(answer: Figures & { accepted: boolean; reason?: string }, spans: PlayedSpan[]): void {
    const figures = { coveredSeconds: answer.coveredSeconds, complete: answer.complete, online: true };
    if (answer.accepted) this.#fastest = 0;
    if (answer.reason === 'lease-lost') {
      this.#letGo();
      this.#say({ ...figures, state: 'lost' });
      return;
    }
    if (answer.reason === 'too-fast') this.#waiting.unshift(...withoutFirst(spans, GIVEN_UP_SECONDS));
    this.#say({ ...figures, dropped: answer.reason === 'too-fast' });
  }

  #keep(spans: PlayedSpan[]): void {
    this.#waiting.unshift(...spans);
    this.#say({ online: false });
  }

  #refused(status: number): false {
    this.#letGo();
    this.#say({ state: status === 401 ? 'signed-out' : 'gone', online: true });
    return false;
  }

  #letGo(): void {
    this.#lease = null;
    this.#waiting = [];
    this.tracker.forget();
  }

  #say(change: Partial<Counting>): void {
    this.#counting = { ...this.#counting, ...change };
    this.onChange(this.#counting);
  }
}
