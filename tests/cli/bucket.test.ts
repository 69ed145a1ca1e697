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
    await bucket.close();
    const restored = await open.withUrl();
    const elsewhere = { ...variables(), DATA_DIR: join(folder, 'elsewhere') };
    expect(await operate(restored.url, ['restore', file], { variables: elsewhere })).toMatchObject({
      code: 0,
      complained: [expect.stringMatching(/^3 of 3 files are not in the media store s3:/)],
    });
    await bucket.open();
  });
});
