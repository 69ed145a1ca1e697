import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handleError } from '#app/entry.server.tsx';
import {
  type ByteRange,
  type MediaStore,
  type StoreEnv,
  StoreFailure,
  troubleOf,
} from '#app/features/media/media-store.ts';
import {
  discard,
  receiveFile,
  storeOf,
  sweepWaitingRoom,
  waitingPath,
} from '#app/features/media/store.server.ts';
import type { Db } from '#db/database.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';
import { contextFor } from './asking.ts';

const MIB = 1024 * 1024;

let bucket: BucketServer;
let folder: string;
beforeAll(async () => {
  bucket = await startBucket();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-test-'));
});
afterEach(async () => {
  bucket.failing = undefined;
  bucket.asked.length = 0;
  bucket.objects.clear();
  bucket.unfinished.clear();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => bucket.close());

const inBucket = (): StoreEnv => ({ ...bucket.settings, DATA_DIR: folder });
const inFolder = (): StoreEnv => ({ MEDIA_URL: `file:${join(folder, 'media')}`, DATA_DIR: folder });
const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function waiting(env: StoreEnv, bytes: Buffer): Promise<string> {
  const path = await waitingPath(env);
  await writeFile(path, bytes);
  return path;
}
async function put(env: StoreEnv, key: string, bytes: Buffer): Promise<void> {
  const path = await waiting(env, bytes);
  await storeOf(env).keep(path, key, { sha256: sumOf(bytes) });
  await discard({ path });
}
async function readBack(store: MediaStore, key: string, range?: ByteRange): Promise<Buffer> {
  return buffer((await store.read(key, range)) as unknown as AsyncIterable<Uint8Array>);
}
const troubleIn = async (work: Promise<unknown>) => work.then(() => 'none', troubleOf);

describe.each([
  ['a folder', inFolder],
  ['a bucket', inBucket],
])('a store that is %s', (_name, envOf) => {
  it.each([0, 5, 17 * MIB + 3, 32 * MIB])('keeps %i bytes as they are, whole and in parts', async (size) => {
    const [env, bytes] = [envOf(), randomBytes(size)];
    const store = storeOf(env);
    await put(env, 'ab/other', Buffer.from('x'));
    const path = await waiting(env, bytes);
    expect(await store.stat('ab/one')).toBeNull();
    await store.keep(path, 'ab/one', { sha256: sumOf(bytes) });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    await discard({ path });
    expect(await store.stat('ab/one')).toEqual({ bytes: size });
    expect((await readBack(store, 'ab/one')).equals(bytes)).toBe(true);
    if (size > 0) {
      const range = { from: Math.floor(size / 3), to: size - 2 };
      const part = await readBack(store, 'ab/one', range);
      expect(part.equals(bytes.subarray(range.from, range.to + 1))).toBe(true);
    }
    await put(env, 'ab/one', bytes);
    expect((await readBack(store, 'ab/one')).equals(bytes)).toBe(true);
    expect(await readdir(store.waitingRoom)).toEqual([]);
  });

  it('removes files and whole folders, and what is not there without a word', async () => {
    const env = envOf();
    const store = storeOf(env);
    const keys = Array.from({ length: 12 }, (_, n) => `streams/one/${n}.m4s`);
    for (const key of [...keys, 'streams/onemore/1.m4s'])
      await store.keep(await waiting(env, Buffer.from(key)), key);
    await store.remove('streams/one/0.m4s');
    await store.remove('streams/one/0.m4s');
    expect(await store.stat('streams/one/0.m4s')).toBeNull();
    bucket.asked.length = 0;
    await store.removeFolder('streams/one/');
    // The bucket lists five at a time.
    if (envOf().MEDIA_URL.startsWith('s3'))
      expect(bucket.asked.filter((one) => !one.startsWith('GET'))).toEqual(Array(3).fill('POST  200'));
    await store.removeFolder('streams/one/');
    expect(await Promise.all(keys.map((key) => store.stat(key)))).toEqual(keys.map(() => null));
    expect(await store.stat('streams/onemore/1.m4s')).toEqual({ bytes: 21 });
  });

  it('lends a file to a tool that needs a path, and takes back what it lent', async () => {
    const env = envOf();
    const store = storeOf(env);
    await put(env, 'ab/film', Buffer.from('film'));
    const lent = store.withLocal('ab/film', (path) => readFile(path, 'utf8'));
    expect(await lent).toBe('film');
    await expect(store.withLocal('ab/film', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(store.waitingRoom)).toEqual([]);
    expect(await troubleIn(store.withLocal('ab/none', (path) => readFile(path)))).toBe('store-gone');
    expect(await store.stat('ab/film')).toEqual({ bytes: 4 });
  });

  it('is found in order by a probe that leaves nothing', async () => {
    const store = storeOf(envOf());
    await store.probe();
    expect([await readdir(folder, { recursive: true }), bucket.objects.size]).toEqual([
      envOf().MEDIA_URL.startsWith('s3') ? [] : expect.not.arrayContaining([expect.stringMatching(/probe/)]),
      0,
    ]);
  });

  it('says that it cannot be reached, and keeps what waits', async () => {
    const env = envOf();
    const store = storeOf(env);
    const path = await waiting(env, Buffer.from('late'));
    if (env.MEDIA_URL.startsWith('file:')) {
      await writeFile(join(folder, 'media/ab'), 'a file where a folder should be');
    } else await bucket.close();
    try {
      expect(await troubleIn(store.keep(path, 'ab/one/late'))).toBe('store-gone');
      expect(await readFile(path, 'utf8')).toBe('late');
    } finally {
      if (env.MEDIA_URL.startsWith('s3')) await bucket.open();
    }
  });
});

describe('a bucket', () => {
  it('holds every key below its prefix, and never sees the secret', async () => {
    const env = inBucket();
    await storeOf(env).keep(await waiting(env, Buffer.from('x')), 'ab/x');
    expect([...bucket.objects.keys()]).toEqual(['college/ab/x']);
    expect(bucket.asked.join()).not.toContain(bucket.secret);
  });

  it('is not asked twice whether a film is there while somebody watches it', async () => {
    const env = inBucket();
    const store = storeOf(env);
    await store.keep(await waiting(env, Buffer.from('film')), 'ab/film');
    bucket.asked.length = 0;
    for (let n = 0; n < 3; n += 1) await store.stat('ab/film');
    expect(bucket.asked).toEqual([]);
  });

  it('is not left waiting by a reader who goes away', async () => {
    const env = inBucket();
    const store = storeOf(env);
    await store.keep(await waiting(env, randomBytes(16 * MIB)), 'ab/film');
    for (const reads of [0, 1]) {
      const reader = (await store.read('ab/film')).getReader();
      for (let n = 0; n < reads; n += 1) expect((await reader.read()).done).toBe(false);
      expect(bucket.sending).toBe(1);
      await reader.cancel();
      await expect.poll(() => bucket.sending).toBe(0);
    }
  });

  it('gives back what was put there last', async () => {
    const env = inBucket();
    for (const list of ['one', 'two']) await storeOf(env).keep(await waiting(env, Buffer.from(list)), 'list');
    expect((await readBack(storeOf(env), 'list')).toString()).toBe('two');
  });

  it('gets nothing of a file that changed while it waited, nor of one that breaks off', async () => {
    const [env, bytes] = [inBucket(), randomBytes(33 * MIB)];
    const store = storeOf(env);
    const path = await waiting(env, bytes);
    expect(await troubleIn(store.keep(path, 'ab/big', { sha256: sumOf(Buffer.from('other')) }))).toBe(
      'store-gone',
    );
    bucket.failing = (request) => (/partNumber=2/.test(request) ? 'hang up' : undefined);
    expect(await troubleIn(store.keep(path, 'ab/big'))).toBe('store-gone');
    expect([bucket.objects.size, bucket.unfinished.size]).toEqual([0, 0]);
    bucket.failing = undefined;
    await store.keep(path, 'ab/big', { sha256: sumOf(bytes) });
    expect((await readBack(store, 'ab/big')).equals(bytes)).toBe(true);
  });

  it('forgets a day later what a killed process had begun to send', async () => {
    const env = inBucket();
    const store = storeOf(env);
    bucket.failing = (request) => (/^DELETE|partNumber=2/.test(request) ? 'hang up' : undefined);
    await troubleIn(store.keep(await waiting(env, randomBytes(20 * MIB)), 'ab/big'));
    bucket.failing = undefined;
    expect(bucket.unfinished.size).toBe(1);
    expect(await store.sweep(new Date())).toBe(0);
    expect(await store.sweep(new Date(Date.now() + 25 * 3600_000))).toBe(1);
    expect(bucket.unfinished.size).toBe(0);
  });

  it.each([
    ['503 SlowDown', 'store-gone'],
    ['403 AccessDenied', 'store-gone'],
    ['404 NoSuchBucket', 'store-gone'],
    ['507 XMinioStorageFull', 'no-space'],
    ['403 QuotaExceeded', 'no-space'],
    ['hang up', 'store-gone'],
  ])('that answers %s is %s', async (reply, trouble) => {
    const env = inBucket();
    const path = await waiting(env, Buffer.from('x'));
    bucket.failing = (request) => (request.startsWith('PUT') || reply === 'hang up' ? reply : undefined);
    expect(await troubleIn(storeOf(env).keep(path, 'ab/x'))).toBe(trouble);
  });

  it('with a wrong key is closed, and the message names no secret', async () => {
    const env = { ...inBucket(), AWS_ACCESS_KEY_ID: 'OTHER', AWS_SECRET_ACCESS_KEY: 'whisper' };
    const failing = storeOf(env).probe();
    await expect(failing).rejects.toThrow('AccessDenied');
    await expect(failing).rejects.not.toThrow('whisper');
  });

  it('that fails where no page expects it is no defect of ours', () => {
    const context = contextFor({ db: {} as Db, mediaUrl: 'file:/nowhere' });
    const request = new Request('http://127.0.0.1/');
    handleError(new Error('odd'), { request, context });
    expect(context.unavailable).toBeUndefined();
    handleError(new StoreFailure('store-gone', 'TimeoutError'), { request, context });
    expect(context.unavailable).toBe(true);
  });

  it('has its waiting room on this machine', async () => {
    const env = inBucket();
    const received = await receiveFile(env, Buffer.from('half'), { maxBytes: 10 });
    expect(received).toMatchObject({
      ok: true,
      file: { path: expect.stringContaining(join(folder, 'incoming')) },
    });
    expect(await sweepWaitingRoom(env, new Date(Date.now() + 25 * 3600_000))).toBe(1);
  });
});
