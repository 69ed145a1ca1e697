import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import { untilItGoes } from '#db/trying-again.server.ts';

/** Statements that are whole transactions of their own when nobody began one. */
const WRITES = /^(Insert|Update|Delete)QueryNode$/;

class Connection implements DatabaseConnection {
  inTransaction = false;

  constructor(
    readonly inner: DatabaseConnection,
    readonly mayAgain: (error: unknown) => boolean,
  ) {}

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const once = () => this.inner.executeQuery<R>(query);
    if (this.inTransaction || !WRITES.test(query.query.kind)) return once();
    return untilItGoes(once, { mayAgain: this.mayAgain });
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

/**
 * Kysely's driver for the server engine, except that a single statement which writes outside a transaction is tried again where the
 * server broke it off for another's sake. Two inserts of one key are enough for that: each waits for the key with a lock of its own.
 */
export class ServerDriver implements Driver {
  readonly #driver: Driver;
  readonly #mayAgain: (error: unknown) => boolean;
  readonly #known = new WeakMap<DatabaseConnection, Connection>();

  /** `mayAgain`: whether a failure left nothing behind. */
  constructor(driver: Driver, { mayAgain }: { mayAgain: (error: unknown) => boolean }) {
    this.#driver = driver;
    this.#mayAgain = mayAgain;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<Connection> {
    const inner = await this.#driver.acquireConnection();
    const known = this.#known.get(inner) ?? new Connection(inner, this.#mayAgain);
    this.#known.set(inner, known);
    return known;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const own = ours(connection);
    await this.#driver.beginTransaction(own.inner, settings);
    own.inTransaction = true;
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const own = ours(connection);
    await this.#driver.commitTransaction(own.inner);
    own.inTransaction = false;
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const own = ours(connection);
    await this.#driver.rollbackTransaction(own.inner);
    own.inTransaction = false;
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const own = ours(connection);
    own.inTransaction = false;
    await this.#driver.releaseConnection(own.inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

function ours(connection: DatabaseConnection): Connection {
  if (connection instanceof Connection) return connection;
  throw new Error('A connection of another driver.');
}
