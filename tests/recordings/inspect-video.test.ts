import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectVideo } from '#app/features/recordings/inspect-video.server.ts';
import { aFilm, lectureFolder } from './films.ts';

describe('looking into a video', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'films-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function inspected(bytes: Buffer) {
    const path = join(folder, 'film');
    await writeFile(path, bytes);
    return inspectVideo(path);
  }
  const problem = (reason: string, found?: string) => ({
    ok: false,
    problem: found ? { reason, found } : { reason },
  });

  it('knows the length and size of a good one', async () => {
    expect(await inspectVideo(join(lectureFolder, 'lecture.mp4'))).toMatchObject({
      ok: true,
      facts: { width: 1280, height: 720 },
    });
    const short = await inspected(await aFilm());
    expect(short).toMatchObject({ ok: true });
    expect(short.ok && short.facts.durationMs).toBeGreaterThan(1900);
  });

  it('takes what phones and cameras write, and says what must be put into another wrapping', async () => {
    expect(await inspected(await aFilm())).toMatchObject({ ok: true, repack: false });
    expect(await inspected(await aFilm({ audio: 'none' }))).toMatchObject({ ok: true, repack: false });
    for (const container of ['mov', 'mkv'] as const)
      expect(await inspected(await aFilm({ container }))).toMatchObject({ ok: true, repack: true });
    const turned = await inspected(await aFilm({ container: 'mov', turned: 90 }));
    expect(turned).toMatchObject({ ok: true, facts: { width: 720, height: 1280 } });
  });

  it('refuses formats that phones do not play, and names them', async () => {
    expect(await inspected(await aFilm({ video: 'vp9' }))).toEqual(problem('video-codec', 'vp9'));
    expect(await inspected(await aFilm({ audio: 'mp3' }))).toEqual(problem('audio-codec', 'mp3'));
    const film = await aFilm();
    const profile = Buffer.from(film);
    profile[profile.indexOf('avcC') + 5] = 0xf4;
    expect(await inspected(profile)).toEqual(problem('video-profile'));
    expect(await inspected(await aFilm({ container: 'mkv', video: 'vp9' }))).toEqual(
      problem('video-codec', 'vp9'),
    );
    expect(await inspected(await aFilm({ video: 'none' }))).toEqual(problem('no-picture'));
    expect(await inspected(await aFilm({ container: 'mkv', video: 'none' }))).toEqual(problem('no-picture'));
    const avi = Buffer.concat([Buffer.from('RIFF\0\0\0\0AVI LIST'), Buffer.alloc(100)]);
    expect(await inspected(avi)).toEqual(problem('container', 'AVI'));
    expect(await inspected(Buffer.from('ID3 and then a song'))).toEqual(problem('no-picture'));
  });

  it('notices a file that was cut off anywhere', async () => {
    const lecture = await readFile(join(lectureFolder, 'lecture.mp4'));
    for (const share of [0.001, 0.01, 0.3, 0.99]) {
      expect(await inspected(lecture.subarray(0, Math.floor(lecture.length * share)))).toEqual(
        problem('cut-off'),
      );
    }
    expect(await inspected(lecture.subarray(0, lecture.length - 1))).toEqual(problem('cut-off'));
    for (const container of ['mov', 'mkv'] as const) {
      const film = await aFilm({ container });
      for (const share of [0.3, 0.999])
        expect(await inspected(film.subarray(0, Math.floor(film.length * share)))).toEqual(
          problem('cut-off'),
        );
    }
  });

  it('does not take anything else for a video', async () => {
    for (const text of ['', 'hello', '<!doctype html><video>', '%PDF-1.7 and so on and so on']) {
      expect(await inspected(Buffer.from(text))).toMatchObject({ ok: false });
    }
    expect(await inspected(Buffer.from('this is a text that says ftyp'))).toEqual(problem('not-a-video'));
    const garbage = Buffer.from(await aFilm());
    const at = garbage.indexOf('moov') + 4;
    garbage.fill(0x41, at, at + 200);
    expect(await inspected(garbage)).toMatchObject({ ok: false });
  });
});
