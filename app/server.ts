import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { offerSetup } from '#app/features/accounts/setup.server.ts';
import { startWorker } from '#app/jobs/worker.ts';
import { type Env, readEnv } from '#app/lib/env.ts';
import { closeInOrder } from '#app/server/closing.ts';
import { createAcademyServer } from '#app/server/create-server.ts';
import { createLog } from '#app/server/log.ts';
import { keepHeapSmall } from '#app/server/memory.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { engineOf } from '#db/dialect.server.ts';
import { pendingMigrations } from '#db/migrate.server.ts';

// Bundled to build/server.js: the pages lie beside it.
const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

keepHeapSmall();
await start();

/** Starts the academy with the settings of the environment; says in one line what stands in the way. */
async function start(): Promise<void> {
  const reading = readEnv(process.env);
  if (!reading.ok) return giveUp(reading.problem);
  if (!existsSync(folder('server/index.js')))
    return giveUp('The pages are not built yet: run npm run build first.');
  const { env } = reading;
  const log = createLog(env.LOG_LEVEL);
  const db = await openDatabase(env.DATABASE_URL).catch((error: unknown) =>
    giveUp(`The database cannot be opened: ${lineOf(error)}`),
  );
  const build = (await import(
    /* @vite-ignore */ pathToFileURL(folder('server/index.js')).href
  )) as ServerBuild;
  const server = createAcademyServer({
    env,
    db,
    build,
    log,
    clientFolder: folder('client'),
    notReady: () => notReady(db, env),
  });
  server.on('error', (error: NodeJS.ErrnoException) => giveUp(listenProblem(error, env)));
  server.listen(env.PORT, env.HOST, () => {
    const address = addressOf(server.address() as AddressInfo, env);
    // Started by quickstart, that one tells people where to go.
    if (process.send) process.send({ address });
    else process.stderr.write(`Listening on ${address}\n`);
    void sayHowToBegin(db, { env, address });
  });
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const worker = startWorker({
    db,
    env,
    log,
    now: () => new Date(),
    ready: async () => !(await notReady(db, env)),
  });
  closeInOrder(server, log, async () => {
    await worker.stop();
    await closeDatabase(db);
  });
}

/** An academy without anybody is begun by whoever reads what its server prints. */
async function sayHowToBegin(db: Db, { env, address }: { env: Env; address: string }): Promise<void> {
  if (await notReady(db, env)) return;
  const code = await offerSetup(db, new Date()).catch(() => null);
  if (code)
    process.stderr.write(
      `Nobody has an account yet. Make the first one at ${address}/setup with the code ${code}\n`,
    );
}

async function notReady(db: Db, env: Env): Promise<string | undefined> {
  try {
    const pending = await pendingMigrations(db, engineOf(env.DATABASE_URL));
    return pending.length > 0 ? `migrations pending: ${pending.join(' ')}` : undefined;
  } catch {
    return 'database unreachable';
  }
}

function addressOf({ port }: AddressInfo, { HOST, PUBLIC_URL }: Env): string {
  return PUBLIC_URL?.origin ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`;
}

function listenProblem(error: NodeJS.ErrnoException, { HOST, PORT }: Env): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${PORT} on ${HOST} is taken. Stop what uses it or choose another, as in PORT=3001.`;
  if (error.code === 'EACCES')
    return `Port ${PORT} needs more rights. Choose one above 1023, as in PORT=3000.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST ${HOST} is not an address of this machine.`;
  return `The server cannot listen: ${error.message}`;
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

function giveUp(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
