import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checks } from '#app/cli/checks/all.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { mediaFile, storeFile } from '#app/features/media/files.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { operate } from './support.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const MIB = 2 ** 20;

describeOnBothDatabases('what a backup says of files', (open) => {
  let folder: string;
  let variables: { MEDIA_URL: string; DATA_DIR: string };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'restored-media-'));
    variables = { MEDIA_URL: `file:${join(folder, 'media')}`, DATA_DIR: folder };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** An academy with three files, and a backup of it. */
  async function backedUp() {
    const { db, url } = await open.withUrl();
    const keys: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const source = Buffer.concat([png, Buffer.alloc(600 * 1024, name)]);
      const more = { env: variables, actor: systemActor('test'), now: new Date() };
      const stored = await storeFile(db, { source, purpose: 'poster', originalName: name, ...more });
      if (!stored.ok) throw new Error(stored.reason);
      keys.push((await mediaFile(db, stored.mediaId))?.storageKey ?? '');
    }
    const file = join(folder, 'all.gz');
    expect(await operate(url, ['backup', file], { variables })).toMatchObject({ code: 0, complained: [] });
    return { file, paths: keys.map((key) => join(folder, 'media', key)), keys };
  }

  const linesIn = async (file: string) =>
    gunzipSync(await readFile(file))
      .toString('utf8')
      .split('\n');

  it('names the SHA-256 of each, which a restore compares to the last byte', {
    timeout: 60_000,
  }, async () => {
    const { file, paths, keys } = await backedUp();
    const listed = (await linesIn(file)).filter((line) => line.startsWith('{"media":'));
    const bytes = await Promise.all(paths.map((path) => readFile(path)));
    for (const [at, key] of keys.entries()) {
      const sha256 = createHash('sha256')
        .update(bytes[at] as Buffer)
        .digest('hex');
      expect(listed.find((line) => line.includes(key))).toContain(`"sha256":"${sha256}"`);
    }
    const [flipped = '', whole] = [paths[1], bytes[1] as Buffer];
    await writeFile(flipped, whole.with(whole.length - 5, (whole.at(-5) ?? 0) ^ 1));
    const { db, url } = await open.withUrl();
    const refused = await operate(url, ['restore', file], { variables });
    expect([refused.code, refused.complained.length]).toEqual([1, 1]);
    expect(refused.complained[0]).toMatch(
      /1 of 3 files .* are not what was backed up, by length or SHA-256: /,
    );
    expect(refused.complained[0]).toContain(`${keys[1]} (of the same length, with other bytes)`);
    expect(refused.complained[0]).toMatch(/Nothing was restored\. Copy them there once more/);
    expect(await db.selectFrom('media_file').select('id').execute()).toEqual([]);
    await writeFile(flipped, whole);
    expect(await operate(url, ['restore', file], { variables })).toMatchObject({
      code: 0,
      complained: [],
      said: expect.arrayContaining([
        'Compared 3 files with their SHA-256: they are as they were.',
        `Verified: all ${checks.length} invariants hold.`,
      ]),
    });
  });

  it('can be passed over by whoever has only damaged ones left, and a missing one can come later', async () => {
    const { file, paths, keys } = await backedUp();
    await writeFile(paths[0] ?? '', 'shorter');
    await rm(paths[2] ?? '');
    const { url } = await open.withUrl();
    const refused = await operate(url, ['restore', file], { variables });
    expect(refused.complained[0]).toContain(`1 of 3 files`);
    expect(refused.complained[0]).toContain(`${keys[0]} (of another length)`);
    const { code, said, complained } = await operate(url, ['restore', file, '--despite-media'], {
      variables,
    });
    expect([code, said[0]?.startsWith('Restored ')]).toEqual([0, true]);
    expect(complained).toEqual([expect.stringMatching(/^2 of 3 files are not in the media store/)]);
  });

  it('goes on where no file was brought yet, with a folder or without', async () => {
    const { file } = await backedUp();
    const bare = join(folder, 'bare');
    await mkdir(join(bare, 'incoming'), { recursive: true });
    for (const media of [bare, join(folder, 'not-made-yet')]) {
      const { url } = await open.withUrl();
      const elsewhere = { MEDIA_URL: `file:${media}`, DATA_DIR: folder };
      expect(await operate(url, ['restore', file], { variables: elsewhere })).toMatchObject({
        code: 0,
        complained: [expect.stringMatching(/^3 of 3 files are not in the media store/)],
      });
    }
  });

  it('is refused in words where it is of another format, or leaves the hashes out', async () => {
    const { file } = await backedUp();
    const lines = await linesIn(file);
    const { url } = await open.withUrl();
    const other = join(folder, 'other.gz');
    for (const [changed, words] of [
      [lines.map((line) => line.replace('"format":1', '"format":0')), /has format 0, and this edition reads/],
      [lines.map((line) => line.replace(/"sha256":"[0-9a-f]+",("present")/, '$1')), /without their SHA-256/],
    ] as const) {
      await writeFile(other, gzipSync(changed.join('\n')));
      const refused = await operate(url, ['restore', other], { variables });
      expect([refused.code, refused.complained]).toEqual([1, [expect.stringMatching(words)]]);
    }
  });

  it('is refused where a row has no end, without holding it', { timeout: 60_000 }, async () => {
    const { file } = await backedUp();
    const [header = ''] = await linesIn(file);
    const endless = join(folder, 'endless.gz');
    const piece = Buffer.alloc(MIB, 'x');
    async function* text() {
      yield `${header}\n{"table":"person","row":{"id":"`;
      for (let mebibytes = 0; mebibytes < 600; mebibytes += 1) yield piece;
    }
    await pipeline(Readable.from(text()), createGzip({ level: 1 }), createWriteStream(endless));
    const { url } = await open.withUrl();
    const before = process.memoryUsage.rss();
    const refused = await operate(url, ['restore', endless], { variables });
    expect(refused).toMatchObject({
      code: 1,
      complained: [expect.stringMatching(/^Line 2 of the backup has no end within 32 million characters/)],
    });
    expect((process.memoryUsage.rss() - before) / MIB).toBeLessThan(250);
  });
});
