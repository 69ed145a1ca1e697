import { beforehand, type Counting, type Figures } from './counting.ts';
import type { Kept } from './kept-watching.ts';
import { type PlayedSpan, rounded, WatchTracker, withoutFirst } from './watch-tracker.ts';

export interface PostAnswer {
  status: number;
  body: unknown;
}

/** Posts JSON to an address; rejects when the network is down. */
export type Post = (address: string, body: unknown) => Promise<PostAnswer>;

type Reported = Figures & { accepted: boolean; reason?: string; ask?: true; left?: PlayedSpan[] };
type Sent = { lease: string; spans: PlayedSpan[]; rate: number };
type Granted = Figures & { lease: string; positionSeconds: number; tookOver?: true; ask?: true };

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
  /** The lease that this player held last, for the server to know it again. */
  #former: string | null = null;
  #waiting: PlayedSpan[] = [];
  #underWay: PlayedSpan[] = [];
  /** What the device had kept and could not send yet: the network was away, or a question comes first. */
  #unsentKept: Sent | null = null;
  #fastest = 0;
  #busy = false;
  #counting: Counting;
  /** Where the lecture stood when the lease was granted, by the server. */
  grantedAtSeconds = 0;

  constructor(
    readonly address: string,
    readonly post: Post,
    readonly onChange: (counting: Counting) => void,
    known: Figures,
  ) {
    this.#counting = beforehand(known);
  }

  get isCounting(): boolean {
    return this.#lease !== null;
  }

  get counting(): Counting {
    return this.#counting;
  }

  /** What the server does not have yet, for the device to keep; null without a lease. */
  unsent(positionSeconds: number): Kept | null {
    if (!this.#lease) return null;
    const spans = [...this.#underWay, ...this.#waiting, ...this.tracker.gathered()].slice(0, MOST_SPANS);
    return { lease: this.#lease, spans: spans.map(rounded), rate: this.#fastest || 1, positionSeconds };
  }

  /**
   * Sends what the device had kept when the page was closed or killed. `ours`: no other device has been watching since, so the
   * kept position is the right one.
   */
  async sendKept({ lease, spans, rate }: Sent): Promise<'ours' | 'elsewhere' | 'offline'> {
    // A new lease forgets it on the device; until the next one the server still takes it.
    const waits = () => {
      this.#unsentKept = { lease, spans, rate };
      this.#former ??= lease;
      return 'offline' as const;
    };
    try {
      const { status, body } = await this.post(this.address, { lease, spans, rate, late: true });
      if (status >= 500 || status === 429) return waits();
      if (status !== 200) return 'elsewhere';
      const answer = body as Reported;
      this.#say(figuresOf(answer));
      if (!answer.accepted) return 'elsewhere';
      if (answer.left) this.#unsentKept = { lease, spans: answer.left, rate };
      this.#former ??= lease;
      return 'ours';
    } catch {
      return waits();
    }
  }

  /** Asks for the lease, unless it is held. True when what is played from now on counts. */
  async hold(): Promise<boolean> {
    if (this.#lease) return true;
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const from = this.#former ? { from: this.#former } : {};
      const { status, body } = await this.post(`${this.address}/lease`, from);
      if (status >= 500 || status === 429) throw new Error('busy');
      if (status !== 200) return this.#refused(status);
      const granted = body as Granted;
      this.tracker.forget();
      this.#waiting = [];
      this.#lease = granted.lease;
      this.#former = granted.lease;
      this.grantedAtSeconds = granted.positionSeconds;
      this.#say({
        ...figuresOf(granted),
        state: 'counting',
        online: true,
        dropped: false,
        asking: granted.ask === true,
        tookOver: granted.tookOver === true,
      });
      this.#sendWaiting();
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

  /**
   * Sends what was played since the last report. `atOnce` also while another one is under way: the page is being left. `evenNothing`
   * asks whether the lease is still held here.
   */
  async report({ atOnce = false, evenNothing = false } = {}): Promise<void> {
    if (!this.#lease || (this.#busy && !atOnce)) return;
    if (!atOnce) this.#sendWaiting();
    this.#waiting.push(...this.tracker.take());
    const spans = this.#waiting.splice(0, MOST_SPANS);
    if (spans.length === 0 && !evenNothing) return;
    const [lease, rate] = [this.#lease, this.#fastest || 1];
    this.#busy = true;
    this.#underWay = spans;
    try {
      const sent = { lease, spans: spans.map(rounded), rate };
      const { status, body } = await this.post(this.address, sent);
      if (status === 200) await this.#hear(body as Reported, sent);
      else if (status >= 500 || status === 429) this.#keep(spans);
      else this.#refused(status);
    } catch {
      this.#keep(spans);
    } finally {
      this.#busy = false;
      this.#underWay = [];
    }
  }

  /** Yes, still there. What waited for the answer is sent after it. */
  async answer(): Promise<boolean> {
    try {
      const { status } = await this.post(`${this.address}/answer`, { lease: this.#lease });
      if (status !== 200) return false;
      this.#say({ asking: false, online: true });
      this.#sendWaiting();
      await this.report({ evenNothing: true });
      return !this.#counting.asking && this.isCounting;
    } catch {
      this.#say({ online: false });
      return false;
    }
  }

  /** What waited for an answer or for the network, at once, since the device has forgotten it; where the network is away it waits on. */
  #sendWaiting(): void {
    const kept = this.#unsentKept;
    if (!kept || this.#counting.asking) return;
    this.#unsentKept = null;
    void this.sendKept(kept);
  }

  async #hear(answer: Reported, sent: Sent): Promise<void> {
    if (answer.accepted) this.#fastest = 0;
    if (answer.reason === 'lease-lost') {
      this.#letGo();
      // Up to the moment when another device took over, this one had the word.
      const late = sent.spans.length > 0 ? await this.#late(sent) : null;
      this.#say({ ...figuresOf(late ?? answer), online: true, state: 'lost', tookOver: false });
      return;
    }
    if (answer.reason === 'too-fast') this.#waiting.unshift(...withoutFirst(sent.spans, GIVEN_UP_SECONDS));
    if (answer.left) this.#waiting.unshift(...answer.left);
    this.#say({
      ...figuresOf(answer),
      online: true,
      dropped: answer.reason === 'too-fast',
      asking: answer.ask === true,
    });
  }

  async #late(sent: Sent): Promise<Reported | null> {
    const { status, body } = await this.post(this.address, { ...sent, late: true });
    return status === 200 ? (body as Reported) : null;
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

function figuresOf({ coveredSeconds, furthestSeconds, complete }: Figures): Figures {
  return { coveredSeconds, furthestSeconds, complete };
}
