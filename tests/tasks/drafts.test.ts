import { beforeEach, expect, it } from 'vitest';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { taskDesk, tasksOfEnrolment } from '#app/features/tasks/reading.server.ts';
import { judgeWork } from '#app/features/tasks/reviewing.server.ts';
import { retireTask } from '#app/features/tasks/tasks.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { aDoer, aTaskClass, type Doer, handIn, type TaskClass, write } from './work.ts';

describeOnBothDatabases('work on a task', (open) => {
  let db: Db;
  let group: TaskClass;
  let doer: Doer;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    group = await aTaskClass(db);
    doer = await aDoer(db, group);
  });

  const desk = (who: Pick<Doer, 'enrolmentId' | 'taskId' | 'personId'> = doer) =>
    taskDesk(db, { ...who, now });
  const versions = async () => (await desk())?.versions ?? [];
  const later = (minutes: number) => ({
    now: after({ minutes }),
    seen: after({ minutes: minutes - 1 }).toISOString(),
  });
  const giveBack = (submissionId: string) =>
    judgeWork(db, {
      actor: group.teacher,
      submissionId,
      outcome: 'returned',
      marks: [],
      score: 0,
      words: '请写清楚经过。',
      now,
    });

  it('is a draft that is kept as often as wanted, in one version', async () => {
    expect(await desk()).toMatchObject({ asked: true, versions: [] });
    expect(await write(db, doer)).toMatchObject({ ok: true, handedIn: false });
    expect(await write(db, doer, { body: '做了两次', ...later(1), seen: now.toISOString() })).toMatchObject({
      ok: true,
    });
    expect(await versions()).toMatchObject([{ number: 1, state: 'draft', body: '做了两次' }]);
  });

  it('is never written over by a page that has not seen it', async () => {
    await write(db, doer);
    expect(await write(db, doer, { body: '别的' })).toEqual({ ok: false, reason: 'changed' });
    expect(await write(db, doer)).toMatchObject({ ok: true });
    const tabs = await Promise.all(
      ['甲', '乙', '丙'].map((body) => write(db, doer, { body, ...later(5), seen: now.toISOString() })),
    );
    expect(tabs.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('begins once when two tabs begin at once', async () => {
    const tabs = await Promise.all(['甲', '乙', '丙'].map((body) => write(db, doer, { body })));
    expect(tabs.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await versions()).toHaveLength(1);
  });

  it('is handed in with words, and then closed', async () => {
    expect(await write(db, doer, { body: ' ', handIn: true })).toMatchObject({
      ok: true,
      handedIn: false,
      missing: [{ field: 'body' }],
    });
    await handIn(db, doer, { seen: now.toISOString() });
    // Pressed twice: it is handed in all the same.
    expect(await write(db, doer, { handIn: true })).toMatchObject({ ok: true, handedIn: true });
    expect(await write(db, doer, { body: '再改改' })).toEqual({ ok: false, reason: 'closed' });
    expect(await versions()).toMatchObject([{ state: 'handed-in', body: '做了一次' }]);
  });

  it('goes on after a return as a version of its own, with the words of the last', async () => {
    await giveBack(await handIn(db, doer));
    expect(await write(db, doer, { body: '补充了经过' })).toMatchObject({ ok: true });
    await handIn(db, doer, { body: '补充了经过和结果', seen: now.toISOString() });
    expect(await versions()).toMatchObject([
      { number: 2, state: 'handed-in', body: '补充了经过和结果', review: null },
      {
        number: 1,
        state: 'returned',
        body: '做了一次',
        review: { words: '请写清楚经过。', outcome: 'returned' },
      },
    ]);
  });

  it('keeps its words when it cannot be handed in for want of a file', async () => {
    const other = await aTaskClass(db, { files: 'needed' });
    doer = await aDoer(db, other);
    expect(await write(db, doer, { handIn: true })).toMatchObject({
      handedIn: false,
      missing: [{ field: 'file' }],
    });
    expect(await versions()).toMatchObject([{ state: 'draft', body: '做了一次' }]);
  });

  it('is nobody else’s, of no other course, and gone with the enrolment', async () => {
    const stranger = await aLearner(db);
    expect(await desk({ ...doer, personId: stranger.personId })).toBeNull();
    expect(await write(db, { ...doer, actor: stranger.actor })).toEqual({ ok: false, reason: 'not-found' });
    const other = await aTaskClass(db);
    expect(await desk({ ...doer, taskId: other.taskId })).toBeNull();
    expect(await write(db, { ...doer, taskId: other.taskId })).toEqual({ ok: false, reason: 'not-found' });
    await withdraw(db, { ...doer, sectionId: group.sectionId, now });
    expect(await write(db, doer)).toEqual({ ok: false, reason: 'not-found' });
  });

  it('is listed with how far it is; a task set no more only for whom it was asked or who began', async () => {
    const { courseId } = group.course;
    const listed = () => tasksOfEnrolment(db, { enrolmentId: doer.enrolmentId, courseId });
    expect(await listed()).toMatchObject([{ id: group.taskId, state: null }]);
    await giveBack(await handIn(db, doer));
    expect(await listed()).toMatchObject([{ state: 'returned' }]);
    expect(await retireTask(db, { actor: group.registrar, taskId: group.taskId, now })).toBe(true);
    expect(await retireTask(db, { actor: group.registrar, taskId: group.taskId, now })).toBe(false);
    expect(await listed()).toHaveLength(1);
    expect(await desk()).toMatchObject({ asked: true });
    // Whoever enrols from now on is not asked it, and does not see it.
    const late = await aDoer(db, group);
    expect(await tasksOfEnrolment(db, { enrolmentId: late.enrolmentId, courseId })).toEqual([]);
    expect(await desk(late)).toBeNull();
  });
});
