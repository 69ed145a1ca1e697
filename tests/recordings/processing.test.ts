import { readdir, stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { handOverStateOf, sendToProvider } from '#app/features/recordings/hand-over-state.server.ts';
import { inspectVideo } from '#app/features/recordings/inspect-video.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import { MOST_LOST_WORKERS } from '#app/features/recordings/processing.rules.ts';
import { isUnready, processingOf, queueProcessing } from '#app/features/recordings/processing.server.ts';
import { claimFilm, giveBack, heardOf, tryAgain } from '#app/features/recordings/processing-claims.server.ts';
import { submitForReview } from '#app/features/recordings/review.server.ts';
import { streamOf } from '#app/features/recordings/streams.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { aRecording } from './academy.ts';
import { FilmShop, later, now } from './film-shop.ts';
import { aFilm } from './films.ts';

const missing = ffmpegMissing();
const TIMEOUT_MS = 30_000;

describeOnBothDatabases('the work on a film', (open) => {
  let db: Db;
  let shop: FilmShop;
  const path = process.env.PATH;
  beforeEach(async () => {
    db = await open();
    shop = await FilmShop.open(db);
  });
  afterEach(async () => {
    process.env.PATH = path;
    await shop.close();
  });

  async function aWaitingFilm(): Promise<string> {
    const recordingId = await aRecording(db, shop.taught.courseId, { published: false });
    await db.transaction().execute((trx) => queueProcessing(trx, { recordingId, now }));
    return recordingId;
  }
  const sweep = (minutes: number) =>
    removeEnded(db, { env: shop.env, now: later(minutes), needOf: needOfBytes });
  const claim = (at = now, hasFfmpeg = true) => claimFilm(db, { worker: 'one', hasFfmpeg, now: at });

  it('is in the hands of one worker, for as long as it is heard of', async () => {
    const recordingId = await aWaitingFilm();
    const [one, ...others] = (await Promise.all([claim(), claim(), claim()])).filter(Boolean);
    if (!one) throw new Error('nobody has it');
    expect([one.recordingId, others]).toEqual([recordingId, []]);
    const sign = { step: '720p', percent: 40, now: later(0.9) } as const;
    expect(await heardOf(db, one, sign)).toBe(true);
    expect(await processingOf(db, recordingId, now)).toMatchObject({
      state: 'running',
      step: '720p',
      percent: 40,
    });
    expect(await claim(later(1.5))).toBeNull();
    const next = await claim(later(2));
    expect(next).toMatchObject({ recordingId, streamId: one.streamId, tries: 2 });
    expect(await heardOf(db, one, sign)).toBe(false);
    expect([await giveBack(db, one), await tryAgain(db, one, now)]).toEqual([false, false]);
  });

  it('is left to machines with ffmpeg for a while', async () => {
    await aWaitingFilm();
    expect(await claim(later(0.4), false)).toBeNull();
    expect(await claim(later(0.6), false)).not.toBeNull();
  });

  it('says what holds it up', async () => {
    const recordingId = await aWaitingFilm();
    const one = await claim();
    const halt = async (at: Date) => (await processingOf(db, recordingId, at))?.halt;
    expect([await halt(later(0.5)), await halt(later(1.1))]).toEqual([null, { why: 'lost' }]);
    if (one) await tryAgain(db, one, later(3));
    expect([await halt(later(2)), await halt(later(3))]).toEqual([
      { why: 'failed', againAt: later(3).toISOString() },
      null,
    ]);
  });

  it('is given up when every worker that takes it dies', async () => {
    const recordingId = await shop.aDraft('h264.mp4');
    for (let minute = 0; minute < 2 * MOST_LOST_WORKERS; minute += 2)
      expect(await claim(later(minute))).toMatchObject({ recordingId });
    expect(await shop.work({ at: later(1000) })).toBe(true);
    const failure = expect.stringContaining('再处理一次');
    expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'failed', failure });
    expect(await db.selectFrom('notice').select('body').execute()).toEqual([{ body: failure }]);
    expect(await shop.work({ at: later(2000) })).toBe(false);
  });

  it('is done anew when it is wanted anew, and whoever has it lets go', async () => {
    const recordingId = await aWaitingFilm();
    const one = await claim();
    await db.transaction().execute((trx) => queueProcessing(trx, { recordingId, now }));
    if (!one) throw new Error('nobody has it');
    expect(await heardOf(db, one, { step: 'film', percent: 1, now })).toBe(false);
    const next = await claim();
    expect(next).toMatchObject({ recordingId, done: {}, tries: 1 });
    expect(next?.streamId).not.toBe(one.streamId);
  });

  it('leaves a film as it is where nothing can be converted', { timeout: TIMEOUT_MS }, async () => {
    const recordingId = await shop.aDraft('h264.mp4');
    process.env.PATH = '';
    expect(await shop.work({ at: later(1) })).toBe(true);
    expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'done', rungs: [] });
    expect([await streamOf(db, recordingId), await isUnready(db, recordingId)]).toEqual([null, false]);
  });

  it.each([false, true])(
    'puts a MOV into an MP4 without converting it, ffmpeg %s',
    {
      timeout: TIMEOUT_MS,
    },
    async (hasFfmpeg) => {
      if (hasFfmpeg && missing) return;
      const sent = await shop.send(await aFilm({ container: 'mov' }));
      if (!sent.ok) throw new Error(JSON.stringify(sent.problems));
      const { recordingId } = sent;
      expect(await shop.film(recordingId)).toMatchObject({ purpose: 'original' });
      expect(await isUnready(db, recordingId)).toBe(true);
      if (!hasFfmpeg) process.env.PATH = '';
      expect(await shop.work({ at: later(1) })).toBe(true);
      expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'done', percent: 100 });
      const film = await shop.film(recordingId);
      expect(film).toMatchObject({ purpose: 'video' });
      expect(await inspectVideo(film.path)).toMatchObject({ ok: true, repack: false });
      expect([(await streamOf(db, recordingId)) !== null, await isUnready(db, recordingId)]).toEqual([
        hasFfmpeg,
        false,
      ]);
      // The same film in another wrapping: it is not kept twice.
      expect(await db.selectFrom('recording_source').selectAll().execute()).toEqual([]);
      expect(await readdir(shop.inStore('incoming'))).toEqual([]);
    },
  );

  it.skipIf(missing)(
    'does not let a film go to review that nobody can play yet',
    { timeout: TIMEOUT_MS },
    async () => {
      const recordingId = await shop.aDraft('hevc.mov');
      process.env.PATH = '';
      expect(await shop.work({ at: later(1) })).toBe(true);
      expect(await processingOf(db, recordingId, now)).toMatchObject({
        ...{ state: 'failed', needed: true },
        failure: expect.stringContaining('ffmpeg'),
      });
      await db
        .updateTable('recording')
        .set({ captions_media_id: (await shop.film(recordingId)).video_media_id })
        .execute();
      const consent = { people: '', way: 'nobody' } as const;
      const submission = { actor: shop.registrar, recordingId, consent, now };
      expect(await submitForReview(db, submission)).toEqual({ ok: false, reason: 'unready' });
      process.env.PATH = path;
      await db.transaction().execute((trx) => queueProcessing(trx, { recordingId, now }));
      expect(await shop.work()).toBe(true);
      expect(await submitForReview(db, submission)).toEqual({ ok: true });
    },
  );

  it.skipIf(missing)('sends a film that is converted to Mux only then', { timeout: TIMEOUT_MS }, async () => {
    const of = { MUX_TOKEN_ID: 'a', MUX_TOKEN_SECRET: 'b', MUX_SIGNING_KEY_ID: 'c' };
    shop.settings = { ...of, MUX_SIGNING_PRIVATE_KEY: 'd' };
    const { env, registrar: actor } = shop;
    const sent = () => db.selectFrom('recording_mux_asset').select('media_id').execute();
    const recordingId = await shop.aDraft('hevc.mov');
    const { video_media_id: videoMediaId } = await shop.film(recordingId);
    expect(await sent()).toEqual([]);
    expect(await handOverStateOf(db, env, { id: recordingId, videoMediaId })).toMatchObject({
      state: 'unready',
    });
    const again = await sendToProvider(db, { actor, recordingId, env, now });
    expect([again, await sent()]).toEqual([{ ok: false, reason: 'unready' }, []]);
    expect(await shop.work()).toBe(true);
    const converted = (await shop.film(recordingId)).video_media_id;
    expect([converted === videoMediaId, await sent()]).toEqual([false, [{ media_id: converted }]]);
    await shop.aDraft('h264.mp4');
    expect(await sent()).toHaveLength(2);
  });

  it('begins with a new version only where it was begun before', async () => {
    const [plain, begun] = [
      await aRecording(db, shop.taught.courseId),
      await aRecording(db, shop.taught.courseId),
    ];
    await db.transaction().execute((trx) => queueProcessing(trx, { recordingId: begun, now }));
    const states = [];
    for (const recordingId of [plain, begun]) {
      const version = await makeNewVersion(db, { actor: shop.registrar, recordingId, now });
      if (!version.ok) throw new Error(version.reason);
      states.push((await processingOf(db, version.recordingId, now))?.state);
    }
    expect(states).toEqual([undefined, 'waiting']);
  });

  it.skipIf(missing)(
    'is shared by a new version, and its files go with the last',
    { timeout: TIMEOUT_MS },
    async () => {
      const recordingId = await shop.aDraft('h264.mp4');
      await shop.work();
      const first = await streamOf(db, recordingId);
      const publication = { recording_id: recordingId, published_at: now.toISOString(), published_by: null };
      await db.insertInto('recording_publication').values(publication).execute();
      const version = await makeNewVersion(db, { actor: shop.registrar, recordingId, now });
      if (!version.ok) throw new Error(version.reason);
      expect(await streamOf(db, version.recordingId)).toEqual(first);
      const again = (id: string) =>
        db.transaction().execute((trx) => queueProcessing(trx, { recordingId: id, now }));
      await again(recordingId);
      await shop.work();
      await sweep(48 * 60);
      expect((await shop.streams()).length).toBe(2);
      await again(version.recordingId);
      await shop.work();
      await sweep(10);
      expect((await shop.streams()).length).toBe(3);
      await sweep(48 * 60);
      const left = await Promise.all([recordingId, version.recordingId].map((id) => streamOf(db, id)));
      expect(await shop.streams()).toEqual(left.map((one) => one?.streamId).toSorted());
      expect(left).not.toContainEqual(first);
    },
  );

  it.skipIf(missing)(
    'is given back by a worker that ends, and parts that are done stay',
    { timeout: TIMEOUT_MS },
    async () => {
      const recordingId = await shop.aDraft('long.mp4');
      const stop = new AbortController();
      const working = shop.work({ stop: stop.signal });
      await shop.until(recordingId, ({ done }) => done.includes('360p'));
      stop.abort(new Error('the worker ends'));
      await working;
      const halfway = await shop.processing(recordingId);
      expect(halfway).toMatchObject({ state: 'waiting', claim: null, attempts: 0 });
      expect(await readdir(shop.inStore('incoming'))).toEqual([]);
      const list = shop.inStore('streams', halfway.stream_id, '360p/index.m3u8');
      const { mtimeMs } = await stat(list);
      expect(await shop.work()).toBe(true);
      expect((await stat(list)).mtimeMs).toBe(mtimeMs);
      expect((await streamOf(db, recordingId))?.rungs.map(({ name }) => name)).toEqual(['480p', '360p']);
    },
  );
});
