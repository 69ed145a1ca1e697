import { CompiledQuery, type DatabaseConnection } from 'kysely';
import type { Db } from '#db/database.ts';
import { explainPrefix } from '#db/dialect.server.ts';
import type { Engine } from '#tests/support/database.ts';

export type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>;

/**
 * Notes every statement that a database really runs, also those inside transactions and those whose text was made earlier.
 * `off` stops it. The beginning and end of a transaction are no statements.
 */
export function watch(db: Db): { statements: Statement[]; off: () => void } {
  const statements: Statement[] = [];
  let open = true;
  const known = new WeakSet<DatabaseConnection>();
  const executor = db.getExecutor();
  const provide = executor.provideConnection.bind(executor);
  executor.provideConnection = (consumer) =>
    provide((connection) => {
      if (!known.has(connection)) {
        known.add(connection);
        const run = connection.executeQuery.bind(connection);
        connection.executeQuery = (query) => {
          if (open && QUERY.test(query.sql))
            statements.push({ sql: query.sql, parameters: query.parameters });
          return run(query);
        };
      }
      return consumer(connection);
    });
  return {
    statements,
    off: () => {
      open = false;
      executor.provideConnection = provide;
    },
  };
}

const QUERY = /^\s*(select|insert|update|delete|with)\b/i;

/** One step of a plan: what is read of a table and how. */
export interface Step {
  table: string;
  /** Read from end to end, or until enough has come, instead of looked up: by an index (`covering`: by nothing else) or not. */
  scan: 'no' | 'by-index' | 'covering' | 'whole';
  /** How many rows; null where the engine does not say. */
  rows: number | null;
}

/** How an engine runs a statement. A select is run for it on the server, so that its rows are those really read. */
export async function planOf(db: Db, engine: Engine, { sql, parameters }: Statement): Promise<Step[]> {
  if (/^\s*insert\b(?!.*\bselect\b)/is.test(sql)) return [];
  const onServer = engine === 'mariadb';
  const prefix =
    onServer && /^\s*select\b/i.test(sql) ? 'analyze ' : explainPrefix(onServer ? 'server' : 'embedded');
  const { rows } = await db.executeQuery(CompiledQuery.raw(prefix + sql, [...parameters]));
  const steps = onServer
    ? (rows as ServerStep[]).flatMap(serverStep)
    : (rows as { detail: string }[]).flatMap(embeddedStep);
  return steps.flatMap((step) => {
    const table = tableOf(sql, step.table);
    return table === null ? [] : [{ ...step, table }];
  });
}

interface ServerStep {
  table: string | null;
  type: string | null;
  rows: string | number | null;
  r_rows?: string | number | null;
  Extra: string | null;
}

function serverStep({ table, type, rows, r_rows, Extra }: ServerStep): Step[] {
  if (!table) return [];
  const extra = Extra ?? '';
  const covering = /Using index(?! condition)/.test(extra);
  const scan = type === 'ALL' ? 'whole' : type === 'index' ? (covering ? 'covering' : 'by-index') : 'no';
  // Where it sorts, only the rows that came out of the sorting are counted: then the estimate says what went in.
  const read = countIn(r_rows);
  const isKnown = r_rows !== undefined && r_rows !== null && !/filesort/.test(extra);
  return [{ table, scan, rows: isKnown ? read : Math.max(read, countIn(rows)) }];
}

/** With a filter on row ids it says `16|2%`. */
function countIn(rows: string | number | null | undefined): number {
  return Number.parseFloat(String(rows ?? 0)) || 0;
}

function embeddedStep({ detail }: { detail: string }): Step[] {
  const [, verb, table = ''] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
  if (!verb || table === 'CONSTANT') return [];
  if (verb === 'SEARCH') return [{ table, scan: 'no', rows: null }];
  const scan = /USING COVERING INDEX/.test(detail) ? 'covering' : /USING/.test(detail) ? 'by-index' : 'whole';
  return [{ table, scan, rows: null }];
}

/** The table that a plan calls by its name in the statement; null for what the statement itself makes on the way. */
function tableOf(sql: string, name: string): string | null {
  const renamed = new RegExp(`[\`"](\\w+)[\`"] as [\`"]${name}[\`"]`).exec(sql)?.[1];
  const made = new RegExp(`\\) as [\`"]${name}[\`"]`).test(sql);
  return made || /^(<|subquery)/.test(name) ? null : (renamed ?? name);
}
