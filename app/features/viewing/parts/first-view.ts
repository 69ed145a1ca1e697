/** A player rounds, and a step of one sentence is no skipping. */
const SLACK_SECONDS = 1;

interface Reached {
  furthestSeconds: number;
  complete: boolean;
}

/**
 * The first time a lecture is watched in order: going ahead ends at the furthest moment reached. Back is always free, and once
 * enough is watched everything is. What counts is the server's business; this only spares somebody a wrong hope.
 */
export class FirstView {
  #furthest = 0;

  constructor(
    readonly inOrder: boolean,
    readonly reached: () => Reached,
  ) {}

  /** It plays here now. */
  playedTo(seconds: number): void {
    this.#furthest = Math.max(this.#furthest, seconds);
  }

  /** Where a jump to a moment may end: there, or at the furthest moment reached. */
  allowed(seconds: number): number {
    const { furthestSeconds, complete } = this.reached();
    const furthest = Math.max(this.#furthest, furthestSeconds);
    return !this.inOrder || complete || seconds <= furthest + SLACK_SECONDS ? seconds : furthest;
  }
}
