import { CompiledQuery, type KyselyPlugin, type PluginTransformQueryArgs } from 'kysely';
import type { Db } from '#db/database.ts';
import { explainPrefix } from '#db/dialect.server.ts';
import type { Engine } from '#tests/support/database.ts';

type Statement = CompiledQuery;

/** The same database with an eye on its statements. */
export function watched(db: Db): { db: Db; statements: Statement[] } {
  const statements: Statement[] = [];
  const eye: KyselyPlugin = {
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      statements.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(eye), statements };
}

interface ServerPlan {
  table: string | null;
  type: string | null;
  rows: number | null;
}

/** The tables that a statement reads from end to end; on the server, only where that is many rows. */
export async function scannedTables(
  db: Db,
  engine: Engine,
  { sql, parameters }: Statement,
): Promise<string[]> {
  const prefix = explainPrefix(engine === 'sqlite' ? 'embedded' : 'server');
  const { rows } = await db.executeQuery(CompiledQuery.raw(prefix + sql, [...parameters]));
  if (engine === 'mariadb')
    return (rows as ServerPlan[]).flatMap(({ table, type, rows: read }) =>
      table && (type === 'ALL' || type === 'index') && Number(read) > MANY ? [table] : [],
    );
  return (rows as { detail: string }[]).flatMap(
    ({ detail }) => /^SCAN (\w+)(?! .*USING)/.exec(detail)?.[1] ?? [],
  );
}

const MANY = 300;
