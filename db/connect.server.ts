import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely, type MysqlPool } from 'kysely';
import { createPool, type PoolOptions } from 'mysql2';
import type { Database, Db } from '#db/database.ts';
import {
  embeddedDialect,
  embeddedReaderSettings,
  embeddedWriterSettings,
  engineOf,
  serverDialect,
  serverSessionSettings,
} from '#db/dialect.server.ts';
import type { EmbeddedDatabase } from '#db/embedded-driver.server.ts';
import { allowTransactions } from '#db/transaction.server.ts';

const POOL_SIZE = 10;
/** One in five of its connections may be in a transaction; where the database is far away, raise `poolSize`. */
const POOL_SHARE = 5;
/** How long one statement of the server engine waits for a lock. */
const LOCK_WAIT_SECONDS = 10;
/** How long a writer of the embedded engine waits for another process. */
const BUSY_MS = 10_000;

/**
 * Opens the database that DATABASE_URL names: `file:./data/academy.db` or
 * `mysql://user:password@host:3306/db?socketPath=…&poolSize=…&lockWaitSeconds=…`. Only the roof (pages, jobs, CLI) calls it.
 * Throws when the file cannot be opened; a server that is down shows at the first query.
 */
export async function openDatabase(url: string): Promise<Db> {
  return engineOf(url) === 'embedded' ? openEmbedded(url) : openServer(url);
}

export async function closeDatabase(db: Db): Promise<void> {
  await db.destroy();
}

async function openEmbedded(url: string): Promise<Db> {
  const file = resolve(url.slice('file:'.length));
  mkdirSync(dirname(file), { recursive: true });
  const DatabaseSync = await embeddedEngine();
  const open = (readOnly: boolean): EmbeddedDatabase => {
    const database = new DatabaseSync(file, { timeout: 10_000, readOnly });
    const settings = readOnly ? embeddedReaderSettings : embeddedWriterSettings;
    for (const setting of settings) database.exec(setting);
    return database;
  };
  return new Kysely<Database>({ dialect: embeddedDialect(open, { busyMs: BUSY_MS }) });
}

type EmbeddedConstructor = new (
  file: string,
  options: { timeout: number; readOnly: boolean },
) => EmbeddedDatabase;

/** Node ≥ 24 brings the engine along; older ones take the same interface from a prebuilt package. */
async function embeddedEngine(): Promise<EmbeddedConstructor> {
  const major = Number(process.versions.node.split('.')[0]);
  const engine: unknown =
    major >= 24
      ? await import(/* @vite-ignore */ 'node:sqlite' as string)
      : await import('@photostructure/sqlite');
  return (engine as { DatabaseSync: EmbeddedConstructor }).DatabaseSync;
}

function openServer(url: string): Db {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const socketPath = searchParams.get('socketPath');
  const poolSize = Number(searchParams.get('poolSize') ?? POOL_SIZE);
  const options: PoolOptions = {
    ...(socketPath ? { socketPath } : { host: hostname, port: port ? Number(port) : 3306 }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    charset: 'utf8mb4_bin',
    connectionLimit: poolSize,
    maxPreparedStatements: 500,
    supportBigNumbers: true,
    connectTimeout: 10_000,
  };
  const pool = createPool(options);
  const lockWaitSeconds = Number(searchParams.get('lockWaitSeconds') ?? LOCK_WAIT_SECONDS);
  pool.on('connection', (connection) => {
    for (const setting of serverSessionSettings(lockWaitSeconds)) connection.query(setting);
  });
  const db = new Kysely<Database>({ dialect: serverDialect(pool as unknown as MysqlPool) });
  allowTransactions(db, Math.max(1, Math.floor(poolSize / POOL_SHARE)));
  return db;
}
