import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediaAddress, storeFile } from '#app/features/media/files.server.ts';
import { streamAddress } from '#app/features/media/streams.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { academy, aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn, type Visitor, visitor } from '#tests/support/visitor.ts';

const HOUR_MS = 3600_000;
const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=600000,RESOLUTION=640x360\n360p/index.m3u8\n';
const piece = randomBytes(300_000);

describeOnBothDatabases('the address of a stream', (open) => {
  let db: Db;
  let server: RunningServer;
  let [mine, other]: Visitor[] = [];
  let me: string;
  const streamId = newId();
  const now = new Date();
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    server = await startServer({ databaseUrl: database.url });
    me = await aPerson(db);
    mine = await signedIn(db, server.url, me);
    other = await signedIn(db, server.url, await aPerson(db));
    await lay('master.m3u8', master);
    await lay('360p/index.m3u8', '#EXTM3U\n');
    await lay('360p/init.mp4', randomBytes(700));
    await lay('360p/00001.m4s', piece);
    await lay('sound/00001.m4s', piece);
    await lay('secret.txt', 'not of the stream');
    await lay('../secret.m3u8', 'of no stream');
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
  });

  async function lay(name: string, content: string | Buffer): Promise<void> {
    const path = join(server.dataDir, 'media/streams', streamId, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const address = (file?: string, at = now) => streamAddress(db, streamId, { file, now: at, forPerson: me });
  /** `to` beside the file of an address, as a player finds it from a playlist. */
  const beside = (path: string, to: string) => path.slice(0, path.lastIndexOf('/') + 1) + to;
  const reads = async (who: Visitor | undefined, path: string, headers?: Record<string, string>) =>
    (await who?.get(path, headers))?.status;

  it('opens every file of it by relative paths, each as what it is', async () => {
    const first = await mine?.get(await address());
    expect(first).toMatchObject({ status: 200, text: master });
    expect(first?.headers).toMatchObject({
      'content-type': 'application/vnd.apple.mpegurl',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    const kept = /^private, max-age=(\d+)$/.exec(String(first?.headers['cache-control']))?.[1];
    expect(Number(kept)).toBeGreaterThan(6 * 3600 - 60);
    expect(Number(kept)).toBeLessThanOrEqual(12 * 3600);
    const types = { '360p/init.mp4': 'video/mp4', '360p/00001.m4s': 'video/iso.segment' };
    for (const [name, type] of Object.entries({ ...types, 'sound/00001.m4s': 'audio/iso.segment' })) {
      const answer = await mine?.get(beside(await address(), name));
      expect([name, answer?.status, answer?.headers['content-type']]).toEqual([name, 200, type]);
    }
  });

  it('comes in parts, and not again while it is kept', async () => {
    const path = await address('360p/00001.m4s');
    const part = await mine?.get(path, { range: 'bytes=100-299' });
    expect([part?.status, part?.headers['content-range'], part?.headers['content-length']]).toEqual([
      206,
      `bytes 100-299/${piece.length}`,
      '200',
    ]);
    const outside = await mine?.get(path, { range: `bytes=${piece.length}-` });
    expect([outside?.status, outside?.headers['content-range']]).toEqual([416, `bytes */${piece.length}`]);
    const tag = String(part?.headers.etag);
    expect(await reads(mine, path, { 'if-none-match': tag })).toBe(304);
    expect(await reads(mine, path, { range: 'bytes=0-9', 'if-range': '"older"' })).toBe(200);
    const head = await mine?.send('HEAD', path);
    expect([head?.status, head?.headers['content-length'], head?.text]).toEqual([
      200,
      String(piece.length),
      '',
    ]);
  });

  it('is nothing to anybody else, and ends', async () => {
    const path = await address();
    const refused = await other?.get(path);
    expect(refused?.status).toBe(404);
    expect(refused?.text).toContain('播放地址不对，或者已经过期');
    expect(await reads(visitor(server.url), path)).toBe(404);
    expect(await reads(mine, await address(undefined, new Date(now.getTime() - 13 * HOUR_MS)))).toBe(404);
    expect(
      await reads(
        mine,
        path.replace(/\.(.)/, (_, one) => (one === 'A' ? '.B' : '.A')),
      ),
    ).toBe(404);
    expect(await reads(mine, path.replace(/streams\/[^/]+/, `streams/${newId()}`))).toBe(404);
    const later = path.replace(/\/(\d+)\./, (_, expires) => `/${Number(expires) + 1}.`);
    expect(await reads(mine, later)).toBe(404);
  });

  it('is not lent to another site', async () => {
    const path = await address();
    const others: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { referer: 'https://elsewhere.example/page' },
    ];
    for (const headers of others) {
      const answer = await mine?.get(path, headers);
      expect([headers, answer?.status]).toEqual([headers, 403]);
      expect(answer?.text).toContain('只能在学院自己的页面里看');
    }
    const own = { 'sec-fetch-site': 'same-origin', referer: `${server.url}/learn`, origin: server.url };
    expect(await reads(mine, path, own)).toBe(200);
    expect(await reads(mine, path, { 'sec-fetch-site': 'none' })).toBe(200);
  });

  it('leads to no other file, however it is written', async () => {
    const path = await address();
    for (const name of [
      'secret.txt',
      '360p/none.m4s',
      '360p/',
      '../secret.m3u8',
      '%2e%2e/secret.m3u8',
      '..%2fsecret.m3u8',
      '..%5csecret.m3u8',
      '360p/../../secret.m3u8',
      '360p%2f..%2f..%2fsecret.m3u8',
      '360p/sub/00001.m4s',
      'master.m3u8%00.mp4',
      'MASTER.M3U8',
      '.m3u8',
      'master.m3u8%0a',
    ]) {
      const status = await reads(mine, beside(path, name));
      expect([name, [400, 404].includes(status ?? 0)]).toEqual([name, true]);
    }
  });

  it('and that of a whole film are held to the same', async () => {
    const stored = await storeFile(db, {
      source: Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(1000)]),
      purpose: 'video',
      originalName: 'film.mp4',
      actor: academy,
      env: { MEDIA_URL: `file:${join(server.dataDir, 'media')}` },
      now,
    });
    if (!stored.ok) throw new Error(stored.reason);
    const path = await mediaAddress(db, stored.mediaId, { now, forPerson: me });
    expect(await reads(mine, path)).toBe(200);
    expect(await reads(other, path)).toBe(404);
    expect(await reads(mine, path, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await reads(mine, path, { referer: 'https://elsewhere.example/' })).toBe(403);
    expect(await reads(mine, path, { 'sec-fetch-site': 'same-origin' })).toBe(200);
  });
});
