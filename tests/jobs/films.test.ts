import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { streamOf } from '#app/features/recordings/streams.server.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { FilmShop, later, now } from '#tests/recordings/film-shop.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { endProcess, type Guard, guard } from '#tests/support/guard.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';

const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
const TIMEOUT_MS = 60_000;

describeOnBothDatabases('films and workers', (open) => {
  let db: Db;
  let url: string;
  let shop: FilmShop;
  const running: { child: ChildProcess; watch: Guard }[] = [];
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    shop = await FilmShop.open(db);
  });
  afterEach(async () => {
    for (const { child, watch } of running.splice(0)) {
      await endProcess(child, 'SIGTERM');
      watch.dismiss();
    }
    await shop.close();
  });

  async function aWorker(at = now): Promise<ChildProcess> {
    const offset = String(at.getTime() - Date.now());
    const child = spawn(process.execPath, ['--import', 'tsx', script, url, offset, shop.env.MEDIA_URL], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push({ child, watch: guard(child.pid) });
    await once(child.stdout, 'data');
    return child;
  }
  const ended = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
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
      await ended(killed, 'SIGKILL');
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
      const verified = await operate(url, ['verify'], { variables: shop.env, now: later(5) });
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
      await ended(worker, 'SIGTERM');
      expect(await shop.processing(recordingId)).toMatchObject({
        state: 'waiting',
        claim: null,
        attempts: 0,
      });
      expect(converters()).toEqual([]);
    },
  );
});
