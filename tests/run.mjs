// `npm test`: plain Node, so that it runs from a fresh clone. Brings what is missing, then hands over to the suite.
//   node tests/run.mjs                    everything
//   node tests/run.mjs --fast             without build, stories and browser
//   node tests/run.mjs tests/credits …    only the test files below these paths
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

requireNode();
bringPackages();
bringPrograms();
const { tsImport } = await import('tsx/esm/api');
const { runSuite } = await tsImport('./support/suite.ts', import.meta.url);
process.exitCode = await runSuite(process.argv.slice(2)).catch((error) => stop(error.message));

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
}

function bringPackages() {
  if (!packagesFit()) run('npm', ['ci']);
  else if (patchesChanged() && !run('npm', ['run', 'postinstall'], true)) run('npm', ['ci']);
}

/** Compares what is installed with the lock file, package by package; optional ones depend on the platform. */
function packagesFit() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  const wanted = Object.entries(lockedPackages('package-lock.json') ?? {});
  return wanted.every(([path, is]) => path === '' || is.optional || installed[path]?.version === is.version);
}

function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function patchesChanged() {
  if (!existsSync('.patches')) return false;
  const times = readdirSync('.patches').map((name) => statSync(join('.patches', name)).mtimeMs);
  return Math.max(0, ...times) > statSync('node_modules/.package-lock.json').mtimeMs;
}

/** Debian as root only; elsewhere the suite itself names what it has to do without. */
function bringPrograms() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  const wanted = [];
  if (!has('mariadbd')) wanted.push('mariadb-server');
  if (!has('chromium')) wanted.push('chromium');
  if (!has('ffmpeg') && testsMention("'ffmpeg'")) wanted.push('ffmpeg');
  if (!existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) wanted.push('fonts-noto-cjk');
  if (wanted.length === 0) return;
  console.log(`Installing ${wanted.join(', ')}`);
  // RUNLEVEL=1 keeps the package from starting a database service; ours is private.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...words) =>
    spawnSync('apt-get', ['-q', '-y', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env });
  apt('update');
  if (apt('install', '--no-install-recommends', ...wanted).status === 0) return;
  for (const name of wanted)
    if (apt('install', '--no-install-recommends', name).status !== 0) console.log(`No ${name} by apt-get`);
}

function has(program) {
  return ['/usr/sbin', '/usr/bin', '/usr/local/bin'].some((folder) => existsSync(join(folder, program)));
}

function testsMention(word) {
  const files = readdirSync('tests', { recursive: true }).filter((name) => name.endsWith('.test.ts'));
  return files.some((name) => readFileSync(join('tests', name), 'utf8').includes(word));
}

function run(command, words, mayFail = false) {
  console.log(`${command} ${words.join(' ')}`);
  // Packages of the development kind are needed here even where the machine says production.
  const env = { ...process.env, NODE_ENV: 'development' };
  const { status } = spawnSync(command, words, { stdio: ['ignore', 'inherit', 'inherit'], env });
  if (status === 0) {
    const marker = 'node_modules/.package-lock.json';
    if (existsSync(marker)) utimesSync(marker, new Date(), new Date());
    return true;
  }
  if (!mayFail) stop(`${command} ${words.join(' ')} failed.`);
  return false;
}

function stop(message) {
  console.error(message);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
