import { expect, it } from 'vitest';
import { cutStateOf } from '#app/features/recordings/cut-state.server.ts';
import { deleteOriginal } from '#app/features/recordings/original.server.ts';
import { changeSlides } from '#app/features/recordings/slide-editing.server.ts';
import { slidesOf } from '#app/features/recordings/slides.server.ts';
import { newId } from '#app/lib/id.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { cuttingRoom, twoCuts } from './cutting-room.ts';
import { now } from './film-shop.ts';
import { aMediaFile } from './media-file.ts';

/** Seconds of the original: one before the first cut ends, one kept, one wholly in the second cut, one behind it. */
const begins = [0, 30, 62, 84, 95];

describeOnBothDatabases('slides of a lecture that is cut', (open) => {
  const room = cuttingRoom(open);
  const { env, cut, save } = room;

  async function showSlides(): Promise<void> {
    const { db, recordingId } = room.facts();
    const mediaId = await aMediaFile(db, 'slide');
    const added = {
      recording_id: recordingId,
      media_id: mediaId,
      added_at: now.toISOString(),
      added_by: null,
    };
    const rows = begins.map((at) => ({ id: newId(), ...added, at_ms: at * 1000, words: `从 ${at} 秒` }));
    await db.insertInto('recording_slide').values(rows).execute();
  }
  const shown = async () =>
    (await slidesOf(room.facts().db, room.facts().recordingId)).map(({ fromSeconds, alt }) => [
      fromSeconds,
      alt,
    ]);

  it('move along, and come back with what was cut out', async () => {
    await showSlides();
    const before = await shown();
    await cut(twoCuts);
    const { db, recordingId } = room.facts();
    const [first, second] = (await cutStateOf(db, recordingId)).made?.keeps ?? [];
    if (!first || !second) throw new Error('two parts were kept');
    const seam = (first.toMs - first.fromMs) / 1000;
    expect(await shown()).toEqual([
      [0, '从 0 秒'],
      [30 - first.fromMs / 1000, '从 30 秒'],
      [seam, '从 84 秒'],
      [seam + 95 - second.fromMs / 1000, '从 95 秒'],
    ]);
    await save([], 1);
    expect(await shown()).toEqual(before);
  });

  it('take new times in the cut film, and keep what is left when the original goes', async () => {
    await showSlides();
    await cut(twoCuts);
    const { db, actor, recordingId } = room.facts();
    const slides = await slidesOf(db, recordingId);
    const typed = slides.map(({ id, fromSeconds, alt }, at) => ({
      id,
      from: at === 1 ? '0:10' : `${Math.floor(fromSeconds / 60)}:${(fromSeconds % 60).toFixed(3)}`,
      words: alt,
    }));
    expect(await changeSlides(db, { actor, recordingId, typed, now })).toMatchObject({ ok: true });
    const after = await shown();
    expect(after[1]).toEqual([10, '从 30 秒']);
    expect(await deleteOriginal(db, { actor, recordingId, env: env(), now })).toMatchObject({ ok: true });
    expect(await shown()).toEqual(after);
    const rows = await db.selectFrom('recording_slide').select('at_ms').orderBy('at_ms').execute();
    expect(rows.map(({ at_ms }) => at_ms / 1000)).toEqual(after.map(([at]) => at));
  });
});
