import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EncodedPacketSink, FilePathSource, Input, MP4 } from 'mediabunny';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lengthOf } from '#app/features/recordings/cuts.rules.ts';
import { copyFilm } from '#app/features/recordings/film-copying.server.ts';
import { inspectVideo } from '#app/features/recordings/inspect-video.server.ts';
import { aFilm, lectureFolder } from './films.ts';

const lecture = `${lectureFolder}/lecture.mp4`;

describe('cutting a film without converting it', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cutting-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const env = () => ({ MEDIA_URL: `file:${join(folder, 'media')}` });

  async function cut(path: string, keeps: { fromMs: number; toMs: number }[]) {
    const film = await copyFilm(env(), path, { keeps });
    if (!film.ok) throw new Error(film.reason);
    return film;
  }
  async function packets(path: string) {
    const input = new Input({ source: new FilePathSource(path), formats: [MP4] });
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    if (!video) throw new Error('no pictures');
    const all = async (track: NonNullable<typeof video | typeof audio>) => {
      const times: { at: number; bytes: Buffer; key: boolean }[] = [];
      for await (const { timestamp, data, type } of new EncodedPacketSink(track).packets())
        times.push({ at: timestamp, bytes: Buffer.from(data), key: type === 'key' });
      return times;
    };
    const read = { pictures: await all(video), sound: audio ? await all(audio) : [] };
    input.dispose();
    return read;
  }

  it('keeps what was asked, from the whole picture before, and says what that is', async () => {
    const film = await cut(lecture, [
      { fromMs: 10_500, toMs: 30_000 },
      { fromMs: 70_200, toMs: 90_000 },
    ]);
    const [before, after] = [await packets(lecture), await packets(film.file.path)];
    const keysBefore = before.pictures.filter(({ key }) => key).map(({ at }) => Math.round(at * 1000));
    expect(film.keeps).toHaveLength(2);
    for (const [at, asked] of [[0, 10_500] as const, [1, 70_200] as const]) {
      const from = film.keeps[at]?.fromMs ?? -1;
      expect([from, from <= asked, keysBefore.includes(from)]).toEqual([from, true, true]);
      expect(keysBefore.some((key) => key > from && key <= asked)).toBe(false);
    }
    const inspected = await inspectVideo(film.file.path);
    expect(inspected).toMatchObject({ ok: true, repack: false });
    expect(inspected.ok && Math.abs(inspected.facts.durationMs - lengthOf(film.keeps))).toBeLessThan(60);
    // Each picture lies where the figures say, and is the one that it was.
    const seconds = film.keeps.map(({ fromMs, toMs }) => [fromMs / 1000, toMs / 1000] as const);
    let behind = 0;
    for (const [from, to] of seconds) {
      const own = before.pictures.filter(({ at }) => at >= from - 0.001 && at < to - 0.001);
      for (const { at, bytes } of own) {
        const there = after.pictures.find((one) => Math.abs(one.at - (at - from + behind)) < 0.003);
        expect(there?.bytes.equals(bytes)).toBe(true);
      }
      behind += to - from;
    }
    expect(Math.abs((after.sound.at(-1)?.at ?? 0) - lengthOf(film.keeps) / 1000)).toBeLessThan(0.1);
    expect(after.sound.every(({ at }, index) => at > (after.sound[index - 1]?.at ?? -1))).toBe(true);
  });

  it('makes no cut between two whole pictures, and joins what would overlap', async () => {
    const film = await cut(lecture, [
      { fromMs: 0, toMs: 1_000 },
      { fromMs: 1_100, toMs: 5_000 },
    ]);
    expect(film.keeps).toHaveLength(1);
    expect(film.keeps[0]?.fromMs).toBe(0);
  });

  it('takes over how the pictures are turned, and a film without sound', async () => {
    const path = join(folder, 'film.mp4');
    await writeFile(path, await aFilm({ turned: 90, audio: 'none' }));
    const film = await cut(path, [{ fromMs: 0, toMs: 1_500 }]);
    expect(await inspectVideo(film.file.path)).toMatchObject({ facts: { width: 720, height: 1280 } });
  });

  it('leaves nothing behind of a film that it cannot read', async () => {
    const path = join(folder, 'film.mp4');
    await writeFile(path, Buffer.alloc(1000));
    expect(await copyFilm(env(), path, { keeps: [{ fromMs: 0, toMs: 500 }] })).toEqual({
      ok: false,
      reason: 'damaged',
    });
    expect(await readdir(join(folder, 'media/incoming'))).toEqual([]);
  });
});
