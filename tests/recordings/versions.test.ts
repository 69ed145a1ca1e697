import { expect, it } from 'vitest';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { applyChange } from '#app/features/recordings/edit-actions.server.ts';
import { recordingsOfCourse } from '#app/features/recordings/library.server.ts';
import { replaceableRecordings } from '#app/features/recordings/previous-choices.server.ts';
import { publishRecording, withdrawRecording } from '#app/features/recordings/publishing.server.ts';
import { versionsOf } from '#app/features/recordings/version-list.server.ts';
import { declareVersion, makeNewVersion } from '#app/features/recordings/versions.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { actorWith, aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aLearner, approved, aRecording } from './academy.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const later = new Date('2026-11-23T05:00:00.000Z');

describeOnBothDatabases('a new version of a recording', (open) => {
  async function academy() {
    const db = await open();
    const taught = await aCourse(db);
    const oldId = await aRecording(db, taught.courseId);
    await captioned(db, oldId);
    const watch = {
      kind: 'watch',
      subjectId: oldId,
      title: '旧题目',
      detail: { minimumShare: 0.9 },
    } as const;
    await planRequirements(db, taught.sectionId, [watch]);
    const early = await aLearner(db, taught, { [oldId]: {} });
    const actor = actorWith('registrar', { personId: await aPerson(db) });
    const planned = async () =>
      db.selectFrom('requirement_plan').select(['subject_id', 'title', 'detail']).execute();
    const shelf = async () => (await recordingsOfCourse(db, taught.courseId)).map(({ id }) => id);
    return { db, taught, oldId, early, actor, planned, shelf };
  }
  const captioned = async (db: Db, id: string) => {
    const { video_media_id } = await db
      .selectFrom('recording')
      .select('video_media_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('recording')
      .set({ captions_media_id: video_media_id })
      .where('id', '=', id)
      .execute();
  };
  async function made(db: Db, actor: Actor, recordingId: string): Promise<string> {
    const outcome = await makeNewVersion(db, { actor, recordingId, now: later });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.recordingId;
  }

  it('is a draft that changes nothing, and once published is asked of newcomers only', async () => {
    const { db, taught, oldId, early, actor, planned, shelf } = await academy();
    const newId = await made(db, actor, oldId);
    const step = { actor, recordingId: newId, now: later };
    expect(await recordingAtDesk(db, actor, newId)).toMatchObject({ state: 'draft', previousId: oldId });
    expect([await shelf(), (await planned())[0]?.subject_id]).toEqual([[oldId], oldId]);
    await db.updateTable('recording').set({ title: '新题目' }).where('id', '=', newId).execute();
    await approved(db, step);
    expect(await publishRecording(db, step)).toEqual({ ok: true });
    expect(await publishRecording(db, step)).toEqual({ ok: true });
    expect(await shelf()).toEqual([newId]);
    expect(await planned()).toEqual([
      { subject_id: newId, title: '新题目', detail: JSON.stringify({ minimumShare: 0.9 }) },
    ]);
    // Whoever has the old one pinned goes on with it.
    expect(await recordingForViewing(db, { ...early, recordingId: oldId })).not.toBeNull();
    const late = await aLearner(db, taught, { [newId]: {} });
    expect(await recordingForViewing(db, { ...late, recordingId: newId })).not.toBeNull();
    const versions = await versionsOf(db, { rootId: oldId, courseId: taught.courseId });
    expect(versions).toMatchObject([
      { id: oldId, state: 'replaced', waiting: 1 },
      { id: newId, state: 'published', waiting: 1 },
    ]);
    expect(await withdrawRecording(db, { actor, recordingId: oldId, reason: '旧了', now })).toEqual({
      ok: false,
      reason: 'not-published',
    });
    expect(await makeNewVersion(db, { actor, recordingId: oldId, now })).toEqual({
      ok: false,
      reason: 'not-published',
    });
    // The third version belongs to the same family.
    const thirdId = await made(db, actor, newId);
    expect(await recordingAtDesk(db, actor, thirdId)).toMatchObject({ rootId: oldId, previousId: newId });
  });

  it('can be said of a draft, of its own course only, and taken back', async () => {
    const { db, taught, oldId, actor, shelf } = await academy();
    const draftId = await aRecording(db, taught.courseId, { published: false });
    const foreign = await aRecording(db, (await aCourse(db)).courseId);
    const ofSection = await aRecording(db, taught.courseId, { sectionId: taught.sectionId });
    const step = { actor, recordingId: draftId, now };
    for (const previousId of [foreign, ofSection, draftId, 'nothing'])
      expect(await declareVersion(db, { ...step, previousId })).toEqual({
        ok: false,
        reason: 'no-such-previous',
      });
    expect(await declareVersion(db, { ...step, recordingId: oldId, previousId: foreign })).toEqual({
      ok: false,
      reason: 'not-a-draft',
    });
    expect(await replaceableRecordings(db, { courseId: taught.courseId, sectionId: null })).toMatchObject([
      { id: oldId },
    ]);
    const context = { db, now: () => now } as unknown as RequestContext;
    const sent = (fields: Record<string, string>) =>
      applyChange(context, { actor, recordingId: draftId, fields });
    expect(await sent({ means: 'version', previous: oldId })).toEqual({ ok: true });
    expect(await sent({ means: 'version', previous: oldId })).toEqual({ ok: true });
    expect(await recordingAtDesk(db, actor, draftId)).toMatchObject({ previousId: oldId });
    expect(JSON.stringify(await sent({ means: 'version', previous: foreign }))).toContain('请重新选');
    expect(await sent({ means: 'version', previous: '' })).toEqual({ ok: true });
    await captioned(db, draftId);
    await approved(db, step);
    expect(await publishRecording(db, step)).toEqual({ ok: true });
    expect((await shelf()).sort()).toEqual([oldId, draftId].sort());
  });

  it('takes a place once: of two that are published at once the second is told', async () => {
    const { db, oldId, actor, shelf } = await academy();
    const both = await Promise.all([made(db, actor, oldId), made(db, actor, oldId)]);
    for (const recordingId of both) await approved(db, { actor, recordingId, now: later });
    const outcomes = await Promise.all(
      both.map((recordingId) => publishRecording(db, { actor, recordingId, now: later })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, reason: 'replaced' });
    expect(await shelf()).toHaveLength(1);
    expect(await db.selectFrom('recording_publication').selectAll().execute()).toHaveLength(2);
  });
});
