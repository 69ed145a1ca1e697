/** One column of a table, said once for both engines. `max` counts characters. */
export interface Column {
  kind: 'text' | 'long' | 'integer';
  max: number;
  nullable: boolean;
  references?: string;
  referencesColumn: string;
}

export interface TableShape {
  columns: Record<string, Column>;
  /** `id` when left out. */
  primaryKey?: readonly string[];
  unique?: readonly (readonly string[])[];
  indexes?: readonly (readonly string[])[];
  /** SQL conditions in words that both engines read. */
  checks?: readonly string[];
  /** Rows must not lie in the order in which they came (ballots and receipts). */
  unordered?: boolean;
}

const base = { nullable: false, referencesColumn: 'id' } as const;

/** Text of at most `max` characters. */
export const text = (max: number): Column => ({ ...base, kind: 'text', max });
/** Long text: Markdown, JSON. */
export const long = (): Column => ({ ...base, kind: 'long', max: 4_000_000 });
export const integer = (): Column => ({ ...base, kind: 'integer', max: 0 });
/** 0 or 1. */
export const flag = integer;
/** A UUID as text. */
export const id = (): Column => text(36);
/** An instant, UTC ISO text with milliseconds. */
export const instant = (): Column => text(24);
/** A calendar day, `2026-11-22`. */
export const day = (): Column => text(10);
/** A reference to another table's `id`. */
export const ref = (table: string): Column => ({ ...id(), references: table });
export const maybe = (column: Column): Column => ({ ...column, nullable: true });
