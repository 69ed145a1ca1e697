import { afterAll, beforeAll, expect, it } from 'vitest';
import { muxPlayback } from '#app/features/viewing/mux-playback.server.ts';
import { readEnv } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson } from '#tests/identity/support.ts';
import { aCourse } from '#tests/recordings/academy.ts';
import { aFilm } from '#tests/recordings/films.ts';
import { begun, finish, sendPiece } from '#tests/recordings/resumable.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { MuxStandIn } from '#tests/support/mux-stand-in.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { type Answer, hangUp, signedIn, type Visitor } from '#tests/support/visitor.ts';

const PATIENCE = { timeout: 30_000, interval: 100 };

describeOnBothDatabases('an academy that delivers by Mux', (open) => {
  let db: Db;
  let server: RunningServer;
  let mux: MuxStandIn;
  let registrar: Visitor;
  let course: string;
  let film: Buffer;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    mux = new MuxStandIn();
    await mux.start();
    server = await startServer({ databaseUrl: database.url, env: { ...mux.settings, LOG_LEVEL: 'warn' } });
    const personId = await aPerson(db);
    await aGrant(db, personId, 'registrar');
    registrar = await signedIn(db, server.url, personId);
    course = (await aCourse(db)).courseId;
    film = await aFilm();
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
    await mux?.stop();
  });

  async function uploaded(): Promise<string> {
    const address = await begun(registrar, film.length);
    await sendPiece(registrar, address, film, 0);
    const answer = await finish(registrar, address, { course });
    return /recordings\/([^?]+)/.exec(answer.location ?? '')?.[1] ?? '';
  }
  const page = async (recordingId: string) => (await registrar.get(`/teach/recordings/${recordingId}`)).text;
  /** As Mux posts: from elsewhere, without a cookie. */
  const post = ({ body, signature }: { body: string; signature: string }): Promise<Answer> =>
    ({ ...registrar, cookie: '' }).send(
      'POST',
      '/webhooks/mux',
      {
        'content-type': 'application/json',
        'mux-signature': signature,
        origin: 'https://api.mux.com',
        cookie: '',
      },
      body,
    );

  it('takes an upload, hands it over by itself, hears that it is ready and plays it', {
    timeout: 60_000,
  }, async () => {
    mux.down = 503;
    const recordingId = await uploaded();
    await expect.poll(() => page(recordingId), PATIENCE).toContain('还没有送到 Mux');
    expect(await page(recordingId)).toContain('Mux 出了故障，回答是 503。');
    mux.down = null;
    await expect.poll(() => page(recordingId), PATIENCE).toContain('Mux 已经收下，正在处理');
    expect([...mux.uploads.values()].at(-1)?.bytes.equals(film)).toBe(true);
    const message = mux.message('video.asset.ready', mux.finish());
    const answers = [await post(message), await post(message)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, '{"outcome":"done"}'],
      [200, '{"outcome":"known"}'],
    ]);
    expect(await page(recordingId)).toContain('已经在 Mux');
    const reading = readEnv(mux.settings);
    const plays = reading.ok ? await muxPlayback(db, reading.env, { recordingId }) : null;
    expect((await fetch(plays?.stream ?? '')).status).toBe(200);
    const { headers } = await registrar.get(`/teach/recordings/${recordingId}`);
    expect(headers['content-security-policy']).toContain('https://*.mux.com');
  });

  it('tells the teacher why Mux could not use a film, and sends it again', { timeout: 60_000 }, async () => {
    const recordingId = await uploaded();
    await expect.poll(() => page(recordingId), PATIENCE).toContain('正在处理');
    const errors = { type: 'invalid_input', messages: ['The audio <b>is</b> damaged.'] };
    await post(mux.message('video.asset.errored', mux.finish({ status: 'errored', errors })));
    const told = await page(recordingId);
    expect(told).toContain('没有送上 Mux');
    expect(told).toContain('The audio &lt;b&gt;is&lt;/b&gt; damaged.');
    const again = await registrar.post(`/teach/recordings/${recordingId}`, { means: 'hand-over' });
    expect(again.status).toBe(303);
    await expect.poll(() => page(recordingId), PATIENCE).toContain('正在处理');
  });

  it('refuses what is not from Mux, and never stumbles', async () => {
    const right = mux.message('video.asset.ready', {});
    const forged = await post({ ...right, signature: 't=1,v1=00' });
    expect(forged.status).toBe(400);
    await expect.poll(() => server.output(), { timeout: 10_000 }).toContain('a message for Mux was refused');
    const bodies = ['', 'null', '[]', '{', '\u0000', 'x'.repeat(100_000), '{"id":"1","type":7}'];
    for (const body of bodies) {
      expect((await post({ body, signature: right.signature })).status).toBe(400);
    }
    expect((await post({ ...right, body: 'x'.repeat(2_000_000) })).status).toBe(413);
    for (const type of ['video.live_stream.idle', 'a.new.kind'])
      expect(await post(mux.message(type, { id: 'x' }))).toMatchObject({ status: 200 });
    expect((await registrar.get('/webhooks/mux')).status).toBe(405);
    // Other writes from elsewhere are refused as ever.
    const elsewhere = { origin: 'https://api.mux.com' };
    expect((await registrar.post('/view', { view: 'elder' }, elsewhere)).status).toBe(403);
  });
});
