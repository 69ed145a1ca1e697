/** How often people typed a wrong code of late: six figures are not to be found by trying. Each server counts its own. */
const WINDOW_MS = 10 * 60_000;
const MOST_KEPT = 5_000;

interface Count {
  since: number;
  wrong: number;
}

export class WrongCodes {
  readonly #counts = new Map<string, Count>();

  /** Whether somebody may not try again for now. */
  isOver(personId: string, { most, now }: { most: number; now: Date }): boolean {
    const count = this.#counts.get(personId);
    return count !== undefined && now.getTime() - count.since < WINDOW_MS && count.wrong >= most;
  }

  /** Counts a wrong one; whoever came first is forgotten first where too many are kept. */
  note(personId: string, now: Date): void {
    const count = this.#counts.get(personId);
    const isOld = !count || now.getTime() - count.since >= WINDOW_MS;
    this.#counts.delete(personId);
    this.#counts.set(
      personId,
      isOld ? { since: now.getTime(), wrong: 1 } : { ...count, wrong: count.wrong + 1 },
    );
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MOST_KEPT && oldest !== undefined) this.#counts.delete(oldest);
  }
}
