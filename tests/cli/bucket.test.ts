import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { storeFile } from '#app/features/media/files.server.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { operate } from './support.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

describeOnBothDatabases('the operator’s tool beside a bucket', (open) => {
  let bucket: BucketServer;
  let folder: string;
  beforeAll(async () => {
    bucket = await startBucket();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bucket-test-'));
    bucket.objects.clear();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(() => bucket.close());
  const variables = () => ({ ...bucket.settings, DATA_DIR: folder });

  it('looks whether files can be written, read and removed there', async () => {
    const { url } = await open.withUrl();
    const looked = async () => (await operate(url, ['doctor'], { variables: variables() })).said.join('\n');
    expect(await looked()).toMatch(/ok +media .*takes, gives and removes files/);
    expect(bucket.objects.size).toBe(0);
    await bucket.close();
    expect(await looked()).toMatch(/LACKS +media .*cannot be used: .*ECONNREFUSED/);
    await bucket.open();
    bucket.failing = () => '403 AccessDenied';
    expect(await looked()).toMatch(/LACKS +media .*cannot be used: AccessDenied/);
    expect(await looked()).not.toContain(bucket.secret);
    bucket.failing = undefined;
  });

  it('backs up the database, leaves the files where they are, and says so', async () => {
    const { db, url } = await open.withUrl();
    for (const name of ['one', 'two', 'three']) {
      const source = Buffer.concat([png, Buffer.from(name)]);
      const more = { env: variables(), actor: systemActor('test'), now: new Date() };
      await storeFile(db, { source, purpose: 'poster', originalName: name, ...more });
    }
    const file = join(folder, 'all.gz');
    const backup = () => operate(url, ['backup', file, '--replace'], { variables: variables() });
    expect(await backup()).toMatchObject({
      code: 0,
      said: [
        expect.stringMatching(/ 3 files listed/),
        expect.stringMatching(/stay in the bucket s3:\/\/lectures/),
      ],
      complained: [],
    });
  });

  /** A backup of an academy with three files, and a restore of it into a new one from a machine that knows nothing of the bucket. */
  async function backedUp() {
    const { db, url } = await open.withUrl();
    for (const name of ['one', 'two', 'three']) {
      const source = Buffer.concat([png, Buffer.from(name)]);
      const more = { env: variables(), actor: systemActor('test'), now: new Date() };
      await storeFile(db, { source, purpose: 'poster', originalName: name, ...more });
    }
    const file = join(folder, 'all.gz');
    expect(await operate(url, ['backup', file], { variables: variables() })).toMatchObject({ code: 0 });
    let machines = 0;
    return async (...options: string[]) => {
      const other = await open.withUrl();
      const elsewhere = { ...variables(), DATA_DIR: join(folder, `machine-${machines++}`) };
      const restored = await operate(other.url, ['restore', file, ...options], { variables: elsewhere });
      return { ...restored, files: await other.db.selectFrom('media_file').select('id').execute() };
    };
  }

  it('restores nothing beside a bucket that does not answer, unless it is told to', async () => {
    const restore = await backedUp();
    await bucket.close();
    try {
      const refused = await restore();
      expect([refused.code, refused.files]).toEqual([1, []]);
      expect(refused.complained).toEqual([
        expect.stringMatching(
          /^The media store s3:.* does not answer: 3 of 3 files were not looked at.* Nothing was restored\. .*--despite-media/,
        ),
      ]);
      expect(await restore('--despite-media')).toMatchObject({
        code: 0,
        complained: [expect.stringMatching(/^The media store s3:.* does not answer: 3 of 3 files/)],
        files: { length: 3 },
      });
    } finally {
      await bucket.open();
    }
  });

  it('compares every file, or restores nothing: one that is not answered for is asked for once more', async () => {
    const restore = await backedUp();
    const [, second = ''] = [...bucket.objects.keys()].sort();
    const failing = (method: string, times: number) => {
      bucket.failing = (request) =>
        request.startsWith(`${method} ${second}`) && times-- > 0 ? '403 AccessDenied' : undefined;
    };
    try {
      for (const method of ['HEAD', 'GET']) {
        failing(method, 1);
        expect(await restore()).toMatchObject({
          code: 0,
          complained: [],
          said: expect.arrayContaining([expect.stringContaining('Compared 3 files')]),
        });
        failing(method, 1_000);
        const refused = await restore();
        expect([refused.code, refused.files, refused.complained.length]).toEqual([1, [], 1]);
        expect(refused.complained[0]).toMatch(/does not answer|cannot be read/);
      }
    } finally {
      bucket.failing = undefined;
    }
  });
});
