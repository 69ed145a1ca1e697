import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcess, guard } from '#tests/support/guard.ts';
import type { Answer } from '#tests/support/visitor.ts';
import type { BenchRun } from './bench.ts';

/** The limit of this machine: a Node server that does nothing but answer these very bytes. Its address. */
export async function startBareHttp(
  run: BenchRun,
  answer: Pick<Answer, 'headers' | 'text'>,
): Promise<string> {
  const file = join(tmpdir(), `academy-bare-${process.pid}-${Math.random().toString(36).slice(2)}.json`);
  const dropped = /^(connection|keep-alive|date|transfer-encoding|content-length|content-encoding)$/;
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !dropped.test(name)));
  await writeFile(file, JSON.stringify({ headers, body: answer.text }));
  run.after(() => rm(file, { force: true }));
  return startScript(run, new URL('./bare-http-server.mjs', import.meta.url).pathname, [file]);
}

/** Starts a script that prints the address that it listens on; it ends with the bench. */
export async function startScript(run: BenchRun, script: string, words: string[]): Promise<string> {
  const child = spawn(process.execPath, [script, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
  });
  const watch = guard(child.pid);
  run.after(async () => {
    await endProcess(child, 'SIGKILL');
    watch.dismiss();
  });
  return addressOf(child, script);
}

async function addressOf(child: ChildProcess, script: string): Promise<string> {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${script} ended with ${code}`)),
  );
  const said = once(child.stdout as NonNullable<typeof child.stdout>, 'data').then(([chunk]) =>
    String(chunk).trim(),
  );
  ended.catch(() => {});
  return Promise.race([said, ended]);
}
