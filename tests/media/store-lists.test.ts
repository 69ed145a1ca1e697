import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StoreEnv, troubleOf } from '#app/features/media/media-store.ts';
import { discard, storeOf, waitingPath } from '#app/features/media/store.server.ts';
import { newId } from '#app/lib/id.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';

let bucket: BucketServer;
let folder: string;
beforeAll(async () => {
  bucket = await startBucket();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-lists-'));
});
afterEach(async () => {
  bucket.objects.clear();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => bucket.close());

const inBucket = (): StoreEnv => ({ ...bucket.settings, DATA_DIR: folder });
const inFolder = (): StoreEnv => ({ MEDIA_URL: `file:${join(folder, 'media')}`, DATA_DIR: folder });
async function put(env: StoreEnv, key: string, bytes: Buffer): Promise<void> {
  const path = await waitingPath(env);
  await writeFile(path, bytes);
  await storeOf(env).keep(path, key);
  await discard({ path });
}
const troubleIn = async (work: Promise<unknown>) => work.then(() => 'none', troubleOf);

describe.each([
  ['a folder', inFolder],
  ['a bucket', inBucket],
])('a store that is %s', (_name, envOf) => {
  it('lists files, streams and uploads, and nothing else, as far as it is asked', async () => {
    const env = envOf();
    const store = storeOf(env);
    const [stream, other, upload] = [newId(), newId(), newId()];
    const arriving = env.MEDIA_URL.startsWith('s3') ? `incoming/${upload}/size-9` : `uploads/${upload}`;
    const files = [`0a/${newId()}`, `${'ab'}/${'ab'.repeat(32)}`, `fe/${newId()}`];
    const pieces = [0, 1, 2, 3, 4, 5, 6].map((n) => `streams/${stream}/720p/${n}.m4s`);
    const foreign = ['backup/all.gz', 'zz/one', 'notes.txt', 'streams/odd.txt'];
    const all = [...files, ...pieces, `streams/${other}/master.m3u8`, arriving, ...foreign];
    for (const key of all) await put(env, key, Buffer.from(key));
    const seen: string[] = [];
    for (let after = ''; ; after = seen.at(-1) ?? '') {
      const page = await store.list({ after, limit: 2 });
      seen.push(...page.map(({ key }) => key));
      for (const { key, bytes, changedAt } of page) {
        expect([key, bytes]).toEqual([key, key.endsWith('/') ? 0 : key.length]);
        expect(Date.now() - changedAt.getTime()).toBeLessThan(60_000);
      }
      if (page.length < 2) break;
    }
    const folders = [`streams/${stream}/`, `streams/${other}/`, `uploads/${upload}/`];
    expect(seen.toSorted()).toEqual([...files, ...folders].toSorted());
    expect(seen.slice(0, 3)).toEqual(files);
  });

  it('removes nothing while it is away', async () => {
    const env = envOf();
    const store = storeOf(env);
    await put(env, 'ab/one', Buffer.from('one'));
    const folder = env.MEDIA_URL.slice('file:'.length);
    if (env.MEDIA_URL.startsWith('file:')) await rename(folder, `${folder}.away`);
    else await bucket.close();
    expect(await troubleIn(store.remove('ab/one'))).toBe('store-gone');
    expect(await troubleIn(store.removeFolder('ab/'))).toBe('store-gone');
    expect(await troubleIn(store.list({ after: '', limit: 1 }))).toBe('store-gone');
    if (env.MEDIA_URL.startsWith('file:')) await rename(`${folder}.away`, folder);
    else await bucket.open();
    expect(await store.stat('ab/one')).toEqual({ bytes: 3 });
  });
});

it('a bucket says so when it keeps some of what is to be removed', async () => {
  const env = inBucket();
  for (const n of [1, 2]) await put(env, `streams/one/${n}.m4s`, Buffer.from('x'));
  const kept = 'college/streams/one/2.m4s';
  bucket.failing = (request) => (request === `DELETE ${kept}` ? '403 AccessDenied' : undefined);
  expect(await troubleIn(storeOf(env).removeFolder('streams/one/'))).toBe('store-gone');
  expect([...bucket.objects.keys()]).toEqual([kept]);
  bucket.failing = undefined;
});
