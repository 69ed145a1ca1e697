// `npm run bench -- <name> [--flag value]`: one bench. Human table on stderr, one JSON object on stdout's last line.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '..', '..');
process.chdir(root);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
const [name, ...words] = process.argv.slice(2);

if (!name || name.startsWith('-'))
  stop(`npm run bench -- <name> [--flag value]; there are: ${names.join(', ')}`);
if (!names.includes(name)) stop(`There is no bench ${name}; there are: ${names.join(', ')}`);
if (!existsSync(join(root, 'node_modules/tsx'))) stop('The packages are missing: npm ci first.');
if (!existsSync(join(root, 'build/server.js'))) stop('The build is missing: npm run build first.');

await import('#app/server/from-source.mjs');
const { bench } = await import(`./${name}.ts`);
const { runBench } = await import('./lib/bench.ts');
process.exitCode = await runBench(name, bench, words);

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
