import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { placeFile, receiveFile, recordFile, storeOf } from '#app/features/media/files.server.ts';
import { MARK_KEY } from '#app/features/media/media-store.ts';
import { waitingPath } from '#app/features/media/store.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import { deleteOriginal } from '#app/features/recordings/original.server.ts';
import { processingOf, queueProcessing } from '#app/features/recordings/processing.server.ts';
import { claimFilm, partDone } from '#app/features/recordings/processing-claims.server.ts';
import { publishRecording } from '#app/features/recordings/publishing.server.ts';
import { addSlides, removeSlide } from '#app/features/recordings/slide-editing.server.ts';
import { slidesOf } from '#app/features/recordings/slides.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import { newId } from '#app/lib/id.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { approved } from './academy.ts';
import { cuttingRoom, twoCuts } from './cutting-room.ts';
import { later, now } from './film-shop.ts';
import { aPicture } from './pictures.ts';

const DAY = 24 * 60;

describeOnBothDatabases('what a recording lets go of', (open) => {
  const room = cuttingRoom(open);
  const { env, save, make, seen, cut, write, there } = room;
  const sweep = (minutes: number) =>
    removeEnded(room.facts().db, { env: env(), now: later(minutes), needOf: needOfBytes });
  /** The names of all files in the store, without its mark. */
  const inStore = async () => {
    const all = await readdir(join(room.facts().folder, 'media'), { recursive: true, withFileTypes: true });
    return all
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .filter((name) => name !== MARK_KEY)
      .toSorted();
  };
  async function slides(): Promise<void> {
    const { db, actor, recordingId } = room.facts();
    const pictures = [];
    for (const colour of [
      [179, 50, 31],
      [31, 107, 87],
      [51, 80, 138],
    ] as const) {
      const received = await receiveFile(env(), aPicture(colour), { maxBytes: 1e6 });
      if (!received.ok) throw new Error(received.reason);
      pictures.push({ name: `${colour[0]}.png`, file: received.file });
    }
    const added = await addSlides(db, { actor, recordingId, pictures, env: env(), now });
    if (!added.ok) throw new Error(JSON.stringify(added));
  }

  it('is all but what it shows, once its original is deleted: earlier cuts, captions, pictures', async () => {
    const { db, actor, recordingId, filmId } = room.facts();
    await slides();
    await cut([{ fromMs: 100_000, toMs: 120_000 }]);
    const earlier = await seen();
    await cut([{ fromMs: 0, toMs: 60_000 }], 1);
    expect(await there(earlier.videoMediaId)).toBe(true);
    const shown = await slidesOf(db, recordingId);
    expect(shown.length).toBeLessThan(3);
    const deleted = await deleteOriginal(db, { actor, recordingId, env: env(), now });
    expect(deleted).toEqual({ ok: true, bytes: 'deleted' });
    expect(await inStore()).not.toContain(filmId);
    await sweep(DAY + 20);
    const after = await seen();
    const left = [after.videoMediaId, after.captionsMediaId ?? '', ...shown.map(({ mediaId }) => mediaId)];
    expect(await inStore()).toEqual(left.toSorted());
    expect(await db.selectFrom('media_end').select('id').execute()).toEqual([]);
    expect(after.cues.length).toBeGreaterThan(0);
  });

  it('stays while another version shows it', async () => {
    const { db, actor, recordingId } = room.facts();
    const step = { actor, recordingId, now };
    await slides();
    const before = await seen();
    await approved(db, step);
    expect(await publishRecording(db, step)).toEqual({ ok: true });
    const version = await makeNewVersion(db, step);
    if (!version.ok) throw new Error(version.reason);
    const [slide] = await slidesOf(db, version.recordingId);
    if (!slide) throw new Error('no slide');
    await removeSlide(db, { ...step, recordingId: version.recordingId, slideId: slide.id });
    await write({ captions: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n新的\n' });
    await sweep(DAY + 1);
    const old = [before.captionsMediaId ?? '', before.videoMediaId, slide.mediaId];
    expect(await inStore()).toEqual(expect.arrayContaining(old));
    expect((await seen(version.recordingId)).cues).toHaveLength(4);
    expect((await seen()).cues).toHaveLength(1);
  });

  it('is whatever of a film was begun and is not wanted any more; what a worker goes on with stays', async () => {
    const { db, actor, recordingId } = room.facts();
    await inTransaction(db, (trx) => queueProcessing(trx, { recordingId, now }));
    const held = await claimFilm(db, { worker: 'one', hasFfmpeg: true, now });
    if (!held) throw new Error('nobody has it');
    const source = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(newId())]);
    const picture = { source, purpose: 'poster', originalName: 'a', env: env(), now } as const;
    const placing = await placeFile(db, picture);
    if (!placing.ok) throw new Error(placing.reason);
    held.done.poster = placing.placed;
    expect(await partDone(db, held, { now })).toBe(true);
    const path = await waitingPath(env());
    await writeFile(path, 'half of it');
    await storeOf(env()).keep(path, `streams/${held.streamId}/720p/0.m4s`);
    const begun = ['0.m4s', placing.placed.id];
    // The machine was off for three days; then somebody goes on.
    for (const days of [1.1, 2.2, 3.3]) expect(await sweep(days * DAY)).toMatchObject({ gone: [] });
    expect(await inStore()).toEqual(expect.arrayContaining(begun));
    await inTransaction(db, async (trx) => {
      await recordFile(trx, { placed: placing.placed, actor, now });
      throw new Error('not now');
    }).catch(() => undefined);
    await inTransaction(db, (trx) => queueProcessing(trx, { recordingId, now: later(3.4 * DAY) }));
    const swept = await sweep(4.5 * DAY);
    expect(swept.gone.toSorted()).toEqual([held.streamId, placing.placed.id].toSorted());
    expect(await inStore()).not.toEqual(expect.arrayContaining(['0.m4s']));
  });

  it('is a film that was cut in vain', async () => {
    const { db, recordingId } = room.facts();
    await save(twoCuts);
    const before = await inStore();
    const making = make();
    await vi.waitFor(async () =>
      expect(await processingOf(db, recordingId, now)).toMatchObject({ state: 'running' }),
    );
    await save([{ fromMs: 0, toMs: 25_000 }], 1);
    await making;
    await db.deleteFrom('recording_cut_wish').execute();
    await sweep(DAY + 20);
    expect(await inStore()).toEqual(before);
  });
});
