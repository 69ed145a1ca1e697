import { expect, it } from 'vitest';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { recordingForViewing } from '#app/features/recordings/library.server.ts';
import { withdrawRecording } from '#app/features/recordings/publishing.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aLearner, aRecording } from './academy.ts';

describeOnBothDatabases('a recording that is withdrawn', (open) => {
  it('stays with whoever has it pinned; who enrols afterwards is not asked for it and does not get it', async () => {
    const db = await open();
    const [taught, other] = [await aCourse(db), await aCourse(db)];
    const recordingId = await aRecording(db, taught.courseId);
    const watch = { kind: 'watch', subjectId: recordingId, title: '先认门', detail: {} } as const;
    await planRequirements(db, taught.sectionId, [
      watch,
      { kind: 'evaluate', subjectId: taught.sectionId, title: '评价', detail: {} },
    ]);
    await planRequirements(db, other.sectionId, [{ ...watch, subjectId: 'another' }]);
    const early = await aLearner(db, taught, { [recordingId]: {} });
    const registrar = { role: 'registrar', scopePath: null, scopeTree: null, school: null } as const;
    const actor = sealActor({ personId: await aPerson(db), name: '测试', roles: [registrar] });
    const step = { actor, recordingId, reason: '内容过时', now: new Date() };
    expect(await withdrawRecording(db, step)).toEqual({ ok: true });
    expect(await recordingForViewing(db, { ...early, recordingId })).not.toBeNull();
    const late = await aLearner(db, taught);
    expect(await recordingForViewing(db, { ...late, recordingId })).toBeNull();
    const plans = await db.selectFrom('requirement_plan').select(['section_id', 'kind']).execute();
    expect(plans.map(({ section_id, kind }) => [section_id === taught.sectionId, kind])).toEqual(
      expect.arrayContaining([
        [true, 'evaluate'],
        [false, 'watch'],
      ]),
    );
    expect(plans).toHaveLength(2);
  });
});
