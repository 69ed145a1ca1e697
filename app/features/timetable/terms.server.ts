import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { TermWindow, WindowKind } from './term-window.ts';

export type { TermWindow, WindowKind };

export interface Term {
  id: string;
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/** Makes a term with its windows (instants as UTC ISO text, open at `opensAt`, closed at `closesAt`). */
export async function createTerm(
  db: Db,
  term: Omit<Term, 'id'> & { windows: { kind: WindowKind; opensAt: string; closesAt: string }[] },
): Promise<string> {
  const id = newId();
  const windows = term.windows.map(({ kind, opensAt, closesAt }) => ({
    id: newId(),
    term_id: id,
    kind,
    opens_at: opensAt,
    closes_at: closesAt,
  }));
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('term')
      .values({ id, code: term.code, name: term.name, starts_on: term.startsOn, ends_on: term.endsOn })
      .execute();
    if (windows.length > 0) await trx.insertInto('term_window').values(windows).execute();
  });
  return id;
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
