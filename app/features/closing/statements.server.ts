import type { Db } from '#db/database.ts';
import {
  type Confirmation,
  type FrozenInputs,
  type FrozenSheet,
  isOfYear,
  statementNumber,
} from './frozen.rules.ts';
import { statementsThatHold } from './holding.server.ts';
import { knownClosing } from './known-closings.server.ts';
import { ledgerLine } from './reckoning.server.ts';

/** What stands at the head and foot of a frozen statement. */
export interface FrozenHead {
  id: string;
  number: string;
  code: string;
  revision: number;
  frozenAt: string;
  confirmation: Confirmation;
  /** The revision that took its place; null for the one that holds. */
  supersededBy: number | null;
  /** It holds no more and nothing took its place: since when (instant), and why the year was opened again. */
  withdrawn: { at: string; reason: string } | null;
  inputsHash: string;
  sheetHash: string;
}

export interface FrozenStatement {
  head: FrozenHead;
  /** Every revision there is, oldest first. */
  revisions: { revision: number; frozenAt: string }[];
  inputs: FrozenInputs;
  sheet: FrozenSheet;
}

/** Each needs two people and a reason: nobody has so many. */
const MOST_REVISIONS = 50;

/**
 * Somebody's frozen statement of a year: the one that holds, or an older `revision`. Null while the year is open, or when there is no such
 * revision. One statement.
 */
export async function frozenStatement(
  db: Db,
  { personId, year, revision = null }: { personId: string; year: number; revision?: number | null },
): Promise<FrozenStatement | null> {
  const closing = await knownClosing(db, year);
  if (!closing) return null;
  const rows = await db
    .selectFrom('frozen_statement')
    .leftJoin('statement_withdrawn as gone', 'gone.statement_id', 'frozen_statement.id')
    .selectAll('frozen_statement')
    .select(['gone.at as goneAt', 'gone.reason as goneFor'])
    .where('closing_id', '=', closing.id)
    .where('person_id', '=', personId)
    .orderBy('revision', 'desc')
    .limit(MOST_REVISIONS)
    .execute();
  rows.reverse(); // oldest first, and of too many the newest
  const row = revision === null ? rows.at(-1) : rows.find((each) => each.revision === revision);
  if (!row) return null;
  const last = rows.at(-1)?.revision ?? row.revision;
  const supersededBy = row.revision < last ? row.revision + 1 : null;
  const isWithdrawn = supersededBy === null && row.goneAt !== null;
  const withdrawn = isWithdrawn ? { at: row.goneAt ?? '', reason: row.goneFor ?? '' } : null;
  return {
    head: { ...headOf(row, year), supersededBy, withdrawn },
    revisions: rows.map((each) => ({ revision: each.revision, frozenAt: each.frozen_at })),
    inputs: JSON.parse(row.inputs) as FrozenInputs,
    sheet: JSON.parse(row.result) as FrozenSheet,
  };
}

const AT_ONCE = 500;

/** The statements of a year that hold now, of some people, by person; none while the year is open. One statement for five hundred people. */
export async function currentStatements(
  db: Db,
  { personIds, year }: { personIds: readonly string[]; year: number },
): Promise<Map<string, Omit<FrozenStatement, 'revisions'>>> {
  const found = new Map<string, Omit<FrozenStatement, 'revisions'>>();
  const closing = await knownClosing(db, year);
  for (let from = 0; closing && from < personIds.length; from += AT_ONCE) {
    const rows = await statementsThatHold(db)
      .selectAll('one')
      .where('closing_id', '=', closing.id)
      .where('person_id', 'in', personIds.slice(from, from + AT_ONCE))
      .execute();
    for (const row of rows)
      found.set(row.person_id, {
        head: { ...headOf(row, year), supersededBy: null, withdrawn: null },
        inputs: JSON.parse(row.inputs) as FrozenInputs,
        sheet: JSON.parse(row.result) as FrozenSheet,
      });
  }
  return found;
}

/** The sheets of some people's statements of a year that hold now, by person; none while the year is open. One statement. */
export async function currentSheets(
  db: Db,
  { personIds, year }: { personIds: readonly string[]; year: number },
): Promise<Map<string, FrozenSheet>> {
  const closing = await knownClosing(db, year);
  if (!closing || personIds.length === 0) return new Map();
  const rows = await statementsThatHold(db)
    .select(['one.person_id', 'one.result'])
    .where('closing_id', '=', closing.id)
    .where('person_id', 'in', [...personIds])
    .execute();
  return new Map(rows.map(({ person_id, result }) => [person_id, JSON.parse(result) as FrozenSheet]));
}

function headOf(
  row: {
    id: string;
    number: number;
    code: string;
    revision: number;
    frozen_at: string;
    confirmation: string;
    inputs_hash: string;
    result_hash: string;
  },
  year: number,
): Omit<FrozenHead, 'supersededBy' | 'withdrawn'> {
  return {
    ...{ id: row.id, code: row.code, revision: row.revision },
    number: statementNumber(year, row.number, row.revision),
    frozenAt: row.frozen_at,
    confirmation: row.confirmation as Confirmation,
    inputsHash: row.inputs_hash,
    sheetHash: row.result_hash,
  };
}

/** A line as the list on the sheet shows it. */
export interface SheetLine {
  id: string;
  title: string;
  category: string;
  amount: number;
  occurredOn: string;
  kind: 'award' | 'reversal';
  reversed: boolean;
  reason: string | null;
}

/** The lines of the year itself, newest first. */
export function sheetLines(inputs: FrozenInputs): SheetLine[] {
  return inputs.lines
    .filter((line) => isOfYear(line, inputs))
    .map((line) => {
      const { id, title, category, amount, occurredOn, kind, reversed, reason } = ledgerLine(line);
      return { id, title, category, amount, occurredOn, kind, reversed, reason };
    })
    .reverse();
}

const MOST_LATE = 100;

/**
 * What the ledger holds of the year and the frozen sheet does not: it came later, and does not count in it. Found by what was frozen, not by the clock: a posting
 * that was under way while the sheet was frozen is neither lost nor hidden. Oldest first, at most a hundred. One statement.
 */
export async function changesSince(
  db: Db,
  { person, firstDay, lastDay, lines }: FrozenInputs,
): Promise<SheetLine[]> {
  const frozen = new Set(lines.map((line) => ledgerLine(line).id));
  const rows = await db
    .selectFrom('credit_entry')
    .select(['id', 'title', 'category', 'amount', 'occurred_on', 'kind', 'reason'])
    .where('person_id', '=', person.id)
    .where('occurred_on', '>=', firstDay)
    .where('occurred_on', '<=', lastDay)
    .orderBy('posted_at')
    .orderBy('id')
    .execute();
  return rows
    .filter(({ id }) => !frozen.has(id))
    .slice(0, MOST_LATE)
    .map(({ occurred_on, kind, ...row }) => ({
      ...row,
      occurredOn: occurred_on,
      kind: kind === 'reversal' ? 'reversal' : 'award',
      reversed: false,
    }));
}
