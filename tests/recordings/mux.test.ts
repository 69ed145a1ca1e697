import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { MOST_TRIES } from '#app/features/recordings/hand-over.rules.ts';
import { sendToProvider } from '#app/features/recordings/hand-over-state.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import { muxPlayback } from '#app/features/viewing/mux-playback.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import { operate } from '#tests/cli/support.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { aRecording } from './academy.ts';
import { type AtMux, atMux, FILM_BYTES } from './mux-academy.ts';

const statusOf = async (address: string, how?: RequestInit) => (await fetch(address, how)).status;

describeOnBothDatabases('films that go to Mux', (open) => {
  let at: AtMux;
  beforeEach(async () => {
    at = await atMux(await open());
  });
  afterEach(() => at.end());

  it('are sent whole, and play by an address that is signed and ends', async () => {
    const { db, mux, recordingId, registrar } = at;
    expect(await at.state()).toMatchObject({ state: 'sending', trouble: null });
    expect(await at.playback()).toBeNull();
    await at.sent();
    const [upload] = [...mux.uploads.values()];
    expect(upload?.bytes.equals(Buffer.alloc(FILM_BYTES, 7))).toBe(true);
    expect(upload?.settings).toMatchObject({ playback_policies: ['signed'], passthrough: recordingId });
    expect(await at.hear(mux.message('video.asset.ready', mux.finish()))).toEqual({
      ok: true,
      outcome: 'done',
    });
    expect(await at.state()).toMatchObject({ state: 'ready' });
    const plays = await at.playback();
    if (!plays?.poster) throw new Error('it does not play');
    expect([await statusOf(plays.stream), await statusOf(plays.poster)]).toEqual([200, 200]);
    expect(await statusOf(plays.stream.replace(/(?<=\.)[^.]{4}(?=[^.]*$)/, 'AAAA'))).toBe(403);
    expect(await statusOf(plays.stream.split('?')[0] ?? '')).toBe(403);
    mux.ahead = 6 * 3_600_000;
    expect(await statusOf(plays.stream)).toBe(200);
    mux.ahead = 7 * 3_600_000;
    expect([await statusOf(plays.stream), await statusOf(plays.poster)]).toEqual([403, 403]);
    // What plays is what is counted.
    expect((await recordingAtDesk(db, registrar, recordingId))?.durationMs).toBe(2040);
  });

  it.each([
    ['other sites', [], 200],
    ['other sites, and whoever does not say', ['--strict'], 403],
  ])('play on the pages of the academy alone, once a rule refuses %s', async (_, flags, silent) => {
    const { db, env, mux, recordingId } = at;
    await at.sent();
    await at.hear(mux.message('video.asset.ready', mux.finish()));
    const variables = { ...mux.settings, PUBLIC_URL: 'https://college.example.cn' };
    const { code, said } = await operate('file:nowhere.db', ['mux', 'restrict', ...flags], { variables });
    expect([code, said.length]).toEqual([0, 1]);
    const [name = '', id = ''] = (said[0] ?? '').split('=');
    const plays = await muxPlayback(db, { ...env, [name]: id }, { recordingId });
    const from = (referer?: string) =>
      statusOf(plays?.stream ?? '', referer ? { headers: { referer } } : undefined);
    expect(await from('https://college.example.cn/')).toBe(200);
    expect(await from('https://elsewhere.example.com/')).toBe(403);
    expect(await from()).toBe(silent);
  });

  it('play in a new version too, and not where another film stands', async () => {
    const { db, env, mux, recordingId, registrar } = at;
    await at.sent();
    await at.hear(mux.message('video.asset.ready', mux.finish()));
    await db
      .insertInto('recording_publication')
      .values({ recording_id: recordingId, published_at: now.toISOString(), published_by: null })
      .execute();
    const version = await makeNewVersion(db, { actor: registrar, recordingId, now });
    if (!version.ok) throw new Error(version.reason);
    expect((await muxPlayback(db, env, version))?.stream).toContain('.m3u8?token=');
    expect(await muxPlayback(db, { ...env, MUX_TOKEN_SECRET: undefined }, { recordingId })).toBeNull();
    const { course_id } = await db.selectFrom('recording').select('course_id').executeTakeFirstOrThrow();
    expect(await muxPlayback(db, env, { recordingId: await aRecording(db, course_id) })).toBeNull();
  });

  it('go on where they stopped after a broken line and an ended process', async () => {
    const { mux } = at;
    mux.breakAfter = 16 * 1024 * 1024 + 100_000;
    await at.step();
    const broken = await at.state();
    expect(broken).toMatchObject({ state: 'sending', trouble: expect.stringContaining('断了线') });
    expect(Date.parse(broken?.againAt ?? '')).toBe(at.clock.getTime() + 10_000);
    expect(await at.step()).toBeNull();
    at.clock = after({ minutes: 1 });
    const ended = new AbortController();
    ended.abort(new Error('the process ends'));
    await at.step(ended.signal);
    expect(await at.row()).toMatchObject({ tries: 1, due_at: at.clock.toISOString() });
    await at.sent();
    expect([mux.uploads.size, mux.received]).toEqual([1, FILM_BYTES]);
  });

  it('are tried again while Mux is down; who keeps them sees why', async () => {
    const { mux } = at;
    for (const [down, words] of [
      [0, '连不上 Mux'],
      [503, '出了故障'],
      [401, '密钥'],
    ] as const) {
      mux.down = down;
      await at.step();
      expect((await at.state())?.trouble).toContain(words);
      at.clock = new Date((await at.row()).due_at ?? '');
    }
    mux.down = null;
    await at.sent();
    at.clock = new Date((await at.row()).due_at ?? '');
    // A webhook that cannot reach the academy is not needed: it asks.
    await at.step();
    expect((await at.state())?.state).toBe('preparing');
    mux.finish();
    at.clock = new Date((await at.row()).due_at ?? '');
    await at.step();
    expect(await at.state()).toMatchObject({ state: 'ready' });
    expect((await at.row()).due_at).toBeNull();
  });

  it('are given up at last, and sent again when somebody asks for it', async () => {
    const { db, env, mux, recordingId, registrar } = at;
    mux.down = 503;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await at.step();
      at.clock = new Date((await at.row()).due_at ?? at.clock);
    }
    expect(await at.state()).toMatchObject({ state: 'failed', trouble: expect.stringContaining('503') });
    expect(await at.notices()).toMatchObject([{ link: `/teach/recordings/${recordingId}` }]);
    expect(await at.step()).toBeNull();
    mux.down = null;
    const again = { actor: registrar, recordingId, env, now: at.clock };
    expect(await sendToProvider(db, again)).toEqual({ ok: true });
    expect(await sendToProvider(db, again)).toEqual({ ok: true });
    await at.sent();
    const stranger = sealActor({ personId: await aPerson(db), name: '别人', roles: [] });
    expect(await sendToProvider(db, { ...again, actor: stranger })).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });
});
