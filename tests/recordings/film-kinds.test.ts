import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { greyFrame } from '#app/features/media/ffmpeg.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import { filmFacts } from '#app/features/media/film-facts.server.ts';
import { inspectVideo } from '#app/features/recordings/inspect-video.server.ts';
import { processingOf } from '#app/features/recordings/processing.server.ts';
import { streamOf } from '#app/features/recordings/streams.server.ts';
import type { Db } from '#db/database.ts';
import { describeOn } from '#tests/support/database.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { FilmShop, later, now } from './film-shop.ts';
import { madeFilm } from './made-films.ts';

// `npm test` installs 'ffmpeg' where it can.
const missing = ffmpegMissing();
const TIMEOUT_MS = 30_000;

// What ffmpeg makes of a film has nothing to do with the database: one engine is enough here.
describe.skipIf(missing)(`kinds of films${missing ? ` (${missing})` : ''}`, () => {
  describeOn('sqlite', 'films', (open) => {
    let db: Db;
    let shop: FilmShop;
    beforeEach(async () => {
      db = await open();
      shop = await FilmShop.open(db);
    });
    afterEach(() => shop.close());

    it.each([
      ['h264.mp4', { converted: false }],
      ['mute.mp4', { converted: false, hasSound: false }],
      ['hevc.mov', { width: 180, height: 320 }],
      ['vp9.webm', {}],
      ['vp8-mp3.mkv', {}],
      ['uneven.mkv', {}],
      ['odd-profile.mp4', {}],
      ['sound.m4a', { width: 640, height: 360 }],
      ['sound.mp3', { width: 640, height: 360 }],
      ['sound.wav', { width: 640, height: 360 }],
    ] as const)('plays %s everywhere', { timeout: TIMEOUT_MS }, async (name, expected) => {
      const { converted, width, height, hasSound } = {
        ...{ converted: true, width: 320, height: 180, hasSound: true },
        ...expected,
      };
      const recordingId = await shop.aDraft(name);
      expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'waiting', needed: converted });
      expect(await shop.work()).toBe(true);
      expect(await processingOf(db, recordingId, now)).toMatchObject({
        state: 'done',
        percent: 100,
        hasSound,
      });
      const film = await shop.film(recordingId);
      const size = { width, height };
      expect(await inspectVideo(film.path)).toMatchObject({ ok: true, repack: false, facts: size });
      expect(film).toMatchObject({ purpose: 'video', poster_media_id: expect.any(String) });
      expect(Math.abs(film.duration_ms - 2000)).toBeLessThan(250);
      const sources = await db.selectFrom('recording_source').selectAll().execute();
      expect(sources).toHaveLength(converted ? 1 : 0);
      const stream = await streamOf(db, recordingId);
      const master = shop.inStore('streams', stream?.streamId ?? '', 'master.m3u8');
      expect(await filmFacts(master)).toMatchObject({ picture: { ...size }, hasSound });
      expect(await readdir(shop.inStore('incoming'))).toEqual([]);
    });

    it('makes a ladder in which every step weighs something else', { timeout: TIMEOUT_MS }, async () => {
      const recordingId = await shop.aDraft('large.mp4');
      await shop.work();
      const stream = await streamOf(db, recordingId);
      const { streamId, rungs } = stream ?? { streamId: '', rungs: [] };
      expect(rungs.map(({ name }) => name)).toEqual(['1080p', '720p', '360p']);
      const master = await readFile(shop.inStore('streams', streamId, 'master.m3u8'), 'utf8');
      const weights = [...master.matchAll(/[:,]BANDWIDTH=(\d+)/g)].map((found) => Number(found[1]));
      expect(weights.slice(0, 3)).toEqual(rungs.map(({ bandwidth }) => bandwidth).toReversed());
      expect(new Set(weights).size).toBe(4);
      expect(weights[2]).toBeGreaterThan((weights[0] ?? 0) * 2);
      expect(master).toMatch(/RESOLUTION=640x360,FRAME-RATE=15.000,CODECS="avc1.4d40\w\w,mp4a.40.2"\n360p/);
      expect(master.trim().split('\n').at(-1)).toBe('sound/index.m3u8');
      const pieces = ['00000.m4s', 'index.m3u8', 'init.mp4'];
      for (const name of ['1080p', '720p', '360p', 'sound'])
        expect(await readdir(shop.inStore('streams', streamId, name))).toEqual(pieces);
    });

    it('refuses what nobody can read, with the reason, and keeps nothing', {
      timeout: TIMEOUT_MS,
    }, async () => {
      const film = await madeFilm('vp9.webm');
      const beheaded = Buffer.from(film);
      beheaded.fill(0x41, 300, film.length - 300);
      for (const bytes of [Buffer.alloc(0), Buffer.from('no film'), film.subarray(0, 5000), beheaded])
        expect(await shop.send(bytes)).toMatchObject({ ok: false, problems: [{ field: 'video' }] });
      expect(await db.selectFrom('media_file').select('id').execute()).toEqual([]);
      expect(await readdir(shop.inStore('incoming'))).toEqual([]);
    });

    it('gives up a film that is damaged in its middle, and tells who sent it', {
      timeout: TIMEOUT_MS,
    }, async () => {
      const film = Buffer.from(await madeFilm('hevc.mov'));
      const pictures = film.indexOf('mdat') + 4;
      film.fill(0, pictures + Math.floor(film.length * 0.7), film.indexOf('moov') - 8);
      const sent = await shop.send(film);
      if (!sent.ok) throw new Error(JSON.stringify(sent));
      const { recordingId } = sent;
      for (const minutes of [0, 1, 5]) expect(await shop.work({ at: later(minutes) })).toBe(true);
      expect(await shop.work({ at: later(60) })).toBe(false);
      expect(await processingOf(db, recordingId, now)).toMatchObject({
        ...{ state: 'failed', needed: true, rungs: [] },
        failure: expect.stringContaining('损坏'),
      });
      expect(await shop.film(recordingId)).toMatchObject({ purpose: 'original' });
      expect([await shop.streams(), await readdir(shop.inStore('incoming'))]).toEqual([[], []]);
      const told = await db.selectFrom('notice').select(['title', 'link']).execute();
      expect(told).toEqual([{ title: '视频没有处理成：先认门', link: `/teach/recordings/${recordingId}` }]);
    });

    it('takes a picture on which something is to be seen', { timeout: TIMEOUT_MS }, async () => {
      const recordingId = await shop.aDraft('dark-beginning.mp4');
      await shop.work();
      const { poster_media_id: posterId } = await shop.film(recordingId);
      const poster = await mediaFile(db, posterId ?? '');
      const dots = await greyFrame(shop.inStore(poster?.storageKey ?? ''), 0);
      expect(dots.reduce((sum, dot) => sum + dot, 0) / dots.length).toBeGreaterThan(40);
    });
  });
});
