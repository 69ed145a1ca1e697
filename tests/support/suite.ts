import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mariadbMissing, startMariadb } from './mariadb.ts';
import { chromiumMissing, ffmpegMissing } from './programs.ts';
import { forwardSignals, readTally, runStep, type Tally } from './suite-steps.ts';

/** Settings of a real academy must not reach a test: it would write into somebody's data. */
const ours =
  /^(DATABASE_URL|DATA_DIR|MEDIA_URL|REDIS_URL|PUBLIC_URL|HOST|PORT|METRICS_TOKEN|MUX_.*|OIDC_.*|AWS_.*|ACADEMY_.*|NODE_ENV)$/;

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '-c', 'tests/vitest.config.ts', '--passWithNoTests'];

type Run = { folder: string; env: NodeJS.ProcessEnv; total: Tally };

/** Runs the whole suite, or the files below the paths in `words`; returns the exit code. */
export async function runSuite(words: string[]): Promise<number> {
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'academy-suite-'));
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ours.test(name)),
  ) as NodeJS.ProcessEnv;
  const total: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const run: Run = { folder, env, total };
  const forgetSignals = forwardSignals();
  const mariadb = await privateMariadb(run);
  try {
    missing(run, chromiumMissing(), 'browser tests');
    missing(run, ffmpegMissing(), 'tests of films that are converted');
    const paths = words.filter((word) => !word.startsWith('--'));
    if (paths.length > 0) await tests(run, 'tests', paths);
    else await everything(run, words.includes('--fast'));
  } finally {
    await mariadb?.stop();
    forgetSignals();
    rmSync(folder, { recursive: true, force: true });
  }
  for (const failure of total.failures) console.log(`FAILED ${failure}`);
  console.log(`whole suite: ${seconds(began)}`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 ? 1 : 0;
}

async function everything(run: Run, fast: boolean): Promise<void> {
  // The compiler keeps one processor busy for longer than the others together: nobody waits for it.
  const types = check(run, 'typecheck', ['node_modules/typescript/bin/tsc', '--noEmit']);
  const built = await besides(run, fast);
  await tests(run, 'both databases', ['--project', 'database']);
  await types;
  if (fast) return;
  if (!built) return console.log('stories and browser journeys: not run, because the build failed');
  // Both wait a good part of their time, for a server that starts or a film that plays: three share two processors.
  const workers = Math.min(4, cpus().length + 1);
  const words = ['--project', 'stories', '--project', 'browser', `--maxWorkers=${workers}`];
  await tests(run, 'stories and browser journeys', words);
}

/** What is done on the other processor meanwhile; true when there is a build to test. */
async function besides(run: Run, fast: boolean): Promise<boolean> {
  await check(run, 'lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
  const built = fast || (await check(run, 'build', [npmCli(), 'run', 'build']));
  await tests(run, 'unit', ['--project', 'unit', '--maxWorkers=1']);
  return built;
}

/** npm says where its own script lies when it runs us; without it, the usual place beside node. */
function npmCli(): string {
  return process.env.npm_execpath ?? join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
}

async function check(run: Run, name: string, words: string[]): Promise<boolean> {
  const began = Date.now();
  const status = await runStep(words, run.env);
  console.log(`${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${seconds(began)}`);
  if (status !== 0) fail(run, name);
  return status === 0;
}

async function tests(run: Run, name: string, words: string[]): Promise<void> {
  const began = Date.now();
  const output = join(run.folder, `${name.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  const status = await runStep([...vitest, ...reporters, ...words], run.env);
  const { passed, failed, skipped, failures } = readTally(output, status);
  run.total.passed += passed;
  run.total.failed += failed;
  run.total.skipped += skipped;
  run.total.failures.push(...failures.map((failure) => `${name}: ${failure}`));
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds(began)}`);
}

/** One server for all steps; the tests find it under TEST_MARIADB_URL. */
async function privateMariadb(run: Run) {
  const reason = mariadbMissing();
  missing(run, reason, 'the MariaDB half of every suite');
  if (reason) {
    Object.assign(run.env, { TEST_MARIADB_URL: 'none', TEST_MARIADB_WHY: reason });
    return undefined;
  }
  const server = await startMariadb();
  run.env.TEST_MARIADB_URL = server.url;
  return server;
}

/** Says in one line what cannot be had. On a machine that must have it (CI) that is a failure. */
function missing(run: Run, reason: string | undefined, what: string): void {
  if (!reason) return;
  console.log(`skipped: ${what}: ${reason}`);
  if (process.env.CI === 'true') fail(run, `${what}: ${reason}`);
}

function fail(run: Run, what: string): void {
  run.total.failed += 1;
  run.total.failures.push(what);
}

function seconds(began: number): string {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
