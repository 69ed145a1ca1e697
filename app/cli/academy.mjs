// `npm run academy -- <command>`: the built tool where there is one, else its source through tsx.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const built = join(root, 'build', 'academy.js');
const runner = join(root, 'app', 'server', 'from-source.mjs');
const packages = join(root, 'node_modules', 'tsx');
if (!existsSync(built) && !existsSync(packages)) {
  process.stderr.write('The packages are not installed yet: run npm ci first.\n');
  process.exit(1);
}
const program = existsSync(built) ? [built] : ['--import', runner, join(root, 'app', 'cli', 'academy.ts')];
const child = spawn(process.execPath, [...program, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code === null ? 1 : code));
