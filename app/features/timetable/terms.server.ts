import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Break } from './holidays.rules.ts';
import { limitRows } from './term-limits.server.ts';
import type { Term, TermLimits, WindowSpan } from './term-shape.ts';
import type { TermWindow, WindowKind } from './term-window.ts';

export type { Term, TermWindow, WindowKind };

/** What a new term is made from; without limits the usual ones hold, without hours an offer lasts 48. */
export type NewTerm = Omit<Term, 'id'> & {
  windows: readonly WindowSpan[];
  limits?: TermLimits;
  breaks?: readonly Break[];
  offerHours?: number;
};

/** Makes a term with its windows (instants as UTC ISO text, open at `opensAt`, closed at `closesAt`), limits and breaks. */
export async function createTerm(db: Db, term: NewTerm): Promise<string> {
  const { limits, breaks = [], offerHours } = term;
  const id = newId();
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('term')
      .values({
        id,
        code: term.code,
        name: term.name,
        starts_on: term.startsOn,
        ends_on: term.endsOn,
        ...(offerHours === undefined ? {} : { offer_hours: offerHours }),
      })
      .execute();
    await writeWindows(trx, id, term.windows);
    if (limits) await trx.insertInto('term_limit').values(limitRows(id, limits)).execute();
    if (breaks.length > 0)
      await trx
        .insertInto('term_break')
        .values(breaks.map((one) => breakRow(id, one)))
        .execute();
  });
  return id;
}

/** Writes windows of a term that has none of these kinds. */
export async function writeWindows(trx: Trx, termId: string, windows: readonly WindowSpan[]): Promise<void> {
  const rows = windows.map(({ kind, opensAt, closesAt }) => ({
    id: newId(),
    term_id: termId,
    kind,
    opens_at: opensAt,
    closes_at: closesAt,
  }));
  if (rows.length > 0) await trx.insertInto('term_window').values(rows).execute();
}

/** The row of a break, with an id of its own. */
export function breakRow(termId: string, { name, fromDay, toDay }: Break) {
  return { id: newId(), term_id: termId, from_day: fromDay, to_day: toDay, name };
}

/** Terms, newest first, at most twenty. */
export async function recentTerms(db: Db): Promise<Term[]> {
  const rows = await db.selectFrom('term').selectAll().orderBy('starts_on', 'desc').limit(20).execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
  }));
}

/** The windows of some terms. */
export async function windowsOf(db: Db, termIds: readonly string[]): Promise<TermWindow[]> {
  if (termIds.length === 0) return [];
  const rows = await db.selectFrom('term_window').selectAll().where('term_id', 'in', termIds).execute();
  return rows.map(asWindow);
}

/** The windows of one term, as everybody asks who wants a seat. */
export async function windowsOfTerm(db: Db, termId: string): Promise<TermWindow[]> {
  return (await termWindows(db, { termId })).rows.map(asWindow);
}

const termWindows = readyStatement<{ termId: string }>()((db, place) =>
  db.selectFrom('term_window').selectAll().where('term_id', '=', place('termId')),
);

function asWindow(row: { term_id: string; kind: string; opens_at: string; closes_at: string }): TermWindow {
  return {
    termId: row.term_id,
    kind: row.kind as WindowKind,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
  };
}

/** True when at least one window of these kinds is open now; instants compare as text. */
export function isOpen(windows: readonly TermWindow[], kinds: readonly WindowKind[], now: Date): boolean {
  const at = now.toISOString();
  return windows.some(
    ({ kind, opensAt, closesAt }) => kinds.includes(kind) && opensAt <= at && at < closesAt,
  );
}
