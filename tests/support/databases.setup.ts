import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import type { TestProject } from 'vitest/node';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { engineOf } from '#db/dialect.server.ts';
import { migrateToLatest } from '#db/migrate.server.ts';
import { guard } from './guard.ts';
import { startMariadb, withDatabase } from './mariadb.ts';
import { cloneScript, dropDatabases, recreateDatabase } from './mariadb-clone.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databases: {
      /** A folder for everything this run makes; removed at its end. */
      folder: string;
      sqliteTemplate: string;
      /** Absent when there is no MariaDB; `noMariadb` then says why. */
      mariadb?: { url: string; prefix: string; script: string[] };
      noMariadb?: string;
    };
  }
}

/**
 * Migrates once per engine; every test file then copies the outcome instead of migrating again.
 * `TEST_MARIADB_URL` (set by tests/run.mjs) names a server that is running already; otherwise one is started.
 * `TEST_MARIADB_URL=none` leaves MariaDB out.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'academy-test-'));
  const watch = guard(undefined, folder);
  const sqliteTemplate = await migratedSqlite(folder);
  const { url, stop, reason } = await server();
  const prefix = `t${process.pid.toString(36)}${Date.now().toString(36).slice(-4)}_`;
  if (url) {
    const template = `${prefix}template`;
    await recreateDatabase(url, template);
    await migrated(withDatabase(url, template));
    project.provide('databases', {
      folder,
      sqliteTemplate,
      mariadb: { url, prefix, script: await cloneScript(url, template) },
    });
  } else {
    project.provide('databases', { folder, sqliteTemplate, noMariadb: reason });
  }
  return async () => {
    if (stop) await stop();
    else if (url) await dropDatabases(url, prefix);
    await rm(folder, { recursive: true, force: true });
    watch.dismiss();
  };
}

async function server(): Promise<{ url?: string; stop?: () => Promise<void>; reason?: string }> {
  const given = process.env.TEST_MARIADB_URL;
  if (given === 'none') return { reason: process.env.TEST_MARIADB_WHY ?? 'TEST_MARIADB_URL=none' };
  if (given) return { url: given };
  try {
    const started = await startMariadb();
    return { url: started.url, stop: started.stop };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function migrated(url: string, also?: (db: Db) => Promise<unknown>): Promise<void> {
  const db = await openDatabase(url);
  try {
    await migrateToLatest(db, engineOf(url), new Date());
    await also?.(db);
  } finally {
    await closeDatabase(db);
  }
}

/** Vacuumed into a file of its own: the original may still have a write-ahead log beside it. */
async function migratedSqlite(folder: string): Promise<string> {
  const template = join(folder, 'template.db');
  await migrated(`file:${join(folder, 'migrated.db')}`, (db) =>
    db.executeQuery(CompiledQuery.raw(`vacuum into '${template}'`)),
  );
  return template;
}
