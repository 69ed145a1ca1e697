import { CompiledQuery } from 'kysely';
import type { Db } from '#db/database.ts';
import type { Engine } from '#tests/support/database.ts';

/** Rows made by the database itself from the numbers 1, 2, 3 …: a table, how many, and each column as an expression of `i`. */
export interface Filling {
  table: string;
  rows: number;
  columns: Record<string, string>;
}

const DIGITS =
  'd(x) as (select 0 union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)';

/** The numbers 1, 2, 3 … of as many digits as `rows` needs. */
function numbers(rows: number): string {
  const digits = [...String(rows - 1)].map((_, at) => ({ name: `d${at}`, worth: 10 ** at }));
  const sum = digits.map(({ name, worth }) => `${worth} * ${name}.x`).join(' + ');
  return `n(i) as (select 1 + ${sum} from ${digits.map(({ name }) => `d ${name}`).join(', ')})`;
}

/** Fills tables with tens of thousands of rows in a few seconds, one statement a table. */
export async function fill(db: Db, engine: Engine, fillings: readonly Filling[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Whether the rows fit together is looked at on the embedded engine; once is enough.
    const checks = async (on: number) => {
      if (engine === 'mariadb')
        await trx.executeQuery(CompiledQuery.raw(`set foreign_key_checks = ${on}, unique_checks = ${on}`));
    };
    await checks(0);
    for (const { table, rows, columns } of fillings) {
      const names = Object.keys(columns).join(', ');
      const values = Object.values(columns).join(', ');
      await trx.executeQuery(
        CompiledQuery.raw(
          `insert into ${table} (${names}) with ${DIGITS}, ${numbers(rows)} select ${values} from n where i <= ${rows}`,
        ),
      );
    }
    await checks(1);
  });
}

/** The id of the row with a number (an expression), the same in every table. */
export const idOf = (number: string): string =>
  `concat('01900000-0000-7000-8000-', 100000000000 + ${number})`;

/** The same for a number in hand. */
export const rowId = (number: number): string => `01900000-0000-7000-8000-${100_000_000_000 + number}`;

/** The rows take these values in turn. */
export const oneOf = (...values: readonly string[]): string =>
  `case i % ${values.length} ${values.map((value, at) => `when ${at} then '${value}'`).join(' ')} end`;

/** `i` divided by `size`, cut to a whole number: 0 for the first `size` rows, then 1 … */
export const turnOf = (size: number): string => `floor((i - 1 - (i - 1) % ${size}) / ${size})`;

/** A day of this November. */
export const someDay = "concat('2026-11-', 10 + i % 20)";
export const someInstant = "concat('2026-11-', 10 + i % 12, 'T', 10 + i % 14, ':', 10 + i % 50, ':00.000Z')";
export const quoted = (value: string): string => `'${value}'`;
