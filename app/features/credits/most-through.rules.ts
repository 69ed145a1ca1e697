/** How much passes through pipes of given widths from the first node to the second: the greatest flow (Edmonds and Karp). */

const [SOURCE, SINK] = ['source', 'sink'];

export class Pipes {
  readonly #widths = new Map<string, Map<string, number>>();

  /** Lays a pipe, or widens one that is there. `source` and `sink` are where everything begins and ends. */
  add(from: string, to: string, width: number): void {
    this.#widen(from, to, width);
    this.#widen(to, from, 0);
  }

  #widen(from: string, to: string, by: number): void {
    const out = this.#widths.get(from) ?? new Map<string, number>();
    this.#widths.set(from, out);
    out.set(to, (out.get(to) ?? 0) + by);
  }

  /** The greatest amount, in whole numbers when all widths are. Uses the pipes up. */
  mostThrough(): number {
    let total = 0;
    for (let path = this.#path(); path.length > 0; path = this.#path()) {
      const amount = Math.min(...path.map(([from, to]) => this.#widths.get(from)?.get(to) ?? 0));
      for (const [from, to] of path) {
        this.#widen(from, to, -amount);
        this.#widen(to, from, amount);
      }
      total += amount;
    }
    return total;
  }

  /** The pipes of a shortest way that still has room; none when there is no such way. */
  #path(): [from: string, to: string][] {
    const cameFrom = new Map([[SOURCE, SOURCE]]);
    const queue = [SOURCE];
    for (const node of queue)
      for (const [next, width] of this.#widths.get(node) ?? [])
        if (width > 0 && !cameFrom.has(next)) {
          cameFrom.set(next, node);
          queue.push(next);
        }
    const path: [string, string][] = [];
    for (let node = SINK; node !== SOURCE; ) {
      const before = cameFrom.get(node);
      if (before === undefined) return [];
      path.push([before, node]);
      node = before;
    }
    return path;
  }
}
