import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, inject, onTestFinished, TestRunner } from 'vitest';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { withDatabase } from './mariadb.ts';
import { cloneInto, resetToTemplate } from './mariadb-clone.ts';

export const engines = ['sqlite', 'mariadb'] as const;
export type Engine = (typeof engines)[number];

/** A migrated database with nothing in it. `url` opens it from another process. */
export type FreshDatabase = { engine: Engine; db: Db; url: string; close(): Promise<void> };

/** Opens a fresh database; it closes by itself after the test, or after the suite when opened in `beforeAll`. */
export type Open = { (): Promise<Db>; engine: Engine; withUrl(): Promise<FreshDatabase> };

/** Why this engine cannot be had in this run; undefined when it can. */
export function engineMissing(engine: Engine): string | undefined {
  const { mariadb, noMariadb } = inject('databases');
  return engine === 'mariadb' && !mariadb ? (noMariadb ?? 'no MariaDB') : undefined;
}

/** A database of its own for the caller, who must `close()` it. On SQLite it may begin as a copy of another file. */
export async function freshDatabase(engine: Engine, copyOf?: string): Promise<FreshDatabase> {
  const { url, release } = engine === 'sqlite' ? await freshSqlite(copyOf) : await freshMariadb();
  const db = await openDatabase(url);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await closeDatabase(db);
    release();
  };
  return { engine, db, url, close };
}

/** One suite, two databases. Where MariaDB is missing its half is reported as skipped, with the reason in its name. */
export function describeOnBothDatabases(name: string, suite: (open: Open) => void): void {
  for (const engine of engines) describeOn(engine, name, suite);
}

/** The same on one engine, for what only one of them can show. */
export function describeOn(engine: Engine, name: string, suite: (open: Open) => void): void {
  const missing = engineMissing(engine);
  if (missing) {
    describe.skip(`${name} (${engine}, skipped: ${missing})`, () => suite(opener(engine, [])));
    return;
  }
  describe(`${name} (${engine})`, () => {
    const opened: FreshDatabase[] = [];
    afterAll(async () => {
      for (const database of opened) await database.close();
    });
    suite(opener(engine, opened));
  });
}

function opener(engine: Engine, opened: FreshDatabase[]): Open {
  const withUrl = async () => {
    const database = await freshDatabase(engine);
    if (TestRunner.getCurrentTest()) onTestFinished(() => database.close());
    else opened.push(database);
    return database;
  };
  return Object.assign(async () => (await withUrl()).db, { engine, withUrl });
}

let made = 0;

async function freshSqlite(copyOf?: string) {
  const { folder, sqliteTemplate } = inject('databases');
  made += 1;
  const path = join(folder, `${process.pid}-${made}.db`);
  const from = copyOf ?? sqliteTemplate;
  await copyFile(from, path);
  // What a closed process left in its write-ahead log belongs to the file.
  if (existsSync(`${from}-wal`)) await copyFile(`${from}-wal`, `${path}-wal`);
  return { url: `file:${path}`, release: () => {} };
}

/** Databases of this worker on the private server. The next file in the same worker finds and empties them. */
const slots: { name: string; free: boolean }[] = [];

async function freshMariadb() {
  const { mariadb } = inject('databases');
  if (!mariadb) throw new Error(engineMissing('mariadb'));
  const { url, prefix, script } = mariadb;
  let slot = slots.find(({ free }) => free);
  if (!slot) {
    slot = { name: `${prefix}${process.env.VITEST_POOL_ID ?? process.pid}_${slots.length}`, free: false };
    slots.push(slot);
  }
  slot.free = false;
  if (!(await resetToTemplate(url, slot.name, script))) await cloneInto(url, slot.name, script);
  const taken = slot;
  return {
    url: withDatabase(url, slot.name),
    release: () => {
      taken.free = true;
    },
  };
}
