import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { endProcess, guard } from './guard.ts';
import { findProgram } from './programs.ts';

/** A MariaDB server of our own: no network, a socket in a temporary folder, thrown away afterwards. */
export type PrivateMariadb = { url: string; pid: number; stop(): Promise<void> };

/** Why there is no MariaDB here, in one line; undefined when there is one. */
export function mariadbMissing(): string | undefined {
  if (!findProgram('mariadbd')) return 'mariadbd is not installed';
  if (!findProgram('mariadb-install-db')) return 'mariadb-install-db is not installed';
  return undefined;
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** For tests: nothing waits for the disk. A killed mariadbd loses nothing, only a power cut could. */
export const hasty = [
  '--innodb-flush-log-at-trx-commit=2',
  '--innodb-flush-method=nosync',
  '--debug-no-sync',
  '--sync-frm=0',
];
/** For benches: as an operator runs it. Every commit is on disk, the buffer holds the data. */
export const durable = ['--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=512M'];

/** How much less than the academy's own processes it gets of a processor that both want (`nice`). */
export const BEHIND = 10;

/** Starts a private server as the current user with `flags` on its command line. Throws with its log's end. */
export async function startMariadb(flags: readonly string[] = hasty, niceness = 0): Promise<PrivateMariadb> {
  const missing = mariadbMissing();
  if (missing) throw new Error(missing);
  const folder = await mkdtemp(join(tmpdir(), 'academy-db-'));
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  await mkdir(data);
  await mkdir(join(folder, 'temporary'));
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  await promisify(execFile)(findProgram('mariadb-install-db') as string, [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  return launch(folder, [...user, ...flags], niceness);
}

async function launch(folder: string, flags: readonly string[], niceness: number): Promise<PrivateMariadb> {
  const socket = join(folder, 's.sock');
  const log = join(folder, 'server.log');
  const output = openSync(log, 'a');
  const words = [findProgram('mariadbd') as string, ...serverFlags(folder, socket), ...flags];
  const server = spawn('nice', ['-n', String(niceness), ...words], {
    stdio: ['ignore', output, output],
    // Its own process group: Ctrl-C in the terminal must reach us first, so that we end it in order.
    detached: true,
  });
  closeSync(output);
  const group = `/proc/${server.pid}/autogroup`;
  // Where Linux weighs whole sessions against each other, the session's own niceness is what counts.
  if (niceness > 0 && existsSync(group)) writeFileSync(group, String(niceness));
  const watch = guard(server.pid as number, folder);
  server.unref();
  const url = `mysql://root@localhost/mysql?socketPath=${encodeURIComponent(socket)}`;
  await answers(socket, () => server.exitCode !== null, log);
  return {
    url,
    pid: server.pid as number,
    async stop() {
      await endProcess(server);
      watch.dismiss();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serverFlags(folder: string, socket: string): string[] {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    // Its own: a server that starts clears the one of all others away.
    `--tmpdir=${join(folder, 'temporary')}`,
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--skip-networking',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-file-size=64M',
    '--performance-schema=off',
    '--max-connections=300',
  ];
}

async function answers(socketPath: string, dead: () => boolean, log: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await createConnection({ socketPath, user: 'root' });
      await connection.end();
      return;
    } catch (error) {
      if (dead() || Date.now() > deadline) {
        const tail = readFileSync(log, 'utf8').split('\n').slice(-8).join('\n');
        throw new Error(`The private MariaDB did not start: ${String(error)}\n${tail}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
