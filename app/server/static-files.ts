import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { tagMatches } from '#app/server/rendered.ts';

type StaticFiles = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

interface Kept {
  body: Buffer;
  tag: string;
  modified: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** What a build lays beside a file, the better one first. */
const packings = [
  { coding: 'br', suffix: '.br' },
  { coding: 'gzip', suffix: '.gz' },
] as const;

/**
 * Serves the files of a folder (`build/client`, some 2 MB) from memory. They are read once, at the start: when a newer build replaces
 * the folder, a running server goes on giving its own pages what belongs to them, and no file can vanish under an answer. What was
 * not there at the start is left to `next`.
 */
export function staticFiles(folder: string): StaticFiles {
  const files = new Map(filesIn(folder, ''));
  return (req, res, next) => {
    const path = pathOf(req.url);
    const file = files.get(path);
    if (!file || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    const accepted = String(req.headers['accept-encoding'] ?? '');
    const packing = packings.find(
      ({ coding, suffix }) => new RegExp(`\\b${coding}\\b`).test(accepted) && files.has(path + suffix),
    );
    const { body, tag, modified } = (packing && files.get(path + packing.suffix)) ?? file;
    res.setHeader('Vary', 'Accept-Encoding');
    res.setHeader('Cache-Control', cachingOf(path));
    res.setHeader('ETag', tag);
    if (tagMatches(req.headers['if-none-match'], tag)) {
      res.writeHead(304).end();
      return;
    }
    res.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
    res.setHeader('Content-Length', body.length);
    res.setHeader('Last-Modified', modified);
    if (packing) res.setHeader('Content-Encoding', packing.coding);
    res.writeHead(200).end(req.method === 'HEAD' ? undefined : body);
  };
}

/** Names under assets/ carry a hash of their content, so a browser never needs to ask for them again. */
function cachingOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
}

function pathOf(url = '/'): string {
  const path = url.split(/[?#]/, 1)[0] ?? '/';
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Every file below a folder by its path, dotfiles left out. */
function filesIn(folder: string, under: string): [string, Kept][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, Kept][] => {
    const [place, path] = [join(folder, entry.name), `${under}/${entry.name}`];
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return filesIn(place, path);
    const { size, mtime } = statSync(place);
    const tag = `W/"${size}-${mtime.getTime()}"`;
    return [[path, { body: readFileSync(place), tag, modified: mtime.toUTCString() }]];
  });
}
