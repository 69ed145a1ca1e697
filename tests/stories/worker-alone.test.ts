import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { uploadFolder } from '#app/features/media/upload-bytes.server.ts';
import { beginUpload } from '#app/features/media/uploads.server.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { guard } from '#tests/support/guard.ts';

const tool = fileURLToPath(new URL('../../build/academy.js', import.meta.url));
const LONG_AGO = new Date('2026-01-01T00:00:00.000Z');

describeOnBothDatabases('a worker of its own', (open) => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'worker-alone-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('does what falls due without a server, and ends in order', { timeout: 60_000 }, async () => {
    const { db, url } = await open.withUrl();
    const env = { MEDIA_URL: `file:${join(folder, 'media')}` };
    const begun = await beginUpload(db, {
      personId: await aPerson(db),
      name: '第一讲.mp4',
      bytes: 1000,
      env,
      now: LONG_AGO,
    });
    if (!begun.ok) throw new Error(begun.reason);
    const path = join(uploadFolder(env), begun.uploadId);
    await writeFile(path, 'the first bytes');
    const variables = {
      ...env,
      NODE_ENV: 'production' as const,
      PATH: process.env.PATH ?? '',
      DATABASE_URL: url,
      DATA_DIR: folder,
    };
    const worker = spawn(process.execPath, [tool, 'work'], { env: variables, stdio: 'ignore' });
    const watch = guard(worker.pid);
    const over = once(worker, 'exit');
    const left = () => db.selectFrom('media_upload').select('id').execute();
    await expect.poll(left, { timeout: 40_000, interval: 200 }).toEqual([]);
    // The row goes first, its bytes after it.
    await expect.poll(() => existsSync(path), { timeout: 10_000, interval: 50 }).toBe(false);
    worker.kill('SIGTERM');
    expect(await over).toEqual([0, null]);
    watch.dismiss();
  });
});
