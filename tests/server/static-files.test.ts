import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { staticFiles } from '#app/server/static-files.ts';

/** A server of a folder with one build in it. */
async function serve() {
  const folder = mkdtempSync(join(tmpdir(), 'academy-static-'));
  mkdirSync(join(folder, 'assets'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('assets/entry-1.js', 'export {};');
  write('assets/entry-1.js.br', 'packed');
  write('robots.txt', 'User-agent: *');
  write('.secret', 'no');
  const files = staticFiles(folder);
  const server = createServer((req, res) => files(req, res, () => res.writeHead(404).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(url + path, { method, headers: { 'accept-encoding': 'identity', ...headers } });
  return { folder, write, get };
}

it('gives files with their type, how long they keep, and a tag that saves the next answer', async () => {
  const { get } = await serve();
  const answer = await get('/assets/entry-1.js?v=1');
  expect(await answer.text()).toBe('export {};');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer.headers.get('cache-control')).toMatch(/immutable/);
  expect(answer.headers.get('vary')).toBe('Accept-Encoding');
  const again = await get('/assets/entry-1.js', { 'if-none-match': answer.headers.get('etag') ?? '' });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect((await get('/robots.txt')).headers.get('cache-control')).toBe('public, max-age=3600');
  const head = await get('/robots.txt', {}, 'HEAD');
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['13', '']);
  const packed = await get('/assets/entry-1.js', { 'accept-encoding': 'gzip, br' }, 'HEAD');
  expect(packed.headers.get('content-encoding')).toBe('br');
});

it('leaves everything else to the pages', async () => {
  const { get } = await serve();
  for (const path of ['/', '/.secret', '/assets', '/assets/', '/../robots.txt%00', '/%E0%A4%A'])
    expect((await get(path)).status, path).toBe(404);
  expect((await get('/robots.txt', {}, 'POST')).status).toBe(404);
});

it('goes on while a newer build replaces the folder: the old names hold, the new ones are not found', async () => {
  const { get, folder, write } = await serve();
  rmSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'assets'));
  write('assets/entry-2.js', 'export {};');
  expect(await (await get('/assets/entry-1.js')).text()).toBe('export {};');
  expect((await get('/assets/entry-2.js')).status).toBe(404);
});
