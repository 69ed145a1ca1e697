import type { Db } from '#db/database.ts';
import type { Engine } from '#tests/support/database.ts';
import { planOf, type Statement, type Step } from './eye.ts';

/** Tables that do not grow with the academy, and may be read from end to end. */
const small: Record<string, string> = {
  term: 'two or three a year',
  term_window: 'a handful for each term',
  selection_round: 'one for each term',
  venue: 'the places of one district',
  policy_version: 'published by hand, a few a year; those in force are kept for ten seconds',
  evaluation_form: 'published by hand, a few a year',
  privacy_notice: 'published by hand, one in some years; kept for ten seconds',
  teacher: 'some hundreds in a district; they are the choices of a form, or kept for two seconds',
  year_closing: 'one a year',
  closing_run: 'a few a year',
  closing_end: 'one for each of them',
  teacher_consent: 'one for each teacher',
};

/** Counted whole for the number of pages, in their narrowest index. The ledger is counted up to ten thousand, certificates up to one. */
const counted = ['person', 'section', 'recording', 'task', 'credit_entry', 'certificate'];

/** A scan that stops when it has this many is a list read in its order. */
const MOST_SCANNED = 300;
/** What is looked up by an index, for one table of one statement. */
const MOST_READ = 1_000;
/** What an expectation says is walked in an order, to an end that the page sets. */
const MOST_WALKED = 20_000;

/** What is wrong with how statements are run: a table that grows is read from end to end, or too much of it. */
export async function faultsOf(
  { db, engine }: { db: Db; engine: Engine },
  statements: readonly Statement[],
  wide: Record<string, string> = {},
): Promise<string[]> {
  const faults: string[] = [];
  for (const statement of statements)
    for (const step of await planOf(db, engine, statement))
      if (!(step.table in small) && !isFine(step, statement.sql, wide))
        faults.push(`${step.table}: scan ${step.scan}, ${step.rows ?? '?'} rows\n${statement.sql}`);
  return faults;
}

function isFine({ table, scan, rows }: Step, sql: string, wide: Record<string, string>): boolean {
  if (scan === 'no') return (rows ?? 0) <= MOST_READ || table in wide;
  if (scan === 'covering' && counted.includes(table) && /^select count\(\*\)/.test(sql)) return true;
  const isWalked = table in wide && /\blimit\b/.test(sql) && (rows ?? 0) <= MOST_WALKED;
  if (isWalked && rows !== null) return true;
  // The embedded engine does not say how many; in the order of an index it stops at the limit.
  return rows === null ? scan !== 'whole' && /\blimit\b/.test(sql) : rows <= MOST_SCANNED;
}
