import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startScript } from './bare-http.ts';
import type { BenchRun } from './bench.ts';

const folder = fileURLToPath(new URL('./bare-remix', import.meta.url));
const built = 'build/bare-remix/server/index.js';

/**
 * The other yardstick: a bare Remix page on the same patched router whose HTML is as large as `htmlBytes` (within 3 %).
 * Gives the full address of that page. Built on first use into build/bare-remix.
 */
export async function startBareRemix(
  run: BenchRun,
  htmlBytes: number,
): Promise<{ url: string; path: string; bytes: number }> {
  if (!isFresh()) {
    run.say('building the bare Remix page');
    const words = [
      'node_modules/@remix-run/dev/dist/cli.js',
      'vite:build',
      '-c',
      join(folder, 'bare.config.js'),
    ];
    await promisify(execFile)(process.execPath, words, { maxBuffer: 2 ** 24 });
  }
  const url = await startScript(run, join(folder, 'server.mjs'), [built]);
  const sizeOf = async (cards: number) =>
    Buffer.byteLength(await (await fetch(`${url}/?cards=${cards}`)).text());
  const [empty, hundred] = [await sizeOf(0), await sizeOf(100)];
  const cards = Math.max(0, Math.round((htmlBytes - empty) / ((hundred - empty) / 100)));
  return { url, path: `/?cards=${cards}`, bytes: await sizeOf(cards) };
}

function isFresh(): boolean {
  if (!existsSync(built)) return false;
  const sources = readdirSync(join(folder, 'app')).map((name) => statSync(join(folder, 'app', name)).mtimeMs);
  return statSync(built).mtimeMs > Math.max(...sources);
}
