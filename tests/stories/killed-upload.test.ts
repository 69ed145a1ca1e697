import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyStore } from '#app/cli/checks/all.ts';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson } from '#tests/identity/support.ts';
import { aCourse } from '#tests/recordings/academy.ts';
import { aFilm } from '#tests/recordings/films.ts';
import { begun, checksumOf, finish, sendPiece } from '#tests/recordings/resumable.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn } from '#tests/support/visitor.ts';

describeOnBothDatabases('an upload that has come', (open) => {
  let db: Db;
  let server: RunningServer;
  let course: string;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    // Without ffmpeg nothing is made of a film that has come.
    server = await startServer({ databaseUrl: database.url, env: { PATH: '/nowhere' } });
    course = (await aCourse(db)).courseId;
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
  });

  it('is not lost when the server is killed while it becomes a recording', { timeout: 60_000 }, async () => {
    const ownerId = await aPerson(db);
    await aGrant(db, ownerId, 'registrar');
    const owner = await signedIn(db, server.url, ownerId);
    const film = await aFilm();
    const address = await begun(owner, film.length);
    await sendPiece(owner, address, film, 0);
    const file = join(server.dataDir, 'media/uploads', address.split('/').at(-1) ?? '');
    const step = { course, checksum: checksumOf(film) };
    for (const delayMs of [5, 30, 80, 160]) {
      const finishing = finish(owner, address, step).catch(() => null);
      await pause(delayMs);
      await server.kill();
      await finishing;
      hangUp();
      await server.restart();
      const taken = await db
        .selectFrom('recording')
        .select('id')
        .where('uploaded_by', '=', ownerId)
        .execute();
      if (taken.length === 0) expect(await readFile(file)).toEqual(film);
    }
    const done = await finish(owner, address, step);
    expect(done.status).toBe(303);
    const files = await db
      .selectFrom('recording')
      .innerJoin('media_file', 'media_file.id', 'video_media_id')
      .select('storage_key')
      .where('uploaded_by', '=', ownerId)
      .execute();
    expect(files).toHaveLength(1);
    const key = files[0]?.storage_key ?? '';
    expect((await readFile(join(server.dataDir, 'media', key))).equals(film)).toBe(true);
    // What the killed ones had put into the store goes by itself.
    const env = { MEDIA_URL: `file:${join(server.dataDir, 'media')}` };
    const later = new Date(Date.now() + 25 * 3600_000);
    await removeEnded(db, { env, now: later, needOf: needOfBytes });
    const findings = await verifyStore(db, { env, now: new Date(Date.now() + 72 * 3600_000) });
    expect(findings.filter(({ breach }) => breach)).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});
