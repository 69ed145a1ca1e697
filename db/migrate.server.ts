import { CompiledQuery } from 'kysely';
import type { Db } from '#db/database.ts';
import type { Column, TableShape } from '#db/ddl.ts';
import {
  appendOnlyStatements,
  columnStatement,
  dropIndexStatement,
  type Engine,
  irreplaceableStatements,
  type Letting,
  mayNotMakeTriggers,
  tableExistsStatement,
  tableStatements,
  triggersStatement,
} from '#db/dialect.server.ts';
import { migrations } from '#db/migrations/index.ts';

/** What a migration may do. */
export interface Ddl {
  engine: Engine;
  table(name: string, shape: TableShape): Promise<void>;
  /** Adds a column to a table of an earlier migration; rows that are there get `usual`. */
  column(table: string, column: string, is: Column, usual: string | number): Promise<void>;
  /** Removes a table of an earlier migration, with its rows. */
  drop(table: string): Promise<void>;
  /** Removes an index of an earlier migration. */
  dropIndex(table: string, index: string): Promise<void>;
  /**
   * From now on the database refuses to change or remove a row of the table. Where it lets nobody but its administrator make
   * triggers, the table stays without: the code changes nothing either way.
   */
  appendOnly(table: string, letting?: Letting): Promise<void>;
  /** Also not by putting another row in the place of one that has a key of it. Only an embedded database has a way to do that. */
  irreplaceable(table: string, keys: readonly (readonly string[])[]): Promise<void>;
  run(sql: string): Promise<void>;
}

export interface Migration {
  name: string;
  up(ddl: Ddl): Promise<void>;
}

/** The names of the migrations that this database has not had yet, oldest first. */
export async function pendingMigrations(db: Db, engine: Engine): Promise<string[]> {
  const done = new Set(await appliedMigrations(db, engine));
  return migrations.map(({ name }) => name).filter((name) => !done.has(name));
}

/**
 * Brings the database to the newest shape; returns the names of what was applied. Run it from one place: the server
 * engine commits each CREATE by itself, and on a cluster no lock spans the nodes.
 */
export async function migrateToLatest(db: Db, engine: Engine, now: Date): Promise<string[]> {
  return migrateWith(db, engine, { some: migrations, now });
}

/** Brings a database to the shape that some of the migrations make, as an earlier edition had it; returns what was applied. */
export async function migrateWith(
  db: Db,
  engine: Engine,
  { some, now }: { some: readonly Migration[]; now: Date },
): Promise<string[]> {
  const ddl: Ddl = {
    engine,
    run: async (sql) => void (await db.executeQuery(CompiledQuery.raw(sql))),
    table: async (name, shape) => {
      for (const statement of tableStatements(engine, name, shape)) await ddl.run(statement);
    },
    drop: (table) => ddl.run(`drop table ${table}`),
    dropIndex: (table, index) => ddl.run(dropIndexStatement(engine, table, index)),
    appendOnly: async (table, letting) => {
      for (const statement of appendOnlyStatements(engine, table, letting)) {
        await ddl.run(statement).catch((error: unknown) => {
          if (!mayNotMakeTriggers(error)) throw error;
        });
      }
    },
    irreplaceable: async (table, keys) => {
      for (const statement of irreplaceableStatements(engine, table, keys)) await ddl.run(statement);
    },
    column: (table, column, is, usual) => ddl.run(columnStatement(engine, { table, column, is, usual })),
  };
  if (!(await exists(db, engine, 'migration'))) {
    await ddl.table('migration', {
      columns: { name: textName, applied_at: textInstant },
      primaryKey: ['name'],
    });
  }
  const done = await appliedMigrations(db, engine);
  const pending = some.filter(({ name }) => !done.includes(name));
  for (const migration of pending) {
    await migration.up(ddl);
    await db
      .insertInto('migration')
      .values({ name: migration.name, applied_at: now.toISOString() })
      .execute();
  }
  return pending.map(({ name }) => name);
}

/** What an administrator has to run so that the database refuses to change or remove rows of a table; nothing where it does. */
export async function statementsToAppendOnly(
  db: Db,
  engine: Engine,
  table: string,
  letting: Letting = {},
): Promise<string[]> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(triggersStatement(engine, table)));
  const statements = appendOnlyStatements(engine, table, letting);
  return rows.length >= statements.length ? [] : statements;
}

const textName = { kind: 'text', max: 64, nullable: false, referencesColumn: 'id' } as const;
const textInstant = { kind: 'text', max: 24, nullable: false, referencesColumn: 'id' } as const;

/** The names of the migrations that this database has had. */
export async function appliedMigrations(db: Db, engine: Engine): Promise<string[]> {
  if (!(await exists(db, engine, 'migration'))) return [];
  const rows = await db.selectFrom('migration').select('name').execute();
  return rows.map(({ name }) => name);
}

async function exists(db: Db, engine: Engine, table: string): Promise<boolean> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(tableExistsStatement(engine, table)));
  return rows.length > 0;
}
