// `npm run quickstart`: from a fresh clone to a running academy. Plain Node without packages: nothing is installed yet.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesFit, patchesChanged } from './packages.mjs';
import { buildIsCurrent, rememberBuild } from './sources.mjs';
import { requireFolder, requireFreePort, requireNode, requireRoom, say, step, stop } from './steps.mjs';

const INSTALL_MB = 700;
const RUN_MB = 100;

const accounts = [
  ['learner', '楼栋长'],
  ['learner2', '单元长'],
  ['secretary', '社区党组织书记'],
  ['elder', '老年学员'],
  ['instructor', '教师'],
  ['registrar', '教务'],
  ['reviewer', '学分审核员'],
  ['appeals', '复核员'],
  ['assessor', '组织考核查看人'],
  ['liaison', '社区联络员'],
  ['sysadmin', '系统管理员'],
  ['security', '安全管理员'],
  ['auditor', '审计员'],
];

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));
requireNode();
const host = process.env.HOST || '127.0.0.1';
const port = process.env.PORT ? Number(process.env.PORT) : 3000;
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  stop(`PORT must be a number from 0 to 65535, not ${process.env.PORT}.`);
await requireFreePort(host, port);
await install();
await build();
await fill();
serve();

async function install() {
  const npm = (words) =>
    process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath, ...words]] : ['npm', words];
  if (!packagesFit()) {
    requireRoom(INSTALL_MB);
    say('Installing packages (a minute or two the first time) …');
    // Whoever set NODE_ENV=production still needs the packages that build.
    await step('The packages could not be installed', ...npm(['ci', '--include=dev', '--no-progress']));
  } else if (patchesChanged()) {
    await step('The patches could not be applied', ...npm(['run', 'postinstall']));
  }
}

async function build() {
  if (buildIsCurrent()) return;
  requireRoom(RUN_MB);
  say('Building …');
  const script = (path) => join('node_modules', path);
  const env = { ...process.env, NODE_ENV: 'production' };
  const config = ['-c', 'remix.config.js'];
  await step(
    'The pages could not be built',
    process.execPath,
    [script('@remix-run/dev/dist/cli.js'), 'vite:build', ...config],
    env,
  );
  await step(
    'The server could not be built',
    process.execPath,
    [script('vite/bin/vite.js'), 'build', ...config, '--mode', 'tools'],
    env,
  );
  rememberBuild();
}

async function fill() {
  requireRoom(RUN_MB);
  requireFolder(process.env.DATA_DIR || 'data');
  if (!existsSync('build/academy.js')) stop('build/academy.js is missing: run npm run build.');
  say('Preparing the database …');
  const academy = (failure, ...words) => step(failure, process.execPath, ['build/academy.js', ...words]);
  await academy('The database could not be prepared', 'migrate');
  await academy('The demo academy could not be loaded', 'seed', 'demo', '--if-empty');
}

/** Runs the server as a child that ends with this process, and greets once it listens. */
function serve() {
  const env = { ...process.env, NODE_ENV: 'production', LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
  const server = spawn(process.execPath, ['build/server.js'], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  server.on('message', (message) => greet(message.address));
  server.on('exit', (code) => process.exit(code === null ? 1 : code));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
}

function greet(address) {
  say(`\n社区学院 is running: ${address}\n`);
  say('Demo accounts, password fangxing-2026:');
  for (const [name, title] of accounts) say(`  ${name.padEnd(12)}${title}`);
  say('\nCtrl+C stops it; what was entered stays in the data folder.');
}
