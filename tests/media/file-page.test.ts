import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { mediaAddress, storeFile } from '#app/features/media/files.server.ts';
import { loader } from '#app/features/media/pages/file.ts';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { answerOf, contextFor } from './asking.ts';

const actor = systemActor('test');
const picture = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(700_000)]);
const video = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(1000)]);

describeOnBothDatabases('fetching a stored file', (open) => {
  let db: Db;
  let folder: string;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'media-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const mediaUrl = () => `file:${join(folder, 'media')}`;
  const now = new Date();
  async function stored(
    source: Buffer,
    purpose: 'poster' | 'video' | 'document',
    originalName = 'x',
  ): Promise<string> {
    const result = await storeFile(db, {
      source,
      purpose,
      originalName,
      actor,
      env: { MEDIA_URL: mediaUrl() },
      now,
    });
    if (!result.ok) throw new Error(result.reason);
    return result.mediaId;
  }
  function fetched(
    address: string,
    headers: Record<string, string> = {},
    method = 'GET',
    clock?: () => Date,
  ) {
    const request = new Request(`http://127.0.0.1${address}`, { headers, method });
    const mediaId = new URL(request.url).pathname.split('/')[2] ?? '';
    return answerOf(loader, {
      request,
      params: { mediaId },
      context: contextFor({ db, mediaUrl: mediaUrl(), now: clock }),
    });
  }
  const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

  it('comes whole, with what a browser needs to keep it', async () => {
    const answer = await fetched(await mediaAddress(db, await stored(picture, 'poster'), { now }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-length')).toBe(String(picture.length));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect((await bytes(answer)).equals(picture)).toBe(true);
    const etag = answer.headers.get('etag') ?? '';
    const again = await fetched(await mediaAddress(db, await stored(picture, 'poster'), { now }), {
      'if-none-match': etag,
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const since = answer.headers.get('last-modified') ?? '';
    expect(
      (
        await fetched(await mediaAddress(db, await stored(picture, 'poster'), { now }), {
          'if-modified-since': since,
        })
      ).status,
    ).toBe(304);
  });

  it('comes in parts', async () => {
    const address = await mediaAddress(db, await stored(picture, 'poster'), { now });
    const part = await fetched(address, { range: 'bytes=300000-600000' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 300000-600000/${picture.length}`);
    expect(part.headers.get('content-length')).toBe('300001');
    expect((await bytes(part)).equals(picture.subarray(300_000, 600_001))).toBe(true);
    const outside = await fetched(address, { range: `bytes=${picture.length}-` });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([
      416,
      `bytes */${picture.length}`,
    ]);
    const etag = part.headers.get('etag') ?? '';
    expect((await fetched(address, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
    expect((await fetched(address, { range: 'bytes=0-9', 'if-range': '"older"' })).status).toBe(200);
    const head = await fetched(address, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(picture.length),
      '',
    ]);
  });

  it('gives a video only to the person for whom the address was signed', async () => {
    const [personId, other] = [await aPerson(db), await aPerson(db)];
    const mediaId = await stored(video, 'video');
    const address = await mediaAddress(db, mediaId, { now, forPerson: personId });
    const mine = await fetched(address, { cookie: await cookieOf(db, personId) });
    expect([mine.status, mine.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(mine.headers.get('cache-control')).toMatch(/^private/);
    expect((await fetched(address, { cookie: await cookieOf(db, other) })).status).toBe(404);
    expect((await fetched(address)).status).toBe(404);
    const open = await mediaAddress(db, mediaId, { now });
    expect((await fetched(open, { cookie: await cookieOf(db, personId) })).status).toBe(404);
  });

  it('shows posters to everyone', async () => {
    // However long it takes to answer: a second may end meanwhile.
    let seconds = 0;
    const ticking = () => new Date(now.getTime() + 1000 * seconds++);
    const answer = await fetched(`/media/${await stored(picture, 'poster')}`, {}, 'GET', ticking);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=86400']);
    await answer.body?.cancel();
  });

  it('hands documents over as downloads, never as pages', async () => {
    const mediaId = await stored(Buffer.from('<script>alert(1)</script>'), 'document', '教案.html');
    const answer = await fetched(await mediaAddress(db, mediaId, { now }));
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('教案.txt')}`,
    );
    await answer.body?.cancel();
  });

  it('knows nothing of what is not signed, too old or not there', async () => {
    const mediaId = await stored(picture, 'poster');
    const address = await mediaAddress(db, mediaId, { now });
    const old = await mediaAddress(db, mediaId, { now: new Date(now.getTime() - 72 * 3600_000) });
    const strange = await mediaAddress(db, '0199e000-0000-7000-8000-000000000000', { now });
    const forged = address.replace(/s=./, (start) => (start === 's=A' ? 's=B' : 's=A'));
    const film = await stored(video, 'video');
    for (const wrong of [
      `/media/${film}`,
      `/media/${mediaId}?e=x&s=y`,
      old,
      strange,
      forged,
      '/media/none?e=1&s=x',
      `/media/${mediaId}?e=99999999999999999999&s=x`,
    ]) {
      expect([wrong, (await fetched(wrong)).status]).toEqual([wrong, 404]);
    }
    await rm(join(folder, 'media'), { recursive: true });
    const gone = await fetched(address);
    expect([gone.status, gone.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await gone.text()).toContain('没有丢');
  });
});
