import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { mediaAddress, storeFile } from '#app/features/media/files.server.ts';
import { type StoreEnv, StoreFailure } from '#app/features/media/media-store.ts';
import { loader as fileLoader } from '#app/features/media/pages/file.ts';
import { loader as streamLoader } from '#app/features/media/pages/stream-file.ts';
import { storeOf, waitingPath } from '#app/features/media/store.server.ts';
import { streamAddress } from '#app/features/media/streams.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf } from '#tests/identity/support.ts';
import { startBucket } from '#tests/support/bucket-server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { answerOf, contextFor } from './asking.ts';

const actor = systemActor('test');
const picture = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(5000)]);
const now = new Date();

describeOnBothDatabases('a store that is away', (open) => {
  let db: Db;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'away-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A file and a stream in a store, and how each is answered. */
  async function keptIn(settings: Record<string, string>) {
    const env = { DATA_DIR: folder, ...settings } as StoreEnv & Record<string, string>;
    const kept = await storeFile(db, {
      ...({ source: picture, purpose: 'poster', originalName: 'x', actor, env, now } as const),
    });
    if (!kept.ok) throw new Error(kept.reason);
    const streamId = newId();
    const path = await waitingPath(env);
    await writeFile(path, '#EXTM3U\n');
    await storeOf(env).keep(path, `streams/${streamId}/master.m3u8`);
    const personId = await aPerson(db);
    const cookie = await cookieOf(db, personId);
    const stream = await streamAddress(db, streamId, { now, forPerson: personId });
    const [, , , , grant = ''] = stream.split('/');
    const context = contextFor({ db, mediaUrl: env.MEDIA_URL, settings });
    const asked = (address: string) => new Request(`http://127.0.0.1${address}`, { headers: { cookie } });
    return {
      stream: (name = 'master.m3u8') =>
        answerOf(streamLoader, {
          request: asked(stream.replace('master.m3u8', name)),
          params: { streamId, grant, '*': name },
          context,
        }),
      file: async () => {
        const { mediaId } = kept;
        const request = asked(await mediaAddress(db, mediaId, { now }));
        return answerOf(fileLoader, { request, params: { mediaId }, context });
      },
    };
  }
  type Kept = Awaited<ReturnType<typeof keptIn>>;
  async function statuses({ stream, file }: Kept): Promise<number[]> {
    const answers = [await stream(), await file()];
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    for (const [at, { status, headers }] of answers.entries())
      if (status === 503)
        expect([headers.get('retry-after'), texts[at]]).toEqual([
          '60',
          expect.stringContaining('文件没有丢'),
        ]);
    return answers.map(({ status }) => status);
  }

  it('says so and when to come back, where a disk is gone, not mounted or does not answer', async () => {
    const media = join(folder, 'media');
    const kept = await keptIn({ MEDIA_URL: `file:${media}` });
    expect(await statuses(kept)).toEqual([200, 200]);
    await rename(media, join(folder, 'elsewhere'));
    expect(await statuses(kept)).toEqual([503, 503]);
    await mkdir(media);
    expect(await statuses(kept)).toEqual([503, 503]);
    // What a worker or an upload makes where a disk is not mounted.
    await mkdir(join(media, 'incoming'));
    await mkdir(join(media, 'uploads'));
    await storeOf({ MEDIA_URL: `file:${media}` }).setMark('{}');
    expect(await statuses(kept)).toEqual([503, 503]);
    await rm(media, { recursive: true });
    await symlink('media', media);
    expect(await statuses(kept)).toEqual([503, 503]);
    await rm(media);
    await rename(join(folder, 'elsewhere'), media);
    expect(await statuses(kept)).toEqual([200, 200]);
    expect((await kept.stream('720p/index.m3u8')).status).toBe(404);
  });

  it('says so where a bucket is busy or cannot be reached', async () => {
    const bucket = await startBucket();
    try {
      const kept = await keptIn(bucket.settings);
      expect(await statuses(kept)).toEqual([200, 200]);
      for (const method of ['GET', 'HEAD']) {
        bucket.failing = (request) => (request.startsWith(method) ? '503 SlowDown' : undefined);
        const file = await kept.stream(method === 'GET' ? 'master.m3u8' : '720p/index.m3u8');
        expect([method, file.status, file.headers.get('retry-after')]).toEqual([method, 503, '60']);
      }
      bucket.failing = undefined;
      expect((await kept.stream('720p/index.m3u8')).status).toBe(404);
      await bucket.close();
      expect(await statuses(kept)).toEqual([503, 503]);
      await bucket.open();
      expect(await statuses(kept)).toEqual([200, 200]);
    } finally {
      await bucket.close();
    }
  });
});

describe('a disk that breaks', () => {
  it('is known before anything is promised', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'broken-test-'));
    try {
      // Its first bytes cannot be read: EIO.
      await symlink('/proc/self/mem', join(folder, 'film'));
      const store = storeOf({ MEDIA_URL: `file:${folder}` });
      for (const key of ['film', 'none'])
        await expect(store.read(key, { from: 0, to: 9 })).rejects.toThrow(StoreFailure);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
