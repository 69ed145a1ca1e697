import { newCheckCode } from '#app/features/credentials/check-code.server.ts';
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import type { Confirmation } from './frozen.rules.ts';
import type { Reckoned } from './reckoning.server.ts';

export interface NewStatement extends Reckoned {
  status: StandingStatus;
  confirmation: Confirmation;
  number: number;
  revision: number;
  /** The pinyin of the name, by which lists are sorted. */
  sortName: string;
  /** The id of the revision before. */
  replaces: string | null;
}

export interface Freezing {
  statements: readonly NewStatement[];
  closingId: string;
  runId: string;
  reopeningId: string | null;
  now: Date;
}

/** Some hundred kilobytes at once: both engines take them in a few milliseconds. */
const ROWS_AT_ONCE = 50;

/** Writes frozen statements and what they replace. Answers their ids in the same order. */
export async function insertStatements(trx: Trx, freezing: Freezing): Promise<string[]> {
  const { statements, now } = freezing;
  const rows = statements.map((statement) => statementRow(statement, freezing));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('frozen_statement')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  const replaced = statements.flatMap(({ replaces }, index) =>
    replaces === null
      ? []
      : [{ statement_id: replaces, by_statement_id: rows[index]?.id ?? '', at: now.toISOString() }],
  );
  if (replaced.length > 0) await trx.insertInto('statement_superseded').values(replaced).execute();
  return rows.map(({ id }) => id);
}

function statementRow(statement: NewStatement, { closingId, runId, reopeningId, now }: Freezing) {
  const { number, revision, status, confirmation } = statement;
  return {
    ...{ id: newId(), number, revision, status, confirmation },
    closing_id: closingId,
    run_id: runId,
    reopening_id: reopeningId,
    person_id: statement.inputs.person.id,
    name: statement.inputs.person.name,
    sort_name: statement.sortName,
    code: newCheckCode(),
    inputs: statement.inputsText,
    result: statement.sheetText,
    inputs_hash: statement.inputsHash,
    result_hash: statement.sheetHash,
    frozen_at: now.toISOString(),
  };
}

export interface Standing {
  id: string;
  number: number;
  revision: number;
  sortName: string;
  /** It was the last, and holds no more. */
  isWithdrawn: boolean;
}

/** The last statements of some people, by person. One statement. */
export async function standingStatements(
  db: Db,
  { closingId, personIds }: { closingId: string; personIds: readonly string[] },
): Promise<Map<string, Standing>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('frozen_statement')
    .leftJoin('statement_withdrawn', 'statement_withdrawn.statement_id', 'frozen_statement.id')
    .select(['id', 'person_id', 'number', 'revision', 'sort_name as sortName'])
    .select('statement_withdrawn.statement_id as withdrawn')
    .where('closing_id', '=', closingId)
    .where('person_id', 'in', [...personIds])
    .orderBy('person_id')
    .orderBy('revision')
    .execute();
  return new Map(
    rows.map(({ person_id, withdrawn, ...row }) => [person_id, { ...row, isWithdrawn: withdrawn !== null }]),
  );
}
