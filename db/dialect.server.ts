import {
  type Dialect,
  MysqlDialect,
  type MysqlPool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Column, TableShape } from '#db/ddl.ts';
import { type EmbeddedDatabase, EmbeddedDriver } from '#db/embedded-driver.server.ts';
import { ServerDriver } from '#db/server-driver.server.ts';

/** Everything that differs between the engines. `embedded` is SQLite; `server` is MySQL 8 and MariaDB 10.11. */
export type Engine = 'embedded' | 'server';

/** Which engine a DATABASE_URL names. Throws on any other scheme. */
export function engineOf(url: string): Engine {
  if (url.startsWith('file:')) return 'embedded';
  if (url.startsWith('mysql://')) return 'server';
  throw new Error('DATABASE_URL must begin with file: or mysql://');
}

export function embeddedDialect(
  open: (readOnly: boolean) => EmbeddedDatabase,
  { busyMs }: { busyMs: number },
): Dialect {
  return {
    createDriver: () => new EmbeddedDriver(open, { busyMs, isBusy: isRetryable }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

export function serverDialect(pool: MysqlPool): Dialect {
  const dialect = new MysqlDialect({ pool });
  return {
    createDriver: () => new ServerDriver(dialect.createDriver(), { mayAgain: isRetryable }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

interface DriverError {
  code?: unknown;
  errno?: unknown;
  errcode?: unknown;
  message?: unknown;
}

/** True when a write was refused because a row with the same unique key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errno, message } = (error ?? {}) as DriverError;
  return errno === 1062 || code === 'ER_DUP_ENTRY' || /UNIQUE constraint failed/.test(String(message));
}

/** True when a row was not deleted because others refer to it. */
export function isStillReferred(error: unknown): boolean {
  const { errno, message } = (error ?? {}) as DriverError;
  return errno === 1451 || /FOREIGN KEY constraint failed/.test(String(message));
}

/**
 * True when the same transaction may simply be tried again: deadlock or Galera certification failure (1213), lock wait
 * timeout (1205), record changed since last read (1020), or an embedded database busy in another process.
 */
export function isRetryable(error: unknown): boolean {
  const { errno, message } = (error ?? {}) as DriverError;
  return errno === 1213 || errno === 1205 || errno === 1020 || /database is locked/.test(String(message));
}

/** True when the database keeps the making of triggers to its administrator (a binary log without trust in creators, or no right). */
export function mayNotMakeTriggers(error: unknown): boolean {
  const { errno } = (error ?? {}) as DriverError;
  return errno === 1419 || errno === 1142 || errno === 1227;
}

/** True when the database cannot be reached or takes no writes now: the answer is 503, not a defect of the request. */
export function isUnavailable(error: unknown): boolean {
  const { code, errno, message } = (error ?? {}) as DriverError;
  const codes = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'ETIMEDOUT'];
  if (typeof code === 'string' && codes.includes(code)) return true;
  if (errno === 1290 || errno === 1836 || errno === 1053 || errno === 1047) return true;
  return (
    isRetryable(error) ||
    /database or disk is full|attempt to write a readonly|disk I\/O/.test(String(message))
  );
}

/** The CREATE statements of one table, written for the engine. */
export function tableStatements(engine: Engine, name: string, shape: TableShape): string[] {
  const q = engine === 'embedded' ? (id: string) => `"${id}"` : (id: string) => `\`${id}\``;
  const list = (ids: readonly string[]) => ids.map(q).join(', ');
  const lines = Object.entries(shape.columns).map(([column, is]) => columnLine(engine, q(column), is));
  lines.push(`primary key (${list(shape.primaryKey ?? ['id'])})`);
  for (const key of shape.unique ?? []) lines.push(uniqueLine(engine, q, name, key));
  for (const check of shape.checks ?? []) lines.push(`check (${check})`);
  for (const [column, is] of Object.entries(shape.columns)) {
    if (is.references)
      lines.push(`foreign key (${q(column)}) references ${q(is.references)} (${q(is.referencesColumn)})`);
  }
  // Rows of an `unordered` table lie in the order of a random key, so that their place says nothing about their time.
  const options = engine === 'embedded' ? `strict${shape.unordered ? ', without rowid' : ''}` : serverOptions;
  const indexes = (shape.indexes ?? []).map(
    (key) => `create index ${q(`${name}_by_${key.join('_')}`.slice(0, 64))} on ${q(name)} (${list(key)})`,
  );
  return [`create table ${q(name)} (\n  ${lines.join(',\n  ')}\n) ${options}`, ...indexes];
}

/** Adds a column to a table that may have rows: they get `usual`, and so does whoever says nothing. */
export function columnStatement(
  engine: Engine,
  { table, column, is, usual }: { table: string; column: string; is: Column; usual: string | number },
): string {
  const value = typeof usual === 'number' ? usual : `'${usual}'`;
  return `alter table ${table} add column ${columnLine(engine, column, is)} default ${value}`;
}

/** When a row of an append-only table may be changed or removed all the same: conditions in words that both engines read, on `old` and `new`. */
export interface Letting {
  update?: string;
  delete?: string;
}

/** Two triggers that refuse to change and to remove a row of the table, but for what is let through. */
export function appendOnlyStatements(engine: Engine, table: string, letting: Letting = {}): string[] {
  const q = engine === 'embedded' ? `"${table}"` : `\`${table}\``;
  return (['update', 'delete'] as const).map((deed) => {
    const words = `'${table} is append-only'`;
    const unless = letting[deed];
    if (engine === 'embedded') {
      const when = unless ? `when not (${unless}) ` : '';
      return `create trigger ${table}_no_${deed} before ${deed} on ${q} ${when}begin select raise(abort, ${words}); end`;
    }
    const signal = `signal sqlstate '45000' set message_text = ${words}`;
    const refusal = unless ? `begin if not (${unless}) then ${signal}; end if; end` : signal;
    return `create trigger ${table}_no_${deed} before ${deed} on ${q} for each row ${refusal}`;
  });
}

/**
 * A trigger that refuses a row whose key is there already. The embedded engine removes the old row for INSERT OR REPLACE without asking the
 * trigger that keeps rows from being removed; a server asks it. The words are those of its own refusal, for whoever inserts if absent.
 */
export function irreplaceableStatements(
  engine: Engine,
  table: string,
  keys: readonly (readonly string[])[],
): string[] {
  if (engine === 'server') return [];
  const same = (key: readonly string[]) => key.map((column) => `"${column}" = new."${column}"`).join(' and ');
  const isThere = keys.map((key) => `exists (select 1 from "${table}" where ${same(key)})`).join(' or ');
  const refusal = `select raise(abort, 'UNIQUE constraint failed: ${table} is append-only')`;
  return [
    `create trigger ${table}_no_replace before insert on "${table}" when ${isThere} begin ${refusal}; end`,
  ];
}

/** Removes the index of a table, by its name. */
export function dropIndexStatement(engine: Engine, table: string, index: string): string {
  return `drop index ${index}${engine === 'embedded' ? '' : ` on ${table}`}`;
}

const serverOptions = 'engine=InnoDB default character set utf8mb4 collate utf8mb4_bin';

function uniqueLine(engine: Engine, q: (id: string) => string, name: string, key: readonly string[]): string {
  const columns = key.map(q).join(', ');
  return engine === 'embedded'
    ? `unique (${columns})`
    : `unique key ${q(`${name}_one_${key.join('_')}`.slice(0, 64))} (${columns})`;
}

function columnLine(engine: Engine, column: string, is: Column): string {
  const nullness = is.nullable ? 'null' : 'not null';
  if (is.kind === 'integer') return `${column} ${engine === 'embedded' ? 'integer' : 'bigint'} ${nullness}`;
  if (engine === 'embedded') return `${column} text ${nullness} check (length(${column}) <= ${is.max})`;
  return `${column} ${is.kind === 'long' ? 'mediumtext' : `varchar(${is.max})`} ${nullness}`;
}

/** Asks the planner how it would run a query. Only tests use it, to fail on full scans of tables that grow. */
export function explainPrefix(engine: Engine): string {
  return engine === 'embedded' ? 'explain query plan ' : 'explain ';
}

/** Settings that every new server connection gets. READ COMMITTED: conditional updates need no gap locks. */
export const serverSessionSettings = (lockWaitSeconds: number) => [
  'set session transaction isolation level read committed',
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  "set session time_zone = '+00:00'",
  // One of the two cuts lists at 1,024 bytes otherwise, and says nothing.
  'set session group_concat_max_len = 1000000',
  // Fifty seconds otherwise, which is longer than anybody waits for a page; transactions are tried again.
  `set session innodb_lock_wait_timeout = ${lockWaitSeconds}`,
];

/**
 * Settings of the embedded writer. NORMAL is safe with the write-ahead log when the process is killed. It hardly waits for another
 * process by itself, since the whole process stands still meanwhile: the driver asks again.
 */
export const embeddedWriterSettings = [
  'pragma journal_mode = wal',
  'pragma synchronous = normal',
  'pragma foreign_keys = on',
  'pragma busy_timeout = 5',
  'pragma cache_size = -32000',
  'pragma temp_store = memory',
];

export const embeddedReaderSettings = [
  'pragma busy_timeout = 10000',
  'pragma cache_size = -32000',
  'pragma temp_store = memory',
];

/** True when the table exists. */
export function tableExistsStatement(engine: Engine, name: string): string {
  return engine === 'embedded'
    ? `select name from sqlite_master where type = 'table' and name = '${name}'`
    : `select table_name as name from information_schema.tables where table_schema = database() and table_name = '${name}'`;
}

/** Finds the triggers of a table by their names. */
export function triggersStatement(engine: Engine, table: string): string {
  return engine === 'embedded'
    ? `select name from sqlite_master where type = 'trigger' and tbl_name = '${table}'`
    : `select trigger_name as name from information_schema.triggers where trigger_schema = database() and event_object_table = '${table}'`;
}
