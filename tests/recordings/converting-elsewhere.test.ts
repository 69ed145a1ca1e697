import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signOn } from '#app/features/recordings/film-workers.server.ts';
import { loader as editLoader } from '#app/features/recordings/pages/edit-recording.tsx';
import { processingOf } from '#app/features/recordings/processing.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { FilmShop, later, now } from './film-shop.ts';
import { aFilm } from './films.ts';
import { type MadeFilm, madeFilm } from './made-films.ts';

// `npm test` installs 'ffmpeg' where it can.
const missing = ffmpegMissing();
const TIMEOUT_MS = 30_000;

describeOnBothDatabases('an upload where this machine cannot convert', (open) => {
  let db: Db;
  let shop: FilmShop;
  beforeEach(async () => {
    db = await open();
    shop = await FilmShop.open(db);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await shop.close();
  });
  /** As a web server without ffmpeg takes it. */
  async function sentHere(bytes: Buffer) {
    vi.stubEnv('PATH', '');
    const sent = await shop.send(bytes);
    vi.unstubAllEnvs();
    return sent;
  }
  const aWorker = (hasFfmpeg: boolean, minutes: number) =>
    signOn(db, { worker: `${hasFfmpeg} ${minutes}`, hasFfmpeg, now: later(minutes) });
  const left = async () => [
    await db.selectFrom('media_file').select('id').execute(),
    await readdir(shop.inStore('incoming')),
  ];

  it.each([
    ['new pictures', { container: 'mov', video: 'hevc' }, { width: 320, height: 240 }],
    ['pictures that lie on their side', { video: 'vp9', turned: 90 }, { width: 240, height: 320 }],
    ['sound of another kind', { audio: 'mp3' }, { width: 1280, height: 720 }],
    ['sound alone', { container: 'mkv', video: 'none' }, { width: 640, height: 360 }],
  ] as const)('is taken with %s while a worker with ffmpeg is heard of', async (_kind, film, size) => {
    await aWorker(true, -9);
    const sent = await sentHere(await aFilm(film));
    if (!sent.ok) throw new Error(JSON.stringify(sent));
    expect(await processingOf(db, sent.recordingId, now)).toMatchObject({ state: 'waiting', needed: true });
    const { purpose, video_media_id: mediaId } = await shop.film(sent.recordingId);
    expect(purpose).toBe('original');
    const kept = await db.selectFrom('media_file').selectAll().where('id', '=', mediaId).execute();
    expect(kept).toMatchObject([{ width: size.width, height: size.height }]);
    expect(Math.abs((kept[0]?.duration_ms ?? 0) - 2000)).toBeLessThan(250);
    // A worker that cannot convert leaves it to the one that can.
    vi.stubEnv('PATH', '');
    expect(await shop.work({ at: later(0.6) })).toBe(false);
  });

  it('says to whoever sent it when it can be seen', async () => {
    await aWorker(true, 0);
    const sent = await sentHere(await aFilm({ video: 'vp9' }));
    const personId = await aPerson(db);
    await aGrant(db, personId, 'registrar');
    const cookie = await cookieOf(db, personId);
    const page = await outcomeOf(editLoader, {
      request: new Request('http://127.0.0.1/x?done=added', { headers: { cookie } }),
      params: { recordingId: sent.ok ? sent.recordingId : '' },
      context: contextFor({ db, mediaUrl: shop.env.MEDIA_URL }),
    });
    expect(page).toMatchObject({ done: expect.stringContaining('等转换好了才能看') });
  });

  it.each([
    ['nobody was ever heard of', () => Promise.resolve()],
    ['the one with ffmpeg was heard of too long ago', () => aWorker(true, -11)],
    ['the one that is heard of has none', () => aWorker(false, 0)],
  ])('is refused by name where %s', async (_case, worker) => {
    await worker();
    const sent = await sentHere(await aFilm({ container: 'mov', video: 'hevc' }));
    expect(JSON.stringify(sent)).toContain('H.265（HEVC）');
    expect(sent).toMatchObject({ ok: false, problems: [{ field: 'video' }] });
    expect(await left()).toEqual([[], []]);
  });

  it('is refused whoever converts where it is no film, or cut off', async () => {
    await aWorker(true, 0);
    const film = await aFilm({ video: 'vp9' });
    for (const [bytes, words] of [
      [Buffer.from('hello, this is not a film at all'), '不是视频'],
      [film.subarray(0, film.length - 100), '不完整'],
      [Buffer.from('#!AMR\n'.padEnd(600, 'x')), '没有收下'],
    ] as const)
      expect(JSON.stringify(await sentHere(bytes))).toContain(words);
    expect(await left()).toEqual([[], []]);
  });

  describe.skipIf(missing)(`with the worker at work${missing ? ` (${missing})` : ''}`, () => {
    it.each(['hevc.mov', 'vp9.webm', 'sound.mp3', 'sound.wav'] as const satisfies MadeFilm[])(
      'plays %s once it is converted there',
      { timeout: TIMEOUT_MS },
      async (name) => {
        const bytes = await madeFilm(name);
        await aWorker(true, 0);
        const sent = await sentHere(bytes);
        if (!sent.ok) throw new Error(JSON.stringify(sent));
        expect(await shop.work({ at: now })).toBe(true);
        expect(await processingOf(db, sent.recordingId, now)).toMatchObject({ state: 'done', percent: 100 });
        expect(await shop.film(sent.recordingId)).toMatchObject({ purpose: 'video' });
      },
    );
  });
});
