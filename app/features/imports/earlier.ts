import type { Namesake, RowKeys } from './kinds.ts';

export interface EarlierRow {
  number: number;
  whole: string;
  facts: Record<string, string>;
  namesake?: Namesake | undefined;
}

/** The rows of a sheet about things that come before those in hand: asked of the database for a batch, and added to as it is judged. */
export class EarlierRows {
  readonly #rows = new Map<string, EarlierRow[]>();
  readonly #named = new Map<string, EarlierRow[]>();

  constructor(
    readonly ask: (keys: readonly string[], by: 'thing' | 'name') => Promise<Map<string, EarlierRow[]>>,
  ) {}

  /** Learns about these things, and about whoever is called so, for a whole batch at once. */
  async about(things: readonly string[], names: readonly string[] = []): Promise<void> {
    for (const [thing, rows] of await this.ask(things, 'thing')) this.#rows.set(thing, rows);
    for (const [name, rows] of await this.ask(names, 'name')) this.#named.set(name, rows);
  }

  /** The rows about people of one name in one community. */
  namesakes({ key }: Pick<Namesake, 'key'>): readonly EarlierRow[] {
    return this.#named.get(key) ?? [];
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

  note(number: number, { thing, whole, facts, namesake }: RowKeys): void {
    const row = { number, whole, facts, namesake };
    this.#rows.set(thing, [...(this.#rows.get(thing) ?? []), row]);
    if (namesake) this.#named.set(namesake.key, [...this.namesakes(namesake), row]);
  }
}
