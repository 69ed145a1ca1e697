import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';

/** The machine stands in the name, since a folder for temporary files may be shared where process numbers are not. */
const prefix = `academy-snapshot-${hostname()}-`;

/**
 * Lets `work` read everything as it was at one moment, while others go on writing. The embedded engine copies itself into a
 * temporary file, so that nobody waits for the reader; a server keeps the old rows for the length of one transaction.
 */
export async function atOneMoment<T>(db: Db, engine: Engine, work: (db: Db) => Promise<T>): Promise<T> {
  if (engine === 'server') return db.transaction().setIsolationLevel('repeatable read').execute(work);
  await clearAfterTheKilled();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const file = join(folder, 'academy.db');
  try {
    await db.executeQuery(CompiledQuery.raw('vacuum into ?', [file]));
    const copy = await openDatabase(`file:${file}`);
    try {
      return await work(copy);
    } finally {
      await closeDatabase(copy);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A killed process could not take its copy away, and it holds everything that the academy knows. */
async function clearAfterTheKilled(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(/^\d+/.exec(name.slice(prefix.length))?.[0]);
    if (!pid || isAlive(pid)) continue;
    // What somebody else owns is theirs to take away.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
