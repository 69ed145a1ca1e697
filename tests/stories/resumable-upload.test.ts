import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MOST_OPEN_UPLOADS, PIECE_BYTES } from '#app/features/media/uploads.rules.ts';
import { sweepUploads } from '#app/features/media/uploads.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson } from '#tests/identity/support.ts';
import { aCourse } from '#tests/recordings/academy.ts';
import { aFilm } from '#tests/recordings/films.ts';
import {
  begin,
  begun,
  checksumOf,
  finish,
  giveUp,
  offsetOf,
  sendPiece,
  UPLOADS,
} from '#tests/recordings/resumable.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn, type Visitor, visitor } from '#tests/support/visitor.ts';

const MIB = 1024 * 1024;

describeOnBothDatabases('an upload that comes piece by piece', (open) => {
  let db: Db;
  let server: RunningServer;
  let course: string;
  let registrar: Visitor;
  let other: Visitor;
  let film: Buffer;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    server = await startServer({ databaseUrl: database.url });
    course = (await aCourse(db)).courseId;
    film = await aFilm();
  });
  beforeEach(async () => {
    [registrar, other] = [await someone('registrar'), await someone('registrar')];
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
  });

  async function someone(role?: 'registrar'): Promise<Visitor> {
    const personId = await aPerson(db);
    if (role) await aGrant(db, personId, role);
    return signedIn(db, server.url, personId);
  }
  const folder = () => join(server.dataDir, 'media/uploads');
  const fileOf = (address: string) => join(folder(), address.split('/').at(-1) ?? '');
  const words = (text: string) => text.replace(/<[^>]+>/g, ' ');
  async function arrived(who: Visitor, bytes = film): Promise<string> {
    const address = await begun(who, bytes.length);
    expect(await sendPiece(who, address, bytes, 0)).toMatchObject({ status: 204 });
    return address;
  }
  /** Sends the rest of a file but never comes to its end; resolves when the server has some of it. */
  async function hangingPiece(who: Visitor, address: string, bytes: Buffer): Promise<void> {
    const from = await offsetOf(who, address);
    const sending = request(new URL(address, server.url), {
      method: 'PATCH',
      headers: {
        cookie: who.cookie,
        'tus-resumable': '1.0.0',
        'upload-offset': String(from),
        'content-type': 'application/offset+octet-stream',
        'content-length': String(bytes.length - from),
      },
    });
    sending.on('error', () => undefined);
    sending.write(bytes.subarray(from, from + 4 * MIB));
    await expect.poll(async () => (await readFile(fileOf(address))).length).toBeGreaterThan(from);
  }

  it('becomes a recording with the same bytes, once, however often it is finished', async () => {
    const address = await begun(registrar, film.length);
    const half = Math.floor(film.length / 2);
    expect(await sendPiece(registrar, address, film.subarray(0, half), 0)).toMatchObject({ status: 204 });
    expect(await offsetOf(registrar, address)).toBe(half);
    expect(await sendPiece(registrar, address, film.subarray(half), 0)).toMatchObject({ status: 409 });
    expect((await registrar.get('/teach/recordings')).text).toContain('没有传完的视频');
    const early = await finish(registrar, address, { course });
    expect([early.status, words(early.text)]).toEqual([400, expect.stringContaining('还没有传完')]);
    await sendPiece(registrar, address, film.subarray(half), half);
    const untitled = await finish(registrar, address, { course, title: '' });
    expect(untitled.status).toBe(400);
    const step = { course, checksum: checksumOf(film) };
    const [first, second] = await Promise.all([
      finish(registrar, address, step),
      finish(registrar, address, step),
    ]);
    expect([first.status, second.status, second.location]).toEqual([303, 303, first.location]);
    expect((await finish(registrar, address, step)).location).toBe(first.location);
    const id = /recordings\/([^?]+)/.exec(first.location ?? '')?.[1] ?? '';
    const file = await db
      .selectFrom('recording')
      .innerJoin('media_file', 'media_file.id', 'video_media_id')
      .select(['storage_key', 'sha256', 'original_name'])
      .where('recording.id', '=', id)
      .executeTakeFirstOrThrow();
    expect(file).toMatchObject({
      sha256: createHash('sha256').update(film).digest('hex'),
      original_name: '第一讲.mp4',
    });
    expect((await readFile(join(server.dataDir, 'media', file.storage_key))).equals(film)).toBe(true);
    expect(existsSync(fileOf(address))).toBe(false);
    expect(existsSync(`${fileOf(address)}.json`)).toBe(false);
    expect((await registrar.get('/teach/recordings')).text).not.toContain('没有传完的视频');
  });

  it('goes on where it was when the server is killed in the middle', async () => {
    const bytes = Buffer.concat([film, Buffer.alloc(12 * MIB)]);
    bytes.writeUInt32BE(12 * MIB, film.length);
    bytes.write('free', film.length + 4, 'latin1');
    const address = await begun(registrar, bytes.length);
    for (let cycle = 0; cycle < 3; cycle++) {
      await hangingPiece(registrar, address, bytes);
      const before = (await readFile(fileOf(address))).length;
      await server.kill();
      hangUp();
      await server.restart();
      const now = await offsetOf(registrar, address);
      expect(now).toBeGreaterThanOrEqual(before);
      expect((await readFile(fileOf(address))).equals(bytes.subarray(0, now))).toBe(true);
    }
    const from = await offsetOf(registrar, address);
    expect(await sendPiece(registrar, address, bytes.subarray(from), from)).toMatchObject({ status: 204 });
    expect(await finish(registrar, address, { course, checksum: checksumOf(bytes) })).toMatchObject({
      status: 303,
    });
  });

  it('lets whoever goes on take over from a connection that says nothing more', async () => {
    const bytes = Buffer.alloc(2 * PIECE_BYTES, 1);
    const address = await begun(registrar, bytes.length);
    await hangingPiece(registrar, address, bytes);
    const now = await offsetOf(registrar, address);
    expect(now).toBeGreaterThan(0);
    expect(await sendPiece(registrar, address, bytes.subarray(now), now)).toMatchObject({ status: 204 });
    expect((await readFile(fileOf(address))).equals(bytes)).toBe(true);
    await giveUp(registrar, address);
  });

  it('belongs to the person who began it', async () => {
    const address = await begun(registrar, film.length);
    for (const who of [other, await someone('registrar')]) {
      expect(await offsetOf(who, address)).toBe(-404);
      expect(await sendPiece(who, address, film, 0)).toMatchObject({ status: 404 });
      expect(await giveUp(who, address)).toMatchObject({ status: 404 });
      expect(words((await finish(who, address, { course })).text)).toContain('没有找到传上来的视频');
      expect((await who.get('/teach/recordings')).text).not.toContain('没有传完的视频');
    }
    const learner = await someone();
    expect(await begin(learner, 10)).toMatchObject({ status: 403 });
    expect(await offsetOf(learner, address)).toBe(-403);
    expect(await begin(visitor(server.url), 10)).toMatchObject({ status: 401 });
    const evil = { origin: 'https://evil.example', 'tus-resumable': '1.0.0', 'upload-length': '10' };
    expect(await registrar.send('POST', UPLOADS, evil)).toMatchObject({ status: 403 });
    expect(await registrar.send('PATCH', address, evil, film)).toMatchObject({ status: 403 });
    expect(await offsetOf(registrar, address)).toBe(0);
    expect(await giveUp(registrar, address)).toMatchObject({ status: 204 });
  });

  it('is one of a few, and small enough', async () => {
    const crowd = await Promise.all(Array.from({ length: 9 }, () => begin(registrar, MIB)));
    const opened = crowd.filter(({ status }) => status === 201).map(({ location = '' }) => location);
    expect(opened).toHaveLength(MOST_OPEN_UPLOADS);
    const refused = crowd.find(({ status }) => status === 429);
    expect(refused?.json()).toMatchObject({ error: { message: expect.stringContaining('没有传完') } });
    expect(await registrar.post(opened[0] ?? '')).toMatchObject({
      status: 303,
      location: '/teach/recordings?done=given-up',
    });
    expect(await begin(registrar, 21 * 1024 * MIB)).toMatchObject({ status: 413 });
    expect(await begin(registrar, 0)).toMatchObject({ status: 400 });
    const deferred = { 'tus-resumable': '1.0.0', 'upload-defer-length': '1' };
    expect(await registrar.send('POST', UPLOADS, deferred)).toMatchObject({ status: 400 });
    expect(await begin(registrar, MIB)).toMatchObject({ status: 201 });
    expect(await sendPiece(registrar, opened[1] ?? '', Buffer.alloc(2 * MIB), 0)).toMatchObject({
      status: 413,
    });
  });

  it('is refused when it is not what was sent, or no video, and nothing of it stays', async () => {
    const before = (await readdir(folder())).length;
    const changed = await finish(registrar, await arrived(registrar), {
      course,
      checksum: checksumOf(Buffer.alloc(9)),
    });
    expect([changed.status, words(changed.text)]).toEqual([400, expect.stringContaining('不一样')]);
    const text = await finish(registrar, await arrived(registrar, Buffer.from('hello '.repeat(99))), {
      course,
    });
    expect([text.status, words(text.text)]).toEqual([400, expect.stringContaining('没有收下')]);
    expect((await readdir(folder())).length).toBe(before);
    expect((await registrar.get('/teach/recordings')).text).not.toContain('没有传完的视频');
  });

  it('is removed when nobody finishes it for a week', async () => {
    const address = await begun(registrar, MIB);
    await sendPiece(registrar, address, Buffer.alloc(1000), 0);
    const env = { MEDIA_URL: `file:${join(server.dataDir, 'media')}` };
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000);
    await sweepUploads(db, { env, now: inDays(6) });
    expect(await offsetOf(registrar, address)).toBe(1000);
    await sweepUploads(db, { env, now: inDays(8) });
    expect(await offsetOf(registrar, address)).toBe(-404);
    expect(existsSync(fileOf(address))).toBe(false);
    expect(await begin(registrar, MIB)).toMatchObject({ status: 201 });
  });
});
