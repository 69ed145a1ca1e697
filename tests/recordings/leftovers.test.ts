import { afterEach, beforeEach, expect, it } from 'vitest';
import { handOverInstead } from '#app/features/recordings/hand-over-queue.server.ts';
import { sendToProvider } from '#app/features/recordings/hand-over-state.server.ts';
import { removeLeftover } from '#app/features/recordings/leftovers.server.ts';
import { newId } from '#app/lib/id.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type AtMux, atMux } from './mux-academy.ts';

describeOnBothDatabases('what Mux has of earlier films', (open) => {
  let at: AtMux;
  beforeEach(async () => {
    at = await atMux(await open());
  });
  afterEach(() => at.end());

  /** Another film takes the place of the one that was handed over, as after a cut. */
  async function replaced(): Promise<string> {
    const { db, recordingId } = at;
    const file = await db.selectFrom('media_file').selectAll().limit(1).executeTakeFirstOrThrow();
    const mediaId = newId();
    await db
      .insertInto('media_file')
      .values({ ...file, id: mediaId })
      .execute();
    await db.transaction().execute((trx) => handOverInstead(trx, { recordingId, mediaId, now: at.clock }));
    await db.updateTable('recording').set({ video_media_id: mediaId }).execute();
    return mediaId;
  }
  const left = () => at.db.selectFrom('recording_mux_leftover').selectAll().orderBy('since').execute();
  /** The worker removes what is due, and again when it is due again. */
  async function cleared(turns = 5) {
    const provider = at.provider;
    for (let turn = 0; turn < turns; turn++) {
      while (await removeLeftover(at.db, { provider, now: () => at.clock }));
      const [due] = (await left()).flatMap(({ due_at }) => (due_at ? [due_at] : []));
      if (due) at.clock = new Date(due);
    }
    return (await left()).map(({ gone_at }) => gone_at !== null);
  }

  it('goes when another film takes its place', async () => {
    const { mux } = at;
    await at.sent();
    const first = mux.finish();
    await at.hear(mux.message('video.asset.ready', first));
    await replaced();
    expect(await at.playback()).toBeNull();
    expect(mux.assets.has(first.id)).toBe(true);
    expect(await cleared()).toEqual([true]);
    expect([mux.assets.has(first.id), await cleared()]).toEqual([false, [true]]);
    await at.step();
    expect(mux.assets.size).toBe(1);
  });

  it('goes also where nobody had heard its name yet', async () => {
    await at.sent();
    expect((await at.row()).asset_id).toBeNull();
    await replaced();
    expect([await cleared(), at.mux.assets.size]).toEqual([[true], 0]);
  });

  it('is an open upload, which is closed: nobody can add the rest', async () => {
    const { mux } = at;
    mux.breakAfter = 1_000_000;
    await at.step();
    const [upload] = [...mux.uploads.values()];
    await replaced();
    expect([await cleared(), upload?.cancelled]).toEqual([[true], true]);
    await at.step();
    expect([...mux.assets.values()].map(({ upload_id }) => upload_id)).not.toContain(upload?.id);
  });

  it('is asked for again and again while Mux is down', async () => {
    const { mux } = at;
    await at.sent();
    const first = mux.finish();
    await replaced();
    for (const down of [0, 503, 401, 429]) {
      mux.down = down;
      expect(await cleared(3)).toEqual([false]);
    }
    expect((await left())[0]?.tries).toBeGreaterThanOrEqual(12);
    expect((await at.state())?.leftovers).toBe(1);
    mux.down = null;
    expect([await cleared(), mux.assets.has(first.id)]).toEqual([[true], false]);
    expect((await at.state())?.leftovers).toBe(0);
  });

  it('of many films is remembered, each once, whoever removes it', async () => {
    const { db, mux, provider } = at;
    for (let film = 0; film < 3; film++) {
      at.clock = new Date((await at.row()).due_at ?? at.clock);
      await at.step();
      await replaced();
    }
    expect([(await left()).length, mux.assets.size]).toEqual([3, 3]);
    const turns = Array.from({ length: 6 }, () => removeLeftover(db, { provider, now: () => at.clock }));
    await Promise.all(turns);
    expect([await cleared(), mux.assets.size]).toEqual([[true, true, true], 0]);
  });

  it('is remembered when a film is sent again after it failed', async () => {
    const { db, env, mux, recordingId, registrar } = at;
    await at.sent();
    const failed = mux.finish({ status: 'errored', errors: { type: 'x', messages: ['x'] } });
    await at.hear(mux.message('video.asset.errored', failed));
    const again = { actor: registrar, recordingId, env, now: at.clock };
    expect([await sendToProvider(db, again), await sendToProvider(db, again)]).toEqual([
      { ok: true },
      { ok: true },
    ]);
    await at.sent();
    expect([await cleared(), [...mux.assets.keys()].includes(failed.id), mux.assets.size]).toEqual([
      [true],
      false,
      1,
    ]);
  });

  it('that comes after it was thought to be gone goes too', async () => {
    const { mux } = at;
    await at.sent();
    const first = { ...mux.finish() };
    await replaced();
    await cleared();
    mux.assets.set(first.id, first);
    expect(await at.hear(mux.message('video.asset.ready', first))).toMatchObject({ outcome: 'not-ours' });
    expect((await at.state())?.leftovers).toBe(1);
    expect([await cleared(), mux.assets.has(first.id)]).toEqual([[true], false]);
  });

  it('fails for itself: the film that is sent now is none the worse', async () => {
    const { mux } = at;
    await at.sent();
    const first = mux.finish({ status: 'errored', errors: { type: 'x', messages: ['x'] } });
    await replaced();
    await at.hear(mux.message('video.asset.errored', first));
    await at.hear(mux.message('video.upload.errored', { id: first.upload_id, error: { message: 'late' } }));
    expect(await at.row()).toMatchObject({ failed_at: null, trouble: null });
    expect(await at.notices()).toEqual([]);
  });
});
