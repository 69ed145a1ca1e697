import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is installed, compared with the lock file package by package; optional ones depend on the platform. */
export function packagesFit() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  const wanted = Object.entries(lockedPackages('package-lock.json') || {});
  return wanted.every(
    ([path, is]) => path === '' || is.optional || (installed[path] && installed[path].version === is.version),
  );
}

/** Whether a patch is newer than the packages that it belongs into. */
export function patchesChanged() {
  if (!existsSync('.patches')) return false;
  const times = readdirSync('.patches').map((name) => statSync(join('.patches', name)).mtimeMs);
  return Math.max(0, ...times) > statSync('node_modules/.package-lock.json').mtimeMs;
}

function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
