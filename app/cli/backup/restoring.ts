import { Problem } from '#app/cli/command.ts';
import { forgetLooks } from '#app/features/media/left-behind.server.ts';
import type { Env } from '#app/lib/env.ts';
import type { Db, Trx } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';
import { appliedMigrations, type Migration, migrateToLatest, migrateWith } from '#db/migrate.server.ts';
import { migrations } from '#db/migrations/index.ts';
import { isEmptyTable, putRows, type Row } from '#db/rows.server.ts';
import type { NamedShape } from '#db/shapes.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { clearedFirst, type Header, type MediaEntry } from './format.ts';
import {
  type MediaFound,
  noteFile,
  nothingFound,
  type Presence,
  presenceIn,
  refuseDifferent,
  sameBytesIn,
} from './media-compare.ts';
import { headerOf, readBackup } from './reading.ts';
import { keptTables } from './writing.ts';

export interface RestoreDone {
  rows: number;
  /** What the media store has of the files that the backup lists. */
  files: MediaFound;
  /** The migrations that an older backup needed besides. */
  migrated: string[];
}

interface Restore {
  engine: Engine;
  env: Env;
  file: string;
  now: Date;
  /** Restores whatever the files in the media store are, looking at their lengths alone. */
  despiteMedia?: boolean;
}

const MOST_ROWS = 200;
/** Of one INSERT; a server takes 16 MB by default. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Puts a backup into an empty academy, whole or not at all, in the shape that its edition had, and brings that up to date. The file is read to its end,
 * and every file of the media store that it lists, before anything is made. Throws a `Problem` when it does not fit.
 */
export async function restoreBackup(
  db: Db,
  { engine, env, file, now, despiteMedia = false }: Restore,
): Promise<RestoreDone> {
  const some = migrationsOf(await headerOf(file));
  const applied = await appliedMigrations(db, engine);
  const strange = applied.find((name) => !some.some((one) => one.name === name));
  if (strange)
    throw new Problem(
      `This database is of a later edition than the backup (${strange}): restore into a new database, which is brought up to date afterwards.`,
    );
  // Before hours of reading: a database that cannot take it is known at once.
  const there = some.filter(({ name }) => applied.includes(name));
  await refuseFull(db, await keptTables(engine, there));
  const files = await listedFiles(file, despiteMedia ? presenceIn(env) : sameBytesIn(env));
  if (!despiteMedia) refuseDifferent(files, env);
  await migrateWith(db, engine, { some, now });
  const tables = await keptTables(engine, some);
  await refuseFull(db, tables);
  const rows = await inTransaction(db, (trx) => putBack(trx, { file, tables }));
  return { rows, files, migrated: await migrateToLatest(db, engine, now) };
}

/** What an edition made its tables with, in its order. */
function migrationsOf({ schema }: Header): Migration[] {
  return schema.map((name) => {
    const found = migrations.find((one) => one.name === name);
    if (found) return found;
    throw new Problem(
      `The backup is of a later edition of the academy (${name}): bring this one up to date first. Nothing was restored.`,
    );
  });
}

async function refuseFull(db: Db, tables: readonly NamedShape[]): Promise<void> {
  for (const table of tables)
    if (!clearedFirst.includes(table.name) && !(await isEmptyTable(db, table)))
      throw new Problem(`This academy is not empty (${table.name} has rows): restore into a new database.`);
}

/** Reads a backup to its end, and looks for the files that it lists. */
async function listedFiles(
  file: string,
  presenceOf: (entry: MediaEntry) => Promise<Presence>,
): Promise<MediaFound> {
  const found = nothingFound();
  for await (const part of readBackup(file))
    if (part.kind === 'media') noteFile(found, part.media.key, await presenceOf(part.media));
  return found;
}

interface Restoring {
  file: string;
  tables: readonly NamedShape[];
}

/** Answers how many rows it put. */
async function putBack(trx: Trx, { file, tables }: Restoring): Promise<number> {
  let rows = 0;
  let table = undefined as TableFilling | undefined;
  // Not in the oldest editions.
  if (tables.some(({ name }) => name === 'media_end')) await forgetLooks(trx);
  for await (const part of readBackup(file)) {
    if (part.kind !== 'row') continue;
    if (table?.name !== part.table) {
      await table?.finish();
      table = new TableFilling(trx, shapeOf(tables, part.table));
    }
    await table.add(part.row);
    rows += 1;
  }
  await table?.finish();
  return rows;
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
  readonly #absent = new Set<unknown>();

  constructor(
    readonly trx: Trx,
    readonly table: NamedShape,
  ) {
    this.name = table.name;
    this.#own = Object.entries(table.shape.columns).flatMap(([column, { references }]) =>
      references === table.name ? [column] : [],
    );
  }

  /** Rows come in the order of their ids, so what one refers to is there already, unless it comes later or waits itself. */
  async add(row: Row): Promise<void> {
    const waits = this.#own.some((column) => {
      const other = row[column];
      return typeof other === 'string' && (other > String(row.id) || this.#absent.has(other));
    });
    if (!waits) return this.#put(row);
    this.#waiting.push(row);
    this.#absent.add(row.id);
  }

  async finish(): Promise<void> {
    await this.#flush();
    while (this.#waiting.length > 0) {
      const still: Row[] = [];
      const before = new Set(this.#absent);
      for (const row of this.#waiting) {
        if (this.#own.some((column) => before.has(row[column]))) still.push(row);
        else {
          this.#absent.delete(row.id);
          await this.#put(row);
        }
      }
      if (still.length === this.#waiting.length)
        throw new Problem(`The rows of ${this.name} refer to one another in a circle.`);
      this.#waiting = still;
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
