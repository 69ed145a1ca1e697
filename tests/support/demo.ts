import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Db } from '#db/database.ts';
import { academy, type ToolPlace } from './academy-tool.ts';
import { type Engine, freshDatabase } from './database.ts';
import { putOffFilms } from './films.ts';
import { type RunningServer, startServer } from './server.ts';
import { hangUp } from './visitor.ts';

export type DemoAcademy = ToolPlace & { server: RunningServer; url: string; db: Db; stop(): Promise<void> };

export type DemoOptions = { engine?: Engine; processes?: number; env?: Record<string, string> };

/**
 * The demo academy, freshly loaded, with the built server on it; `stop()` it in `afterAll`. Loading happens once per
 * run on SQLite and is copied from then on, so call it in `beforeAll` of as many files as you like.
 */
export async function demoAcademy({
  engine = 'sqlite',
  processes,
  env,
}: DemoOptions = {}): Promise<DemoAcademy> {
  const original = engine === 'sqlite' ? await loadedOnce() : undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'academy-demo-'));
  const database = await freshDatabase(engine, original);
  const place = { databaseUrl: database.url, dataDir };
  const clear = async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    if (original) await cp(loadedFolder('data'), dataDir, { recursive: true });
    else await academy(place, 'seed', 'demo');
    await putOffFilms(database.db);
    const server = await startServer({ ...place, processes, env });
    const stop = async () => {
      hangUp();
      await server.stop();
      await clear();
    };
    return { ...place, server, url: server.url, db: database.db, stop };
  } catch (error) {
    await clear();
    throw error;
  }
}

const loadedFolder = (name: string) => join(inject('databases').folder, 'demo', name);
const LONGEST_WAIT_MS = 200_000;

/** The demo's database file. Whoever comes first loads it; other workers wait until its folder has its final name. */
async function loadedOnce(): Promise<string> {
  const final = join(inject('databases').folder, 'demo');
  const until = Date.now() + LONGEST_WAIT_MS;
  while (!existsSync(final)) {
    if (await isMine(`${final}.making`)) await loadInto(`${final}.making`, final);
    else await new Promise((resolve) => setTimeout(resolve, 200));
    if (Date.now() > until && !existsSync(final)) throw new Error('nobody finished loading the demo academy');
  }
  return join(final, 'academy.db');
}

/** Making a folder is the lock: only one process succeeds. */
function isMine(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    () => false,
  );
}

async function loadInto(making: string, final: string): Promise<void> {
  try {
    const place = { databaseUrl: `file:${join(making, 'academy.db')}`, dataDir: join(making, 'data') };
    await mkdir(place.dataDir);
    await academy(place, 'migrate');
    await academy(place, 'seed', 'demo');
    await rename(making, final);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

/** The newest class of that name: one of last year may be called the same. */
export async function sectionCalled({ db }: Pick<DemoAcademy, 'db'>, title: string): Promise<string> {
  const { id } = await db
    .selectFrom('section')
    .select('id')
    .where('title', '=', title)
    .orderBy('starts_on', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
