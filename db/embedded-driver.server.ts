import { setTimeout as pause } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

/** The part of the `DatabaseSync` interface (Node's own embedded engine) that the driver uses. */
export interface EmbeddedDatabase {
  prepare(sql: string): EmbeddedStatement;
  exec(sql: string): void;
  close(): void;
}

interface EmbeddedStatement {
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
}

const STATEMENT_CACHE_SIZE = 500;
const LONGEST_PAUSE_MS = 10;
const READS = /^\s*(select|with|pragma|explain)\b/i;
const CACHEABLE = /^(Select|Insert|Update|Delete)QueryNode$/;

/** One open handle with its least-recently-used cache of prepared statements. */
class Handle {
  readonly #statements = new Map<string, EmbeddedStatement>();

  constructor(readonly database: EmbeddedDatabase) {}

  statement(sql: string): EmbeddedStatement {
    const known = this.#statements.get(sql);
    if (known) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const prepared = this.database.prepare(sql);
    this.#statements.set(sql, prepared);
    if (this.#statements.size > STATEMENT_CACHE_SIZE) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return prepared;
  }

  run<R>(query: CompiledQuery): QueryResult<R> {
    const statement = CACHEABLE.test(query.query.kind)
      ? this.statement(query.sql)
      : this.database.prepare(query.sql);
    const parameters = query.parameters.map(toBindable);
    if (READS.test(query.sql)) return { rows: statement.all(...parameters) as R[] };
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}

function toBindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === undefined ? null : value;
}

/** A logical connection: plain until a transaction begins on it, then bound to the one writer. */
class Connection implements DatabaseConnection {
  inTransaction = false;

  constructor(readonly driver: EmbeddedDriver) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.inTransaction) return this.driver.writer.run<R>(query);
    if (query.query.kind === 'SelectQueryNode') return this.driver.reader.run<R>(query);
    await this.driver.lock();
    try {
      return await this.driver.whenFree(() => this.driver.writer.run<R>(query));
    } finally {
      this.driver.unlock();
    }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; exports page through rows instead of streaming
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming queries are not offered: page through the rows instead.');
  }
}

/**
 * Kysely driver for the embedded engine: one writer behind a first-in-first-out lock, and a separate reader.
 * Transactions begin as IMMEDIATE, because a deferred one that turns into a write fails at once with "database is
 * locked" when another process writes. Reads outside a transaction never wait and see committed rows only.
 */
export class EmbeddedDriver implements Driver {
  readonly #open: (readOnly: boolean) => EmbeddedDatabase;
  readonly #waiting: (() => void)[] = [];
  #locked = false;
  #writer: Handle | undefined;
  #reader: Handle | undefined;

  readonly #busyMs: number;
  readonly #isBusy: (error: unknown) => boolean;

  /** `busyMs`: how long a write waits for another process that is writing. */
  constructor(
    open: (readOnly: boolean) => EmbeddedDatabase,
    { busyMs, isBusy }: { busyMs: number; isBusy: (error: unknown) => boolean },
  ) {
    this.#open = open;
    this.#busyMs = busyMs;
    this.#isBusy = isBusy;
  }

  get writer(): Handle {
    if (!this.#writer) throw new Error('The database is closed.');
    return this.#writer;
  }

  get reader(): Handle {
    if (!this.#reader) throw new Error('The database is closed.');
    return this.#reader;
  }

  async init(): Promise<void> {
    this.#writer = new Handle(this.#open(false));
    this.#reader = new Handle(this.#open(true));
  }

  async acquireConnection(): Promise<Connection> {
    return new Connection(this);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.lock();
    try {
      await this.whenFree(() => this.writer.statement('begin immediate').run());
      bound(connection).inTransaction = true;
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    this.writer.statement('commit').run();
    bound(connection).inTransaction = false;
    this.unlock();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      this.writer.statement('rollback').run();
    } catch (error) {
      // A failed COMMIT may already have rolled back; the lock must be given back all the same.
      if (!(error instanceof Error && /no transaction is active/.test(error.message))) throw error;
    } finally {
      bound(connection).inTransaction = false;
      this.unlock();
    }
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#reader?.database.close();
    this.#writer?.database.close();
    this.#reader = undefined;
    this.#writer = undefined;
  }

  /** Asks again while another process writes, and lets this one go on with other things meanwhile. The caller holds the lock. */
  async whenFree<T>(write: () => T): Promise<T> {
    const until = performance.now() + this.#busyMs;
    for (;;) {
      try {
        return write();
      } catch (error) {
        if (!this.#isBusy(error) || performance.now() > until) throw error;
        await pause(1 + Math.random() * LONGEST_PAUSE_MS);
      }
    }
  }

  lock(): Promise<void> {
    if (this.#locked) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#locked = true;
    return Promise.resolve();
  }

  unlock(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#locked = false;
  }
}

function bound(connection: DatabaseConnection): Connection {
  if (connection instanceof Connection) return connection;
  throw new Error('A connection of another driver.');
}
