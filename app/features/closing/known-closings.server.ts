import type { Db, Trx } from '#db/database.ts';
import type { YearClosingRow } from '#db/tables/closing.ts';

export interface Closing {
  id: string;
  year: number;
  lastDay: string;
  confirmUntil: string;
  openedAt: string;
  openedById: string;
}

/** The closing of a year as it is now; null while nobody has been shown a draft. One statement. */
export async function closingOf(db: Db, year: number): Promise<Closing | null> {
  const row = await db.selectFrom('year_closing').selectAll().where('year', '=', year).executeTakeFirst();
  return row ? asClosing(row) : null;
}

/** Holds the closing of a year until the transaction ends: what is asked, objected to and locked happens one after the other. */
export async function holdClosing(trx: Trx, closingId: string): Promise<void> {
  await trx
    .updateTable('year_closing')
    .set(({ ref }) => ({ year: ref('year') }))
    .where('id', '=', closingId)
    .execute();
}

const KEPT_MS = 10_000;

let kept = new WeakMap<Db, { closings: Promise<Closing[]>; keptAt: number }>();

/** The same for pages that only show: every sheet asks whether its year is closed, and there is one closing a year. Mostly no statement. */
export async function knownClosing(db: Db, year: number): Promise<Closing | null> {
  if (db.isTransaction) return closingOf(db, year);
  return (await knownClosings(db)).find((each) => each.year === year) ?? null;
}

/** Every closing there is, for pages that only show. Mostly no statement. */
export async function knownClosings(db: Db): Promise<Closing[]> {
  if (db.isTransaction) return readClosings(db);
  const known = kept.get(db);
  const isFresh = known && performance.now() - known.keptAt < KEPT_MS;
  const closings = isFresh ? known.closings : readClosings(db);
  if (!isFresh) {
    kept.set(db, { closings, keptAt: performance.now() });
    closings.catch(() => kept.delete(db));
  }
  return closings;
}

/** A year was opened here: it shows at once. In other processes it does within ten seconds. */
export function forgetClosings(): void {
  kept = new WeakMap();
}

async function readClosings(db: Db): Promise<Closing[]> {
  return (await db.selectFrom('year_closing').selectAll().execute()).map(asClosing);
}

const asClosing = (row: YearClosingRow): Closing => ({
  id: row.id,
  year: row.year,
  lastDay: row.last_day,
  confirmUntil: row.confirm_until,
  openedAt: row.opened_at,
  openedById: row.opened_by,
});
