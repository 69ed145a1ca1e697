import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { sendToProvider } from '#app/features/recordings/hand-over-state.server.ts';
import { hearMux, sweepMuxEvents } from '#app/features/recordings/mux-events.server.ts';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { type AtMux, atMux } from './mux-academy.ts';

describeOnBothDatabases('films at Mux', (open) => {
  let at: AtMux;
  beforeEach(async () => {
    at = await atMux(await open());
  });
  afterEach(() => at.end());

  it('that Mux cannot use say its reason; what comes late of them changes nothing', async () => {
    const { db, env, mux, recordingId, registrar } = at;
    await at.sent();
    const errors = { type: 'invalid_input', messages: ['The file has no video track.'] };
    const refused = { ...mux.finish({ status: 'errored', errors }) };
    await at.hear(mux.message('video.asset.errored', refused));
    expect(await at.state()).toMatchObject({
      state: 'failed',
      trouble: expect.stringContaining('no video track'),
    });
    await at.hear(mux.message('video.asset.errored', refused));
    expect(await at.notices()).toHaveLength(1);
    await sendToProvider(db, { actor: registrar, recordingId, env, now: at.clock });
    await at.sent();
    // The first upload is spoken of once more: another one is under way.
    expect(await at.hear(mux.message('video.asset.ready', { ...refused, status: 'ready' }))).toMatchObject({
      outcome: 'not-ours',
    });
    expect(await at.state()).toMatchObject({ state: 'preparing' });
    await at.hear(mux.message('video.asset.ready', mux.finish()));
    expect(await at.state()).toMatchObject({ state: 'ready' });
  });

  it('are heard of once, in whatever order', async () => {
    const { mux } = at;
    await at.sent();
    const ready = { ...mux.finish() };
    const failed = { ...ready, status: 'errored', errors: { type: 'x', messages: ['x'] } };
    const message = mux.message('video.asset.ready', ready);
    const heard = await Promise.all([at.hear(message), at.hear(message), at.hear(message)]);
    expect(heard.map((one) => one.ok && one.outcome).sort()).toEqual(['done', 'known', 'known']);
    const before = await at.row();
    await at.hear(mux.message('video.asset.errored', failed));
    await at.hear(mux.message('video.upload.errored', { id: ready.upload_id, error: { message: 'late' } }));
    await at.hear(mux.message('video.asset.ready', { ...ready, duration: 99 }));
    expect(await at.row()).toEqual(before);
    expect(await at.hear(mux.message('video.asset.created', ready))).toEqual({
      ok: true,
      outcome: 'not-ours',
    });
    await at.hear(mux.message('video.asset.deleted', ready));
    expect(await at.state()).toMatchObject({ state: 'failed', trouble: expect.stringContaining('删掉') });
    expect(await at.playback()).toBeNull();
    await at.hear(mux.message('video.asset.ready', ready));
    expect(await at.playback()).toBeNull();
  });

  it('are not touched by messages that are forged, old or odd', async () => {
    const { db, env, mux } = at;
    await at.sent();
    const ready = mux.finish();
    const right = mux.message('video.asset.ready', ready);
    const forged = [
      { ...right, signature: '' },
      { ...right, signature: 'nonsense,t=x,v1' },
      { ...right, body: right.body.replace('2.04', '9999') },
      mux.message('video.asset.ready', ready, { secret: 'another' }),
      mux.message('video.asset.ready', ready, { agoSeconds: 301 }),
    ];
    for (const message of forged)
      expect(await at.hear(message)).toMatchObject({ ok: false, reason: 'forged' });
    for (const data of [
      null,
      7,
      'x',
      [],
      {},
      { id: 7 },
      { id: ready.id, upload_id: {} },
      { ...ready, upload_id: 'x' },
    ])
      expect(await at.hear(mux.message('video.asset.ready', data))).toEqual({
        ok: true,
        outcome: 'not-ours',
      });
    const odd = { ...ready, duration: 'long', errors: 7, playback_ids: 'none' };
    await at.hear(mux.message('video.asset.ready', odd));
    expect(await at.state()).toMatchObject({ state: 'preparing' });
    for (const id of ['', 'x'.repeat(300)])
      expect(await at.hear(mux.message('video.asset.ready', ready, { id }))).toMatchObject({
        reason: 'unreadable',
      });
    expect(
      await hearMux(db, { ...right, env: { ...env, MUX_WEBHOOK_SECRET: undefined }, now }),
    ).toMatchObject({
      reason: 'not-configured',
    });
    expect(await at.hear(mux.message('video.asset.ready', ready, { agoSeconds: 200 }))).toMatchObject({
      ok: true,
    });
    expect(await at.state()).toMatchObject({ state: 'ready' });
    await sweepMuxEvents(db, after({ days: 31 }));
    expect(await db.selectFrom('mux_event').select('id').execute()).toEqual([]);
  });

  it('bring the captions that are in them, where nobody has written any', async () => {
    const { db, env, mux, recordingId, registrar } = at;
    await at.sent();
    const tracks = [{ id: 'text1', type: 'text', text_type: 'subtitles', status: 'ready' }];
    await at.hear(mux.message('video.asset.ready', mux.finish({ status: 'ready', duration: 2.04, tracks })));
    await at.step();
    const recording = await recordingAtDesk(db, registrar, recordingId);
    const mediaId = recording?.captionsMediaId ?? null;
    expect((await captionsOf(db, { mediaId, env }))?.cues).toMatchObject([{ text: '先认门' }]);
    expect(await at.step()).toBeNull();
  });
});
