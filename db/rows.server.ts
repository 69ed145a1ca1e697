import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db } from '#db/database.ts';
import { keyOf, type NamedShape } from '#db/shapes.server.ts';

/** A row of any table, by column. */
export type Row = Record<string, string | number | null>;

const PAGE = 500;

/** The rows of a table in the order of its primary key, a page at a time. */
export async function* rowsOf(db: Db, table: NamedShape): AsyncGenerator<Row> {
  for (let last: Row | null = null; ; ) {
    const page: Row[] = await pageAfter(db, table, last);
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1) ?? null;
  }
}

async function pageAfter(db: Db, table: NamedShape, last: Row | null): Promise<Row[]> {
  const key = keyOf(table);
  let query = anyTable(db, table.name).selectAll().limit(PAGE);
  for (const column of key) query = query.orderBy(sql.ref(column));
  if (last) query = query.where(after(key, last));
  return (await query.execute()) as Row[];
}

/** (a, b) > (x, y), spelt out so that an index answers it. */
function after(key: readonly string[], last: Row) {
  const cases = key.map((column, at) => {
    const before = key.slice(0, at).map((each) => sql`${sql.ref(each)} = ${last[each]}`);
    return sql`(${sql.join([...before, sql`${sql.ref(column)} > ${last[column]}`], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(cases, sql` or `)})`;
}

/** True when the table has no row. */
export async function isEmptyTable(db: Db, table: NamedShape): Promise<boolean> {
  const row = await anyTable(db, table.name).select(sql`1`.as('one')).limit(1).executeTakeFirst();
  return row === undefined;
}

/** Puts rows back as they were. Their columns must be the table's. */
export async function putRows(db: Db, table: NamedShape, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(table.shape.columns);
  const tuples = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
  await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(tuples)}`.execute(
    db,
  );
}

function anyTable(db: Db, name: string): SelectQueryBuilder<Database, keyof Database, object> {
  return db.selectFrom(name as keyof Database) as unknown as SelectQueryBuilder<
    Database,
    keyof Database,
    object
  >;
}
