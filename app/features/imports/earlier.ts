import type { Namesake, RowKeys } from './kinds.ts';

export interface EarlierRow {
  number: number;
  thing: string;
  whole: string;
  facts: Record<string, string>;
  namesake?: Namesake | undefined;
  /** Whom it was found to mean; empty for somebody new. */
  personId?: string | undefined;
}

/** By what rows are found again. */
export type AskedBy = 'thing' | 'name' | 'phone';

/** The rows of a sheet about things that come before those in hand: asked of the database for a batch, and added to as it is judged. */
export class EarlierRows {
  readonly #rows = new Map<string, EarlierRow[]>();
  readonly #named = new Map<string, EarlierRow[]>();
  readonly #called = new Map<string, EarlierRow[]>();

  constructor(readonly ask: (keys: readonly string[], by: AskedBy) => Promise<Map<string, EarlierRow[]>>) {}

  /** Learns about these things, and about whoever is called so or has these telephone numbers, for a whole batch at once. */
  async about(
    things: readonly string[],
    { names = [], phones = [] }: { names?: readonly string[]; phones?: readonly string[] } = {},
  ): Promise<void> {
    for (const [phone, rows] of await this.ask(phones, 'phone')) this.#called.set(phone, rows);
    // Who has one of the numbers may be a thing of another row.
    const theirs = [...this.#called.values()].flatMap(([first]) => first?.thing ?? []);
    const asked = [...new Set([...things, ...theirs])];
    for (const [thing, rows] of await this.ask(asked, 'thing')) this.#rows.set(thing, rows);
    for (const [name, rows] of await this.ask(names, 'name')) this.#named.set(name, rows);
  }

  /** The rows about people of one name in one community. */
  namesakes({ key }: Pick<Namesake, 'key'>): readonly EarlierRow[] {
    return this.#named.get(key) ?? [];
  }

  /** The rows that say one telephone number. */
  ofPhone(phone = ''): readonly EarlierRow[] {
    return phone === '' ? [] : (this.#called.get(phone) ?? []);
  }

  /** The rows about the same thing. */
  ofThing(thing: string): readonly EarlierRow[] {
    return this.#rows.get(thing) ?? [];
  }

  /** The first row about the same thing. */
  first(thing: string): EarlierRow | null {
    return this.#rows.get(thing)?.[0] ?? null;
  }

  /** Everybody whom rows about these things were found to mean. */
  people(): string[] {
    return [...new Set([...this.#rows.values()].flat().flatMap(({ personId }) => personId || []))];
  }

  /** The first row that says the same. */
  again({ thing, whole }: RowKeys): EarlierRow | null {
    return this.#rows.get(thing)?.find((row) => row.whole === whole) ?? null;
  }

  /** The first row that says that they are at the same unit, whatever as. */
  knownAt({ thing, namesake }: RowKeys): EarlierRow | null {
    if (!namesake) return null;
    const rows = this.#rows.get(thing) ?? [];
    return rows.find((row) => row.namesake?.unitId === namesake.unitId) ?? null;
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

  note(number: number, { thing, whole, facts, namesake, phone, personId }: RowKeys): void {
    const row = { number, thing, whole, facts, namesake, personId };
    this.#rows.set(thing, [...(this.#rows.get(thing) ?? []), row]);
    if (phone) this.#called.set(phone, [...this.ofPhone(phone), row]);
    if (namesake) this.#named.set(namesake.key, [...this.namesakes(namesake), row]);
  }
}
