import type { SelectQueryBuilder } from 'kysely';

/** A place in an ordered list: what its last row is ordered by, in the order's own sequence; the last of it tells every row from every other. */
export type Place = readonly (string | number)[];

/** A page of a list from 1, or what follows a place in it (null: from its beginning), as much as a file takes at once. */
export type Part = { page: number; after?: undefined } | { page?: undefined; after: Place | null };

/** How a list is ordered: columns, the weightiest first. */
export type Order = readonly (readonly [column: string, direction: 'asc' | 'desc'])[];

/** By time, newest first. */
export const newestFirst = (time: string, id: string): Order => [
  [time, 'desc'],
  [id, 'desc'],
];

/** So many rows a file takes at once. */
export const ROWS_AT_ONCE = 500;

/** How many rows a part has at most. */
export const sizeOf = ({ page }: Part, pageSize: number): number =>
  page === undefined ? ROWS_AT_ONCE : pageSize;

/**
 * The part of a list in its order, and `extra` rows more, by which whoever asks sees that there are more. A file goes on behind the last row that it has, so
 * that what is added or taken out of the list meanwhile neither doubles nor drops a row, and its end costs no more than its beginning.
 */
export function partOf<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  { order, pageSize, extra = 0, ...part }: Part & { order: Order; pageSize: number; extra?: number },
): SelectQueryBuilder<DB, TB, O> {
  let rows = query as unknown as Loose;
  const { page, after } = part;
  if (after) rows = rows.where(behind(order, after));
  for (const [column, direction] of order) rows = rows.orderBy(column, direction);
  rows = rows.limit(sizeOf(part as Part, pageSize) + extra);
  if (page !== undefined) rows = rows.offset((page - 1) * pageSize);
  return rows as unknown as SelectQueryBuilder<DB, TB, O>;
}

type Loose = SelectQueryBuilder<Record<string, Record<string, string | number>>, string, object>;
type Condition = Extract<Parameters<Loose['where']>[0], (...args: never[]) => unknown>;

/** The bound of the first column stands by itself: an index is read from there. */
function behind(order: Order, place: Place): Condition {
  return (eb) => {
    const beyond = (direction: 'asc' | 'desc') => (direction === 'asc' ? '>' : '<');
    const ways = order.map(([column, direction], at) =>
      eb.and([
        ...order.slice(0, at).map(([above], rank) => eb(above, '=', place[rank] ?? '')),
        eb(column, beyond(direction), place[at] ?? ''),
      ]),
    );
    const [first] = order;
    if (!first || order.length === 1) return eb.or(ways);
    return eb.and([eb(first[0], `${beyond(first[1])}=`, place[0] ?? ''), eb.or(ways)]);
  };
}

/** Every row of a list, read some at a time as whoever takes them is ready. */
export async function* everyRow<Row>(
  read: (after: Place | null) => Promise<readonly Row[]>,
  placeOf: (row: Row) => Place,
): AsyncGenerator<Row> {
  for (let after: Place | null = null; ; ) {
    const rows: readonly Row[] = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = placeOf(last);
  }
}
