import type { Db } from '#db/database.ts';
import {
  type Confirmation,
  type FrozenInputs,
  type FrozenSheet,
  isOfYear,
  statementNumber,
} from './frozen.rules.ts';
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

/**
 * Somebody's frozen statement of a year: the one that holds, or an older `revision`. Null while the year is open, or when there is no such
 * revision. Two statements.
 */
export async function frozenStatement(
  db: Db,
  { personId, year, revision = null }: { personId: string; year: number; revision?: number | null },
): Promise<FrozenStatement | null> {
  const revisions = await db
    .selectFrom('year_closing')
    .innerJoin('frozen_statement', 'frozen_statement.closing_id', 'year_closing.id')
    .select(['frozen_statement.id', 'revision', 'frozen_at as frozenAt'])
    .where('year', '=', year)
    .where('person_id', '=', personId)
    .orderBy('revision')
    .execute();
  const wanted = revision === null ? revisions.at(-1) : revisions.find((each) => each.revision === revision);
  if (!wanted) return null;
  const row = await db
    .selectFrom('frozen_statement')
    .selectAll()
    .where('id', '=', wanted.id)
    .executeTakeFirstOrThrow();
  const last = revisions.at(-1)?.revision ?? row.revision;
  return {
    head: { ...headOf(row, year), supersededBy: row.revision < last ? row.revision + 1 : null },
    revisions: revisions.map(({ id: _, ...each }) => each),
    inputs: JSON.parse(row.inputs) as FrozenInputs,
    sheet: JSON.parse(row.result) as FrozenSheet,
  };
}

const AT_ONCE = 500;

/** The statements of a year that hold now, of some people, by person; none while the year is open. At most two statements for five hundred people. */
export async function currentStatements(
  db: Db,
  { personIds, year }: { personIds: readonly string[]; year: number },
): Promise<Map<string, Omit<FrozenStatement, 'revisions'>>> {
  const found = new Map<string, Omit<FrozenStatement, 'revisions'>>();
  const closing = await db
    .selectFrom('year_closing')
    .select('id')
    .where('year', '=', year)
    .executeTakeFirst();
  for (let from = 0; closing && from < personIds.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('frozen_statement')
      .selectAll()
      .where('closing_id', '=', closing.id)
      .where('person_id', 'in', personIds.slice(from, from + AT_ONCE))
      .orderBy('person_id')
      .orderBy('revision')
      .execute();
    for (const row of rows)
      found.set(row.person_id, {
        head: { ...headOf(row, year), supersededBy: null },
        inputs: JSON.parse(row.inputs) as FrozenInputs,
        sheet: JSON.parse(row.result) as FrozenSheet,
      });
  }
  return found;
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
): Omit<FrozenHead, 'supersededBy'> {
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

/** What was posted for the year after it was closed, and so does not count in it: oldest first, at most a hundred. One statement. */
export async function changesSince(
  db: Db,
  { person, cutoff, firstDay, lastDay }: FrozenInputs,
): Promise<SheetLine[]> {
  const rows = await db
    .selectFrom('credit_entry')
    .select(['id', 'title', 'category', 'amount', 'occurred_on', 'kind', 'reason'])
    .where('person_id', '=', person.id)
    .where('occurred_on', '>=', firstDay)
    .where('occurred_on', '<=', lastDay)
    .where('posted_at', '>', cutoff)
    .orderBy('posted_at')
    .orderBy('id')
    .limit(MOST_LATE)
    .execute();
  return rows.map(({ occurred_on, kind, ...row }) => ({
    ...row,
    occurredOn: occurred_on,
    kind: kind === 'reversal' ? 'reversal' : 'award',
    reversed: false,
  }));
}
