import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess, type Guard, guard } from './guard.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 30_000;
const KEPT_OUTPUT = 64 * 1024;

export type ServerOptions = {
  /** A migrated database, as `open.withUrl()` gives it. */
  databaseUrl: string;
  /** Where uploads go; a temporary folder, removed on stop, when left out. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Several processes serve one database, each on a port of its own. */
  processes?: number;
  /** Flags for Node itself. */
  nodeFlags?: readonly string[];
};

export type RunningServer = {
  url: string;
  /** One address per process; `url` is the first. */
  urls: string[];
  pids: number[];
  dataDir: string;
  /** What the processes have said so far, the last 64 KB. */
  output(): string;
  /** Ends in order (SIGTERM), removes the temporary folder. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would: nothing is finished. The data folder stays until `stop()`. */
  kill(): Promise<void>;
  /** Starts the same processes again on the same ports, after `kill()`. */
  restart(): Promise<void>;
};

type Running = { child: ChildProcess; watch: Guard; url: string };

/** Starts the built production server (`npm run build` first) and waits until it is ready. Throws with its output. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (!existsSync(join(root, 'build/server.js')))
    throw new Error('build/server.js is missing: npm run build first');
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'academy-data-')));
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
  };
  const start = (port: number) => startProcess(serverEnv(options, dataDir, port), hear, options.nodeFlags);
  let running: Running[] = [];
  const end = async (signal: NodeJS.Signals) => {
    await Promise.all(running.map(({ child }) => endProcess(child, signal)));
    for (const { watch } of running) watch.dismiss();
  };
  try {
    for (let n = 0; n < (options.processes ?? 1); n += 1) running.push(await start(0));
  } catch (error) {
    await end('SIGKILL');
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    throw new Error(`${error instanceof Error ? error.message : error}\n${said.slice(-4000)}`);
  }
  const urls = running.map(({ url }) => url);
  return {
    url: urls[0] as string,
    urls,
    get pids() {
      return running.map(({ child }) => child.pid as number);
    },
    dataDir,
    output: () => said,
    async stop() {
      await end('SIGTERM');
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
    async restart() {
      running = await Promise.all(urls.map((url) => start(Number(new URL(url).port))));
    },
  };
}

function serverEnv({ databaseUrl, env }: ServerOptions, dataDir: string, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? '',
    TMPDIR: tmpdir(),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    MEDIA_URL: `file:${join(dataDir, 'media')}`,
    LOG_LEVEL: 'error',
    ...env,
  };
}

async function startProcess(
  env: NodeJS.ProcessEnv,
  hear: (chunk: Buffer) => void,
  nodeFlags: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [...nodeFlags, join(root, 'build/server.js')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const watch = guard(child.pid);
  const url = new Promise<string>((resolve, reject) => {
    let early = '';
    const look = (chunk: Buffer) => {
      hear(chunk);
      if (early.length > KEPT_OUTPUT) return;
      early += chunk.toString('utf8');
      const found = /Listening on (http:\/\/\S+)/.exec(early)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the server ended at once (${code ?? signal})`)));
  });
  const limit = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`the server did not listen within ${START_LIMIT_MS} ms`)),
      START_LIMIT_MS,
    ).unref();
  });
  try {
    const address = await Promise.race([url, limit]);
    await ready(address);
    return { child, watch, url: address };
  } catch (error) {
    child.kill('SIGKILL');
    watch.dismiss();
    throw error;
  }
}

async function ready(url: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  let last = '';
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    last = answer ? `${answer.status} ${await answer.text()}` : 'no answer';
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`/readyz never said yes: ${last}`);
}
