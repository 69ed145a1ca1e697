import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { streamOf } from '#app/features/recordings/streams.server.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { FilmShop, later, now } from '#tests/recordings/film-shop.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { type StartedWorker, startedWorker } from './started-worker.ts';

const TIMEOUT_MS = 60_000;

describeOnBothDatabases('films and workers', (open) => {
  let db: Db;
  let url: string;
  let shop: FilmShop;
  const running: StartedWorker[] = [];
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    shop = await FilmShop.open(db);
  });
  afterEach(async () => {
    for (const worker of running.splice(0)) await worker.end('SIGTERM');
    await shop.close();
  });

  async function aWorker(at = now): Promise<StartedWorker> {
    const worker = await startedWorker(url, { at, mediaUrl: shop.env.MEDIA_URL });
    running.push(worker);
    return worker;
  }
  const converters = () =>
    execFileSync('ps', ['-eo', 'args'])
      .toString()
      .split('\n')
      .filter((words) => words.startsWith('ffmpeg') && words.includes(shop.folder));

  it.skipIf(ffmpegMissing())(
    'are finished once when the worker is killed and two others go on',
    {
      timeout: TIMEOUT_MS,
    },
    async () => {
      const recordingId = await shop.aDraft('long.mp4');
      const killed = await aWorker();
      await shop.until(recordingId, ({ done, step }) => done.includes('360p') && step === '480p');
      await killed.end('SIGKILL');
      const halfway = await shop.processing(recordingId);
      expect(halfway).toMatchObject({ state: 'running', step: '480p' });
      const list = shop.inStore('streams', halfway.stream_id, '360p/index.m3u8');
      const { mtimeMs } = await stat(list);
      await Promise.all([aWorker(later(5)), aWorker(later(5))]);
      expect(converters().filter((words) => words.includes(halfway.claim ?? 'none'))).toEqual([]);
      await shop.until(recordingId, ({ state }) => state === 'done');
      expect((await stat(list)).mtimeMs).toBe(mtimeMs);
      expect((await streamOf(db, recordingId))?.rungs.map(({ name }) => name)).toEqual(['480p', '360p']);
      expect(await shop.streams()).toEqual([halfway.stream_id]);
      const told = await db.selectFrom('notice').select('title').execute();
      expect(told).toEqual([{ title: '视频处理好了：先认门' }]);
      const verified = await operate(url, ['verify'], {
        variables: { MEDIA_URL: shop.env.MEDIA_URL },
        now: later(5),
      });
      expect(verified).toMatchObject({ code: 0, complained: [] });
    },
  );

  it.skipIf(ffmpegMissing())(
    'are given back at once by a worker that is asked to end',
    {
      timeout: TIMEOUT_MS,
    },
    async () => {
      const recordingId = await shop.aDraft('long.mp4');
      const worker = await aWorker();
      await shop.until(recordingId, ({ step }) => step === '360p');
      await worker.end('SIGTERM');
      expect(await shop.processing(recordingId)).toMatchObject({
        state: 'waiting',
        claim: null,
        attempts: 0,
      });
      expect(converters()).toEqual([]);
    },
  );
});
