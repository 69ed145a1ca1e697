import type { ExpressionBuilder, RawBuilder, StringReference } from 'kysely';
import { sql } from 'kysely';

/** Between the values of a packed row, and behind it: no text of the academy has them. */
const [APART, END] = ['\t', '\n'];

/**
 * Several rows of another table as one value of a row, so that a list and what belongs to each of its members are one statement.
 * For the select of a subquery; `unpacked` reads the value. The order of the rows is nobody's: sort them.
 */
export function packed<DB, Tables extends keyof DB>(
  eb: ExpressionBuilder<DB, Tables>,
  columns: readonly StringReference<DB, Tables>[],
): RawBuilder<string | null> {
  const parts = columns.map((column, at) => {
    const value = sql`coalesce(${eb.ref(column)}, '')`;
    return at === 0 ? value : sql`${sql.lit(APART)}, ${value}`;
  });
  return sql<string | null>`group_concat(concat(${sql.join([...parts, sql.lit(END)])}))`;
}

/** The rows of a packed value, each as its columns in the order in which they were packed. A missing value is an empty text. */
export function unpacked(value: string | null): string[][] {
  if (!value) return [];
  return value
    .slice(0, -END.length)
    .split(`${END},`)
    .map((row) => row.split(APART));
}
