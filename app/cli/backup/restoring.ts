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
import { clearedFirst, type Header } from './format.ts';
import { readBackup, wholeBackup } from './reading.ts';
import { keptTables, type Presence, presenceIn } from './writing.ts';

export interface RestoreDone {
  rows: number;
  media: number;
  /** How many of the files that the backup names this media store does not have as they were. */
  missing: number;
  /** The first of them, each with what is wrong. */
  named: string[];
  /** The migrations that an older backup needed besides. */
  migrated: string[];
}

const MOST_ROWS = 200;
/** Of one INSERT; a server takes 16 MB by default. */
const MOST_CHARACTERS = 1_000_000;
const MOST_NAMED = 10;

/**
 * Puts a backup into an empty academy, whole or not at all, in the shape that its edition had, and brings that up to date. The file is read to its end
 * before anything is made. Throws a `Problem` when it does not fit.
 */
export async function restoreBackup(
  db: Db,
  { engine, env, file, now }: { engine: Engine; env: Env; file: string; now: Date },
): Promise<RestoreDone> {
  const some = migrationsOf(await wholeBackup(file));
  const strange = (await appliedMigrations(db, engine)).find(
    (name) => !some.some((one) => one.name === name),
  );
  if (strange)
    throw new Problem(
      `This database is of a later edition than the backup (${strange}): restore into a new database, which is brought up to date afterwards.`,
    );
  await migrateWith(db, engine, { some, now });
  const tables = await keptTables(engine, some);
  for (const table of tables) {
    if (!clearedFirst.includes(table.name) && !(await isEmptyTable(db, table)))
      throw new Problem(`This academy is not empty (${table.name} has rows): restore into a new database.`);
  }
  const done = await inTransaction(db, (trx) => putBack(trx, { env, file, tables }));
  return { ...done, migrated: await migrateToLatest(db, engine, now) };
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

interface Restoring {
  env: Env;
  file: string;
  tables: readonly NamedShape[];
}

async function putBack(trx: Trx, { env, file, tables }: Restoring): Promise<RestoreDone> {
  const done: RestoreDone = { rows: 0, media: 0, missing: 0, named: [], migrated: [] };
  let table = undefined as TableFilling | undefined;
  const isStored = presenceIn(env);
  // Not in the oldest editions.
  if (tables.some(({ name }) => name === 'media_end')) await forgetLooks(trx);
  for await (const part of readBackup(file)) {
    if (part.kind === 'media') {
      done.media += 1;
      noteMedia(done, part.media.key, await isStored(part.media));
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

function noteMedia(done: RestoreDone, key: string, presence: Presence): void {
  if (presence === 'present') return;
  done.missing += 1;
  if (done.named.length < MOST_NAMED)
    done.named.push(presence === 'other' ? `${key} (of another length)` : key);
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
