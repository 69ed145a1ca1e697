import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { mediaFile } from '#app/features/media/files.server.ts';
import { cutStateOf } from '#app/features/recordings/cut-state.server.ts';
import { dropCuts, saveCuts } from '#app/features/recordings/cutting.server.ts';
import { queueHandOver } from '#app/features/recordings/hand-over-queue.server.ts';
import { deleteOriginal } from '#app/features/recordings/original.server.ts';
import { processingOf } from '#app/features/recordings/processing.server.ts';
import { publishRecording } from '#app/features/recordings/publishing.server.ts';
import { submitForReview, takeBackFromReview } from '#app/features/recordings/review.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, approved } from './academy.ts';
import { cuttingRoom, twoCuts } from './cutting-room.ts';
import { now } from './film-shop.ts';

describeOnBothDatabases('what may be cut, and what becomes of the original', (open) => {
  const room = cuttingRoom(open);
  const { env, save, make, seen, cut, journal, there } = room;

  it('takes no draft with nothing left, nothing handed in, published or watched', async () => {
    const { db, taught, actor, recordingId } = room.facts();
    const step = { actor, recordingId, now };
    expect(await save([{ fromMs: 0, toMs: 119_500 }])).toEqual({ ok: false, reason: 'nothing-left' });
    const consent = { people: '', way: 'nobody' } as const;
    expect(await submitForReview(db, { ...step, consent })).toEqual({ ok: true });
    expect(await save(twoCuts)).toEqual({ ok: false, reason: 'not-a-draft' });
    expect(await takeBackFromReview(db, step)).toEqual({ ok: true });
    const { enrolmentId, personId } = await aLearner(db, taught, { [recordingId]: {} });
    const viewing = {
      id: newId(),
      enrolment_id: enrolmentId,
      person_id: personId,
      recording_id: recordingId,
    };
    await db
      .insertInto('viewing')
      .values({
        ...viewing,
        spans: '[]',
        covered_ms: 0,
        furthest_ms: 0,
        position_ms: 0,
        completed_at: null,
        updated_at: now.toISOString(),
      })
      .execute();
    expect(await save(twoCuts)).toEqual({ ok: false, reason: 'watched' });
    await db.deleteFrom('viewing').where('id', '=', viewing.id).execute();
    await approved(db, step);
    expect(await save(twoCuts)).toEqual({ ok: false, reason: 'not-a-draft' });
    const stranger = sealActor({ personId: await aPerson(db), name: '学员', roles: [] });
    expect(await saveCuts(db, { ...step, actor: stranger, cuts: [], env: env() })).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('is not handed in while cuts wait; giving them up leaves the film as it is', async () => {
    const { db, actor, recordingId, filmId } = room.facts();
    const step = { actor, recordingId, now };
    const consent = { people: '', way: 'nobody' } as const;
    await save(twoCuts);
    expect(await submitForReview(db, { ...step, consent })).toEqual({ ok: false, reason: 'cuts-wait' });
    expect(await dropCuts(db, step)).toEqual({ ok: true });
    expect([await make(), (await seen()).videoMediaId]).toEqual([true, filmId]);
    expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'done' });
    await save(twoCuts);
    expect(await save([], 1)).toEqual({ ok: true, became: 'whole' });
    expect(await submitForReview(db, { ...step, consent })).toEqual({ ok: true });
  });

  it('says why a film cannot be cut, and leaves nothing behind', async () => {
    const { db, folder, recordingId, filmId } = room.facts();
    const film = await mediaFile(db, filmId);
    await writeFile(join(folder, 'media', film?.storageKey ?? ''), Buffer.alloc(1000));
    await save(twoCuts);
    expect(await make()).toBe(true);
    expect(await processingOf(db, recordingId, now)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('损坏'),
    });
    expect(await cutStateOf(db, recordingId)).toMatchObject({ wish: { cuts: twoCuts }, made: null });
    expect(await readdir(join(folder, 'media/incoming'))).toEqual([]);
    await save([{ fromMs: 0, toMs: 9_000 }], 1);
    expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'waiting' });
  });

  it('makes void what was asked anew meanwhile', async () => {
    const { db, recordingId, filmId } = room.facts();
    await save(twoCuts);
    const making = make();
    await vi.waitFor(async () =>
      expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'running' }),
    );
    await save([{ fromMs: 0, toMs: 25_000 }], 1);
    await making;
    expect((await seen()).videoMediaId).toBe(filmId);
    expect(await make()).toBe(true);
    expect((await cutStateOf(db, recordingId)).made?.cuts).toEqual([{ fromMs: 0, toMs: 25_000 }]);
    const files = await db.selectFrom('media_file').select('id').where('purpose', '=', 'video').execute();
    // The film that every recording here begins with, the original and what was cut.
    expect(files).toHaveLength(3);
  });

  it('has the original deleted at Mux too, whatever was sent of it', async () => {
    const { db, actor, recordingId, filmId } = room.facts();
    await queueHandOver(db, { recordingId, mediaId: filmId, now });
    const sent = { upload_id: 'upload-1', sent_at: now.toISOString() };
    await db.updateTable('recording_mux_asset').set(sent).execute();
    await cut(twoCuts);
    const { videoMediaId } = await seen();
    const handedOver = db.selectFrom('recording_mux_asset').select(['media_id', 'upload_id']);
    const left = db.selectFrom('recording_mux_leftover').select(['upload_id', 'gone_at']);
    expect(await handedOver.execute()).toEqual([{ media_id: videoMediaId, upload_id: null }]);
    expect(await left.execute()).toEqual([{ upload_id: 'upload-1', gone_at: null }]);
    // A hand-over of the original that was left behind keeps nothing of it here or there.
    const old = { media_id: filmId, upload_id: 'upload-2' };
    await db.updateTable('recording_mux_asset').set(old).execute();
    const step = { actor, recordingId, now, env: env() };
    expect(await deleteOriginal(db, step)).toEqual({ ok: true, bytes: 'deleted' });
    expect(await handedOver.execute()).toEqual([]);
    expect((await left.execute()).map(({ upload_id }) => upload_id).sort()).toEqual(['upload-1', 'upload-2']);
  });

  it('keeps the original until it is deleted, and as long as a version needs it', async () => {
    const { db, folder, actor, recordingId, filmId } = room.facts();
    const step = { actor, recordingId, now, env: env() };
    expect(await deleteOriginal(db, step)).toEqual({ ok: false, reason: 'no-original' });
    await cut(twoCuts);
    await save([{ fromMs: 0, toMs: 9_000 }], 1);
    expect(await deleteOriginal(db, step)).toEqual({ ok: false, reason: 'cuts-wait' });
    await dropCuts(db, step);
    await approved(db, step);
    expect(await deleteOriginal(db, step)).toEqual({ ok: false, reason: 'in-review' });
    expect(await publishRecording(db, step)).toEqual({ ok: true });
    const version = await makeNewVersion(db, step);
    if (!version.ok) throw new Error(version.reason);
    expect(await cutStateOf(db, version.recordingId)).toMatchObject({
      original: { mediaId: filmId },
      made: { cuts: twoCuts },
    });
    expect(await deleteOriginal(db, step)).toEqual({ ok: true, bytes: 'kept' });
    expect(await there(filmId)).toBe(true);
    const ofVersion = { ...step, recordingId: version.recordingId };
    const { storageKey = '' } = (await mediaFile(db, filmId)) ?? {};
    expect(await deleteOriginal(db, ofVersion)).toEqual({ ok: true, bytes: 'deleted' });
    expect(await mediaFile(db, filmId)).toBeNull();
    await expect(stat(join(folder, 'media', storageKey))).rejects.toThrow('ENOENT');
    expect(await there((await seen()).videoMediaId)).toBe(true);
    expect(await journal()).toContain('recording.original-deleted');
    // What is there now is what the next cut begins from.
    expect(await saveCuts(db, { ...ofVersion, cuts: [{ fromMs: 0, toMs: 20_000 }] })).toEqual({
      ok: true,
      became: 'waits',
    });
    expect(await make()).toBe(true);
    expect((await seen(version.recordingId)).durationMs).toBeLessThan(80_000);
  });
});
