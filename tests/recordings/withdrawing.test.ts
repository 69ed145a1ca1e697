import { expect, it } from 'vitest';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { applyChange } from '#app/features/recordings/edit-actions.server.ts';
import { withdrawRecording } from '#app/features/recordings/publishing.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { actorWith, aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aLearner, aRecording } from './academy.ts';

const now = new Date('2026-11-22T05:00:00.000Z');

describeOnBothDatabases('a recording that is withdrawn', (open) => {
  it('stays with whoever has it pinned; who enrols afterwards is not asked for it and does not get it', async () => {
    const db = await open();
    const [taught, other] = [await aCourse(db), await aCourse(db)];
    const recordingId = await aRecording(db, taught.courseId);
    const watch = { kind: 'watch', subjectId: recordingId, title: '先认门', detail: {} } as const;
    await planRequirements(db, taught.sectionId, [
      watch,
      { ...watch, subjectId: 'second' },
      { kind: 'evaluate', subjectId: taught.sectionId, title: '评价', detail: {} },
    ]);
    await planRequirements(db, other.sectionId, [{ ...watch, subjectId: 'another' }]);
    const early = await aLearner(db, taught, { [recordingId]: {} });
    const actor = actorWith('registrar', { personId: await aPerson(db) });
    const step = { actor, recordingId, reason: '内容过时', now };
    expect(await withdrawRecording(db, step)).toEqual({ ok: true });
    expect(await recordingForViewing(db, { ...early, recordingId })).not.toBeNull();
    const late = await aLearner(db, taught);
    expect(await recordingForViewing(db, { ...late, recordingId })).toBeNull();
    const plans = await db.selectFrom('requirement_plan').select(['section_id', 'kind']).execute();
    expect(plans.map(({ section_id, kind }) => [section_id === taught.sectionId, kind])).toEqual(
      expect.arrayContaining([
        [true, 'evaluate'],
        [true, 'watch'],
        [false, 'watch'],
      ]),
    );
    expect(plans).toHaveLength(3);
    const [entry] = await db
      .selectFrom('journal_entry')
      .select('detail')
      .where('action', '=', 'recording.withdrawn')
      .execute();
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({ sectionIds: [taught.sectionId] });
  });

  async function theOnlyOne(db: Db) {
    const taught = await aCourse(db);
    const recordingId = await aRecording(db, taught.courseId);
    await planRequirements(db, taught.sectionId, [
      { kind: 'watch', subjectId: recordingId, title: '先认门', detail: { minimumShare: 0.9 } },
      { kind: 'evaluate', subjectId: taught.sectionId, title: '评价', detail: {} },
    ]);
    const actor = actorWith('registrar', { personId: await aPerson(db) });
    const watched = async () =>
      (
        await db.selectFrom('requirement_plan').select('subject_id').where('kind', '=', 'watch').execute()
      ).map(({ subject_id }) => subject_id);
    return { taught, recordingId, watched, step: { actor, recordingId, reason: '内容过时', now } };
  }

  it('is kept where a section would pay recorded hours for no recording; the section is named', async () => {
    const db = await open();
    const { taught, recordingId, watched, step } = await theOnlyOne(db);
    const refused = await withdrawRecording(db, step);
    expect(refused).toMatchObject({ ok: false, reason: 'last-recording' });
    expect(JSON.stringify(refused)).toContain('周三晚班');
    expect(await watched()).toEqual([recordingId]);
    expect(await db.selectFrom('recording_withdrawal').selectAll().execute()).toEqual([]);
    const context = { db, now: () => now } as unknown as RequestContext;
    const fields = { means: 'withdraw', reason: '内容过时' };
    expect(JSON.stringify(await applyChange(context, { ...step, fields }))).toMatch(
      /周三晚班.*请先发布替代的录播，或先结束、取消这些班/,
    );
    const closure = {
      section_id: taught.sectionId,
      kind: 'ended',
      at: now.toISOString(),
      by_person_id: null,
    };
    await db
      .insertInto('section_closure')
      .values({ ...closure, reason: '' })
      .execute();
    expect(await withdrawRecording(db, step)).toEqual({ ok: true });
    expect(await watched()).toEqual([]);
  });

  it('gives way to another published recording of its course', async () => {
    const db = await open();
    const { taught, watched, step } = await theOnlyOne(db);
    await aRecording(db, taught.courseId, { published: false });
    expect(await withdrawRecording(db, step)).toMatchObject({ ok: false });
    const other = await aRecording(db, taught.courseId);
    expect(await withdrawRecording(db, step)).toEqual({ ok: true });
    expect(await watched()).toEqual([other]);
    expect(await withdrawRecording(db, { ...step, recordingId: other })).toMatchObject({ ok: false });
  });

  it('goes where the section pays nothing recorded or is over', async () => {
    for (const change of [{ hours_recorded: 0 }, { ends_on: '2026-09-30' }]) {
      const db = await open();
      const { taught, watched, step } = await theOnlyOne(db);
      await db.updateTable('section').set(change).where('id', '=', taught.sectionId).execute();
      expect(await withdrawRecording(db, step)).toEqual({ ok: true });
      expect(await watched()).toEqual([]);
    }
  });

  it('stays while a section that has yet to open would pay for watching it', async () => {
    const db = await open();
    const { taught, watched, step } = await theOnlyOne(db);
    await db.updateTable('section').set({ opened_at: null }).where('id', '=', taught.sectionId).execute();
    expect(await withdrawRecording(db, step)).toMatchObject({ ok: false, reason: 'last-recording' });
    expect(await watched()).toHaveLength(1);
  });
});
