import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { academy as operate } from '#tests/support/academy-tool.ts';
import { putOffFilms } from '#tests/support/films.ts';
import { BEHIND, durable, startMariadb, withDatabase } from '#tests/support/mariadb.ts';
import { recreateDatabase } from '#tests/support/mariadb-clone.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp } from '#tests/support/visitor.ts';
import type { BenchRun } from './bench.ts';

export type BenchAcademy = {
  server: RunningServer;
  db: Db;
  databaseUrl: string;
  academy(...words: string[]): Promise<string>;
};

export type BenchAcademyOptions = {
  engine: 'sqlite' | 'mariadb';
  processes?: number;
  /** Command lines for the operator's tool, as in `['seed', 'demo']`; `migrate` comes first by itself. */
  seeds: string[][];
  /** Done to the data before the server starts. */
  prepare?: (db: Db) => Promise<unknown>;
};

export type BenchData = Omit<BenchAcademy, 'server'> & { dataDir: string };

/** Fresh data of the stated size and a connection to look inside; no server. Ends with the bench. */
export async function freshData(
  run: BenchRun,
  { engine, seeds }: Omit<BenchAcademyOptions, 'processes' | 'prepare'>,
): Promise<BenchData> {
  const folder = await mkdtemp(join(tmpdir(), 'academy-bench-'));
  run.after(() => rm(folder, { recursive: true, force: true }));
  const databaseUrl = engine === 'sqlite' ? `file:${join(folder, 'academy.db')}` : await freshMariadb(run);
  const dataDir = join(folder, 'data');
  const academy = (...words: string[]) => operate({ databaseUrl, dataDir }, ...words);
  for (const words of [['migrate'], ...seeds]) {
    const began = Date.now();
    await academy(...words);
    run.say(`academy ${words.join(' ')}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
  const db = await openDatabase(databaseUrl);
  run.after(() => closeDatabase(db));
  return { db, databaseUrl, dataDir, academy };
}

/** The same with the production server on it. */
export async function startAcademy(
  run: BenchRun,
  { processes, prepare, ...options }: BenchAcademyOptions,
): Promise<BenchAcademy> {
  const { dataDir, ...data } = await freshData(run, options);
  await putOffFilms(data.db);
  await prepare?.(data.db);
  const profile = run.text('profile');
  const nodeFlags = profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`] : [];
  const server = await startServer({ databaseUrl: data.databaseUrl, dataDir, processes, nodeFlags });
  run.after(async () => {
    hangUp();
    await server.stop();
  });
  return { server, ...data };
}

async function freshMariadb(run: BenchRun): Promise<string> {
  const server = await startMariadb(durable, BEHIND);
  run.after(() => server.stop());
  await recreateDatabase(server.url, 'academy');
  return withDatabase(server.url, 'academy');
}
