import type { RowKeys } from './kinds.ts';

export interface EarlierRow {
  number: number;
  whole: string;
  facts: Record<string, string>;
}

/** The rows of a sheet about things that come before those in hand: asked of the database for a batch, and added to as it is judged. */
export class EarlierRows {
  readonly #rows = new Map<string, EarlierRow[]>();

  constructor(readonly ask: (things: readonly string[]) => Promise<Map<string, EarlierRow[]>>) {}

  /** Learns about these things, for a whole batch at once. */
  async about(things: readonly string[]): Promise<void> {
    for (const [thing, rows] of await this.ask(things)) this.#rows.set(thing, rows);
  }

  /** The first row about the same thing. */
  first(thing: string): EarlierRow | null {
    return this.#rows.get(thing)?.[0] ?? null;
  }

  /** The first row that says the same. */
  again({ thing, whole }: RowKeys): EarlierRow | null {
    return this.#rows.get(thing)?.find((row) => row.whole === whole) ?? null;
  }

  /** The first row that says something else of the same thing under one of these names, and what. */
  against({ thing, facts }: RowKeys): { row: number; name: string; said: string } | null {
    for (const { number, facts: theirs } of this.#rows.get(thing) ?? [])
      for (const [name, said] of Object.entries(theirs)) {
        const own = facts[name];
        if (own !== undefined && own !== '' && said !== '' && own !== said)
          return { row: number, name, said };
      }
    return null;
  }

  note(number: number, { thing, whole, facts }: RowKeys): void {
    this.#rows.set(thing, [...(this.#rows.get(thing) ?? []), { number, whole, facts }]);
  }
}
