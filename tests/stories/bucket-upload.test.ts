import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { findLeftBehind } from '#app/features/media/left-behind.server.ts';
import { MARK_KEY } from '#app/features/media/media-store.ts';
import { markStore } from '#app/features/media/owning.server.ts';
import { sweepUploads } from '#app/features/media/uploads.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson } from '#tests/identity/support.ts';
import { aCourse } from '#tests/recordings/academy.ts';
import { aFilm } from '#tests/recordings/films.ts';
import { begin, begun, checksumOf, finish, offsetOf, sendPiece } from '#tests/recordings/resumable.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn, type Visitor, visitor } from '#tests/support/visitor.ts';

const MIB = 1024 * 1024;

describeOnBothDatabases('an academy whose files lie in a bucket', (open) => {
  let db: Db;
  let bucket: BucketServer;
  let server: RunningServer;
  let course: string;
  let registrar: Visitor;
  /** The same person, at the other process. */
  let elsewhere: Visitor;
  /** A film of 21 MB: more than one part, and more than one piece. */
  let film: Buffer;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    bucket = await startBucket();
    // Without ffmpeg nothing is made of a film that has come: the bucket holds what was sent, and nothing else.
    const env = { ...bucket.settings, PATH: '/nowhere' };
    server = await startServer({ databaseUrl: database.url, env, processes: 2 });
    course = (await aCourse(db)).courseId;
    const short = await aFilm();
    film = Buffer.concat([short, Buffer.alloc(8), randomBytes(21 * MIB)]);
    film.writeUInt32BE(21 * MIB + 8, short.length);
    film.write('free', short.length + 4, 'latin1');
  });
  beforeEach(async () => {
    const personId = await aPerson(db);
    await aGrant(db, personId, 'registrar');
    registrar = await signedIn(db, server.url, personId);
    elsewhere = visitor(server.urls[1] ?? '', registrar.cookie);
    bucket.objects.clear();
  });
  afterEach(() => {
    bucket.failing = undefined;
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
    await bucket?.close();
  });

  /** The store is this database's from its first look on. */
  const mark = `college/${MARK_KEY}`;
  const keys = () => [...bucket.objects.keys()].filter((key) => key !== mark).sort();
  const words = (text: string) => text.replace(/<[^>]+>/g, ' ');
  const env = () => ({ ...bucket.settings, DATA_DIR: server.dataDir });
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000);
  const inWaitingRoom = () => readdir(join(server.dataDir, 'incoming')).catch(() => []);
  async function arrived(bytes: Buffer): Promise<string> {
    const address = await begun(registrar, bytes.length);
    expect(await sendPiece(registrar, address, bytes, 0)).toMatchObject({ status: 204 });
    return address;
  }
  async function recorded(): Promise<{ id: string; sha256: string; key: string }> {
    const done = await finish(registrar, await arrived(film), { course, checksum: checksumOf(film) });
    expect(done.status).toBe(303);
    return filmOf(done.location);
  }
  async function filmOf(location: string | undefined): Promise<{ id: string; sha256: string; key: string }> {
    const id = /recordings\/([^?]+)/.exec(location ?? '')?.[1] ?? '';
    const file = await db
      .selectFrom('recording')
      .innerJoin('media_file', 'media_file.id', 'video_media_id')
      .select(['storage_key', 'sha256'])
      .where('recording.id', '=', id)
      .executeTakeFirstOrThrow();
    return { id, sha256: file.sha256, key: file.storage_key };
  }
  /** The address of the film on the page where it is edited. */
  async function addressOf(id: string, who = registrar): Promise<string> {
    const page = (await who.get(`/teach/recordings/${id}`)).text;
    return (/<video[^>]* src="([^"]+)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
  }
  function fetched(who: Visitor, address: string, range?: string): Promise<Response> {
    return fetch(who.url + address, { headers: { cookie: who.cookie, ...(range ? { range } : {}) } });
  }

  it('takes a lecture piece by piece, over a killed server and at another process, and plays it', async () => {
    const address = await begun(registrar, film.length);
    const half = 11 * MIB;
    expect(await sendPiece(registrar, address, film.subarray(0, half), 0)).toMatchObject({ status: 204 });
    const early = await finish(elsewhere, address, { course });
    expect([early.status, words(early.text)]).toEqual([400, expect.stringContaining('还没有传完')]);
    await server.kill();
    hangUp();
    await server.restart();
    expect(await offsetOf(elsewhere, address)).toBe(half);
    expect((await elsewhere.get('/teach/recordings')).text).toContain('没有传完的视频');
    expect(await sendPiece(elsewhere, address, film.subarray(half), half)).toMatchObject({ status: 204 });
    expect(await sendPiece(registrar, address, film.subarray(half), half)).toMatchObject({ status: 409 });
    const step = { course, checksum: checksumOf(film) };
    const [first, second] = await Promise.all([
      finish(registrar, address, step),
      finish(elsewhere, address, step),
    ]);
    expect([first.status, second.status, second.location]).toEqual([303, 303, first.location]);
    const { id, key } = await filmOf(first.location);
    // What the other one has kept of the same upload belongs to nothing, and goes.
    await removeEnded(db, { env: env(), now: inDays(2), needOf: async () => null });
    expect(keys()).toEqual([`college/${key}`]);
    expect(bucket.objects.get(`college/${key}`)?.bytes.equals(film)).toBe(true);
    expect([bucket.unfinished.size, await inWaitingRoom()]).toEqual([0, []]);
    const part = await fetched(elsewhere, await addressOf(id), `bytes=${half}-${half + MIB}`);
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes ${half}-${half + MIB}/${film.length}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(film.subarray(half, half + MIB + 1))).toBe(true);
  });

  it('takes one film from two connections, of which one says nothing more', async () => {
    const address = await begun(registrar, film.length);
    const [first, broken] = [8 * MIB, 11 * MIB];
    const hanging = request(new URL(address, server.url), {
      method: 'PATCH',
      headers: {
        cookie: registrar.cookie,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(film.length),
      },
    });
    hanging.on('error', () => undefined);
    hanging.write(film.subarray(0, broken));
    await expect.poll(() => offsetOf(elsewhere, address), { timeout: 10_000 }).toBe(first);
    expect(await sendPiece(elsewhere, address, film.subarray(first), first)).toMatchObject({ status: 204 });
    hanging.destroy();
    const late = `-${broken - first}`;
    await expect.poll(() => keys().some((key) => key.endsWith(late)), { timeout: 10_000 }).toBe(true);
    expect(await offsetOf(registrar, address)).toBe(film.length);
    expect((await finish(registrar, address, { course, checksum: checksumOf(film) })).status).toBe(303);
    expect(keys().map((key) => bucket.objects.get(key)?.bytes.equals(film))).toEqual([true]);
  });

  it('shows a film only to the person for whom its address was signed, and never the bucket', async () => {
    const { id } = await recorded();
    const address = await addressOf(id);
    const whole = await fetched(registrar, address);
    expect(Buffer.from(await whole.arrayBuffer()).equals(film)).toBe(true);
    const other = await signedIn(db, server.url, await aPerson(db));
    expect((await fetched(other, address)).status).toBe(404);
    expect((await fetched(visitor(server.url), address)).status).toBe(404);
    const page = await registrar.get(`/teach/recordings/${id}`);
    expect(`${page.text}${JSON.stringify(page.headers)}`).not.toContain(
      new URL(env().MEDIA_URL).searchParams.get('endpoint'),
    );
  });

  it('says so while the bucket cannot be reached, and loses nothing', async () => {
    const { id } = await recorded();
    const film2 = await addressOf(id);
    const address = await arrived(film.subarray(0, film.length - 1));
    const open2 = await begun(registrar, film.length);
    await bucket.close();
    const gone = await fetched(elsewhere, film2, 'bytes=0-9');
    expect([gone.status, Number(gone.headers.get('retry-after')) > 0]).toEqual([503, true]);
    for (const answer of [
      await begin(registrar, MIB),
      await sendPiece(registrar, open2, film.subarray(0, MIB), 0),
      await registrar.send('HEAD', open2, { 'tus-resumable': '1.0.0' }),
    ])
      expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([503, true]);
    expect((await begin(registrar, MIB)).text).toContain('现在打不开');
    const refused = await finish(registrar, address, { course });
    expect([refused.status, words(refused.text)]).toEqual([400, expect.stringContaining('现在打不开')]);
    for (const page of ['/teach/recordings', `/teach/recordings/${id}`, `/teach/recordings/${id}/captions`])
      expect([page, (await registrar.get(page)).status]).toEqual([page, 200]);
    await bucket.open();
    expect(await offsetOf(registrar, address)).toBe(film.length - 1);
    expect(await offsetOf(registrar, open2)).toBe(0);
    expect((await fetched(registrar, film2, 'bytes=0-9')).status).toBe(206);
    bucket.failing = (request) => (/^GET college\/../.test(request) ? '500 InternalError' : undefined);
    const late = await fetched(registrar, film2, 'bytes=0-9');
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '60']);
  });

  it('keeps an upload whose film could not be put in its place, so that finishing again is enough', async () => {
    const address = await arrived(film);
    bucket.failing = (request) => (/partNumber=2/.test(request) ? '503 SlowDown' : undefined);
    const late = await finish(registrar, address, { course, checksum: checksumOf(film) });
    expect([late.status, words(late.text)]).toEqual([400, expect.stringContaining('现在打不开')]);
    expect([bucket.unfinished.size, await inWaitingRoom()]).toEqual([0, []]);
    bucket.failing = undefined;
    expect(await offsetOf(registrar, address)).toBe(film.length);
    expect((await finish(registrar, address, { course, checksum: checksumOf(film) })).status).toBe(303);
  });

  it('forgets what is not what was sent, and what nobody finishes for a week', async () => {
    const wrong = await arrived(Buffer.from('hello '.repeat(99)));
    expect((await finish(registrar, wrong, { course })).status).toBe(400);
    expect(
      (await finish(registrar, await arrived(film), { course, checksum: checksumOf(Buffer.alloc(9)) }))
        .status,
    ).toBe(400);
    expect([keys(), await inWaitingRoom()]).toEqual([[], []]);
    const address = await begun(registrar, 12 * MIB);
    await sendPiece(registrar, address, Buffer.alloc(9 * MIB), 0);
    await sweepUploads(db, { env: env(), now: inDays(6) });
    expect(await offsetOf(registrar, address)).toBe(9 * MIB);
    await sweepUploads(db, { env: env(), now: inDays(8) });
    expect([await offsetOf(registrar, address), keys()]).toEqual([-404, []]);
    await markStore(db, { env: env(), now: new Date() });
    const left = await begun(registrar, MIB);
    await db
      .deleteFrom('media_upload')
      .where('id', '=', left.split('/').at(-1) ?? '')
      .execute();
    const of = { env: env(), needOf: async () => null };
    expect(await findLeftBehind(db, { ...of, now: inDays(1), limit: 9 })).toBe(0);
    expect(await findLeftBehind(db, { ...of, now: inDays(3), limit: 9 })).toBe(1);
    await removeEnded(db, { ...of, now: inDays(5) });
    expect(keys()).toEqual([]);
  });
});
