import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';

/**
 * Lets `work` read everything as it was at one moment, while others go on writing. The embedded engine copies itself into a
 * temporary file, so that nobody waits for the reader; a server keeps the old rows for the length of one transaction.
 */
export async function atOneMoment<T>(db: Db, engine: Engine, work: (db: Db) => Promise<T>): Promise<T> {
  if (engine === 'server') return db.transaction().setIsolationLevel('repeatable read').execute(work);
  const folder = await mkdtemp(join(tmpdir(), 'academy-snapshot-'));
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
