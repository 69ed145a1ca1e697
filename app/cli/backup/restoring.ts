import { Problem } from '#app/cli/command.ts';
import { forgetLooks } from '#app/features/media/left-behind.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db, Trx } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';
import { migrations } from '#db/migrations/index.ts';
import { isEmptyTable, putRows, type Row } from '#db/rows.server.ts';
import type { NamedShape } from '#db/shapes.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { clearedFirst } from './format.ts';
import { readBackup } from './reading.ts';
import { keptTables, presenceIn } from './writing.ts';

export interface RestoreDone {
  rows: number;
  media: number;
  /** Files that the backup names and this media store does not have. */
  missing: number;
}

const MOST_ROWS = 200;
/** Of one INSERT; a server takes 16 MB by default. */
const MOST_CHARACTERS = 1_000_000;

/** Puts a backup into an empty academy, whole or not at all. Throws a `Problem` when it does not fit. */
export async function restoreBackup(
  db: Db,
  { engine, env, file }: { engine: Engine; env: Env; file: string },
): Promise<RestoreDone> {
  const tables = await keptTables(engine);
  for (const table of tables) {
    if (!clearedFirst.includes(table.name) && !(await isEmptyTable(db, table)))
      throw new Problem(`This academy is not empty (${table.name} has rows): restore into a new database.`);
  }
  return inTransaction(db, (trx) => putBack(trx, { env, file, tables }));
}

interface Restoring {
  env: Env;
  file: string;
  tables: readonly NamedShape[];
}

async function putBack(trx: Trx, { env, file, tables }: Restoring): Promise<RestoreDone> {
  const done: RestoreDone = { rows: 0, media: 0, missing: 0 };
  let table = undefined as TableFilling | undefined;
  const isStored = presenceIn(env);
  await forgetLooks(trx);
  for await (const part of readBackup(file)) {
    if (part.kind === 'header') requireSchema(part.header.schema);
    if (part.kind === 'media') {
      done.media += 1;
      if (!(await isStored(part.media))) done.missing += 1;
    }
    if (part.kind !== 'row') continue;
    if (table?.name !== part.table) {
      await table?.finish();
      table = new TableFilling(trx, shapeOf(tables, part.table));
    }
    await table.add(part.row);
    done.rows += 1;
  }
  await table?.finish();
  return done;
}

function requireSchema(schema: readonly string[]): void {
  const own = migrations.map(({ name }) => name);
  if (schema.join() !== own.join())
    throw new Problem(
      'The backup is of another edition of the academy: restore it with that one, then migrate.',
    );
}

function shapeOf(tables: readonly NamedShape[], name: string): NamedShape {
  const found = tables.find((table) => table.name === name);
  if (!found) throw new Problem(`The backup has a table ${name} that is unknown here.`);
  return found;
}

/** Fills one table. Rows that refer to others of the same table wait until those are there. */
class TableFilling {
  readonly name: string;
  readonly #own: readonly string[];
  #batch: Row[] = [];
  #characters = 0;
  #waiting: Row[] = [];

  constructor(
    readonly trx: Trx,
    readonly table: NamedShape,
  ) {
    this.name = table.name;
    this.#own = Object.entries(table.shape.columns).flatMap(([column, { references }]) =>
      references === table.name ? [column] : [],
    );
  }

  async add(row: Row): Promise<void> {
    if (this.#own.some((column) => row[column] !== null)) this.#waiting.push(row);
    else await this.#put(row);
  }

  async finish(): Promise<void> {
    await this.#flush();
    while (this.#waiting.length > 0) {
      const absent = new Set(this.#waiting.map(({ id }) => id));
      const ready = this.#waiting.filter((row) =>
        this.#own.every((column) => row[column] === null || !absent.has(row[column])),
      );
      if (ready.length === 0) throw new Problem(`The rows of ${this.name} refer to one another in a circle.`);
      this.#waiting = this.#waiting.filter((row) => !ready.includes(row));
      for (const row of ready) await this.#put(row);
      await this.#flush();
    }
  }

  async #put(row: Row): Promise<void> {
    this.#batch.push(row);
    for (const value of Object.values(row)) this.#characters += typeof value === 'string' ? value.length : 8;
    if (this.#batch.length >= MOST_ROWS || this.#characters >= MOST_CHARACTERS) await this.#flush();
  }

  async #flush(): Promise<void> {
    const rows = this.#batch;
    this.#batch = [];
    this.#characters = 0;
    await putRows(this.trx, this.table, rows);
  }
}
