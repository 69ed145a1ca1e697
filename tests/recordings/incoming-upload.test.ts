import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { IncomingUpload } from '#app/features/recordings/incoming-upload.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const KIB = 1024;

async function* pieces(count: number): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < count; piece++) yield new Uint8Array(KIB);
}

describeOnBothDatabases('an upload as it comes in', (open) => {
  let db: Db;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'incoming-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('refuses a video over the limit, reads it to its end and keeps nothing', async () => {
    const upload = new IncomingUpload({ MEDIA_URL: `file:${folder}` }, { videoBytes: 10 * KIB });
    const film = pieces(50);
    await upload.take({ name: 'title', bytes: pieces(0) });
    await upload.take({ name: 'video', filename: 'a.mp4', bytes: film });
    expect((await film.next()).done).toBe(true);
    const result = await upload.finish(db, { actor: systemActor('test'), now: new Date() });
    expect(JSON.stringify(result)).toContain('太大');
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('says when there is no place to put it', async () => {
    const upload = new IncomingUpload({ MEDIA_URL: 'file:/dev/null/media' });
    const film = pieces(5);
    await upload.take({ name: 'video', filename: 'a.mp4', bytes: film });
    expect((await film.next()).done).toBe(true);
    const result = await upload.finish(db, { actor: systemActor('test'), now: new Date() });
    expect(JSON.stringify(result)).toContain('打不开');
  });
});
