import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyFilm } from '#app/features/recordings/film-copying.server.ts';
import { inspectVideo } from '#app/features/recordings/inspect-video.server.ts';
import { aFilm } from './films.ts';

describe('putting a film into an MP4', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repacking-'));
    path = join(folder, 'film');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const env = () => ({ MEDIA_URL: `file:${join(folder, 'media')}` });

  it.each(['mov', 'mkv'] as const)('takes over a %s as it is, turned as it was', async (container) => {
    await writeFile(path, await aFilm({ container, turned: 90 }));
    const before = await inspectVideo(path);
    const repacked = await copyFilm(env(), path, { keeps: null });
    if (!before.ok || !repacked.ok) throw new Error(JSON.stringify([before, repacked]));
    const after = await inspectVideo(repacked.file.path);
    expect(after).toMatchObject({ ok: true, repack: false, facts: { width: 720, height: 1280 } });
    expect(after.ok && Math.abs(after.facts.durationMs - before.facts.durationMs)).toBeLessThan(100);
  });

  it('leaves nothing behind of a film that it cannot read', async () => {
    await writeFile(path, Buffer.alloc(1000));
    expect(await copyFilm(env(), path, { keeps: null })).toEqual({ ok: false, reason: 'damaged' });
    expect(await readdir(join(folder, 'media/incoming'))).toEqual([]);
  });
});
