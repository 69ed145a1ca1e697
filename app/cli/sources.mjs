import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'build/.sources';
const MEDIA = /\.(mp4|m4a|mp3|webm|jpe?g|png|pdf)$/;
const TEST = /\.test\.tsx?$/;

/** Whether build/ was made from the sources as they are now. */
export function buildIsCurrent() {
  return existsSync('build/server.js') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash();
}

export function rememberBuild() {
  writeFileSync(STAMP, sourcesHash());
}

/** One hash over every file that can change the build. By content: times change with each clone and copy. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of [
    'package-lock.json',
    'remix.config.js',
    ...['app', 'db', 'content'].flatMap(filesBelow),
  ]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return MEDIA.test(entry.name) || TEST.test(entry.name) ? [] : [path];
    });
}
