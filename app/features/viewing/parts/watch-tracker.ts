/** Played parts of a lecture, [from, to] in seconds. */
export type PlayedSpan = [number, number];

/** A player tells its place a few times a second, and a little late; more than this ahead of the clock was a jump. */
const SLACK_SECONDS = 0.75;

interface Moment {
  mediaSeconds: number;
  clockMs: number;
  rate: number;
}

/** Gathers what is really played from what the player tells: where it stands, again and again. Jumps are not played. */
export class WatchTracker {
  #done: PlayedSpan[] = [];
  #open: PlayedSpan | null = null;
  #lastClockMs = 0;

  /** The player stands here now, playing. */
  tick({ mediaSeconds, clockMs, rate }: Moment): void {
    const open = this.#open;
    const allowed = ((clockMs - this.#lastClockMs) / 1000) * rate + SLACK_SECONDS;
    this.#lastClockMs = clockMs;
    if (!open) {
      this.#open = [mediaSeconds, mediaSeconds];
      return;
    }
    const played = mediaSeconds - open[1];
    if (played < 0 || played > allowed) {
      this.break();
      this.#open = [mediaSeconds, mediaSeconds];
    } else {
      open[1] = mediaSeconds;
    }
  }

  /** What comes next does not follow on: a pause, a jump, another lease. */
  break(): void {
    if (this.#open && this.#open[1] > this.#open[0]) this.#done.push(this.#open);
    this.#open = null;
  }

  /** Hands over what was played since the last time, in the order of playing. */
  take(): PlayedSpan[] {
    const taken = this.#done;
    this.#done = [];
    if (this.#open && this.#open[1] > this.#open[0]) {
      taken.push(this.#open);
      this.#open = [this.#open[1], this.#open[1]];
    }
    return taken;
  }

  /** The same without handing over. */
  gathered(): PlayedSpan[] {
    const open = this.#open && this.#open[1] > this.#open[0] ? [this.#open] : [];
    return [...this.#done, ...open];
  }

  /** Forgets what nobody has taken. */
  forget(): void {
    this.#done = [];
    this.#open = null;
  }
}

/** To whole milliseconds. */
export function rounded([from, to]: PlayedSpan): PlayedSpan {
  return [Math.round(from * 1000) / 1000, Math.round(to * 1000) / 1000];
}

/** The spans without the first so many seconds of them. */
export function withoutFirst(spans: readonly PlayedSpan[], seconds: number): PlayedSpan[] {
  let left = seconds;
  return spans.flatMap(([from, to]): PlayedSpan[] => {
    const cut = Math.min(left, to - from);
    left -= cut;
    return from + cut < to ? [[from + cut, to]] : [];
  });
}
