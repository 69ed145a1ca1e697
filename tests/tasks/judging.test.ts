import { beforeEach, expect, it } from 'vitest';
import { taskChecks } from '#app/cli/checks/tasks.server.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { countToJudge, workQueue } from '#app/features/tasks/queue.server.ts';
import { type Judging, judgeWork, reviewDesk } from '#app/features/tasks/reviewing.server.ts';
import { changeTask, createTask, taskAtDesk, tasksAtDesk } from '#app/features/tasks/tasks.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now, withPolicies } from '#tests/support/world.ts';
import { aDoer, aTaskClass, type Doer, handIn, plainTask, staff, type TaskClass } from './work.ts';

describeOnBothDatabases('judging work', (open) => {
  let db: Db;
  let group: TaskClass;
  let doer: Doer;
  let submissionId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    group = await aTaskClass(db);
    doer = await aDoer(db, group);
    submissionId = await handIn(db, doer);
  });

  const judge = (more: Partial<Judging> = {}) =>
    judgeWork(db, {
      actor: group.teacher,
      submissionId,
      outcome: 'passed',
      marks: [{ label: '做了', points: 60, of: 60 }],
      score: 60,
      words: '做得实在。',
      now: after({ hours: 1 }),
      ...more,
    });
  const met = () => db.selectFrom('requirement_met').selectAll().execute();
  const reviews = () => db.selectFrom('submission_review').selectAll().execute();
  const queueOf = async (actor: Actor & { personId: string | null }, more = {}) => {
    const asked = { state: 'handed-in', sectionId: null, page: 1, pageSize: 20, ...more } as const;
    const reach = await workReachOf(db, actor);
    const whose = { reach, personId: actor.personId };
    const { works, total } = await workQueue(db, { ...whose, ...asked });
    if (asked.state === 'handed-in' && asked.sectionId === null)
      expect(await countToJudge(db, whose)).toBe(total);
    return works.map(({ id }) => id);
  };

  it('meets the pinned requirement with its evidence, completes and pays, and tells the learner', async () => {
    expect(await judge()).toEqual({ ok: true, completed: true });
    const [proof] = await met();
    expect(proof?.met_at).toBe(after({ hours: 1 }).toISOString());
    expect(JSON.parse(proof?.evidence ?? '')).toEqual({
      submissionId,
      version: 1,
      score: 60,
      passMark: 60,
      of: 100,
    });
    expect(await creditBalance(db, doer.personId)).toBe(300);
    const told = await unreadNotices(db, doer.personId);
    expect(told.map(({ title }) => title)).toContain('“回去做一件事”通过了');
    const lines = await journalOf(db, { subjectType: 'submission', subjectId: submissionId });
    expect(lines.map(({ action }) => action).sort()).toEqual(['submission.handed-in', 'submission.passed']);
  });

  it('counts once when reviewers press together, whatever they press', async () => {
    const outcomes = await Promise.all(
      [group.teacher, group.registrar, group.teacher, group.registrar].map((actor, index) =>
        judge({ actor, outcome: index % 2 === 0 ? 'passed' : 'returned' }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.reason === 'judged-already')).toHaveLength(3);
    const [review, ...others] = await reviews();
    expect(others).toEqual([]);
    expect(await met()).toHaveLength(review?.outcome === 'passed' ? 1 : 0);
    expect(await creditBalance(db, doer.personId)).toBe(review?.outcome === 'passed' ? 300 : 0);
    expect(await judge()).toEqual({ ok: false, reason: 'judged-already' });
    for (const check of taskChecks)
      expect([check.name, await check.run(db, engineNamed(open.engine))]).toEqual([check.name, null]);
  });

  it('pays once when two versions of the pass race', async () => {
    const outcomes = await Promise.all([judge(), judge({ actor: group.registrar })]);
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, completed: true }]);
    expect(await creditBalance(db, doer.personId)).toBe(300);
    expect(await db.selectFrom('completion').selectAll().execute()).toHaveLength(1);
  });

  it('does not pass below the pass mark, and returns without meeting anything', async () => {
    expect(await judge({ score: 59 })).toEqual({ ok: false, reason: 'too-few-points' });
    expect(await judge({ score: 0, outcome: 'returned' })).toEqual({ ok: true, completed: false });
    expect(await met()).toEqual([]);
    const again = await handIn(db, doer, { body: '改好了' });
    expect(await judge({ submissionId: again })).toEqual({ ok: true, completed: true });
    expect(await reviews()).toHaveLength(2);
  });

  it('is for the section’s teachers and the registrar, never for oneself or for others', async () => {
    const stranger = await staff(db, 'instructor');
    expect(await judge({ actor: stranger })).toEqual({ ok: false, reason: 'not-found' });
    expect(await reviewDesk(db, { actor: stranger, submissionId, now })).toBeNull();
    const learnerWhoRegisters = { ...group.registrar, personId: doer.personId };
    expect(await judge({ actor: learnerWhoRegisters })).toEqual({ ok: false, reason: 'own' });
    expect(await reviewDesk(db, { actor: learnerWhoRegisters, submissionId, now })).toMatchObject({
      own: true,
    });
    expect(await reviews()).toEqual([]);
    expect(await queueOf(stranger)).toEqual([]);
    expect(await queueOf(learnerWhoRegisters)).toEqual([]);
    expect([await queueOf(group.teacher), await queueOf(group.registrar)]).toEqual([
      [submissionId],
      [submissionId],
    ]);
  });

  it('queues by who waits longest, of one section or all, without who has left', async () => {
    const [second, third] = [await aDoer(db, group), await aDoer(db, group)];
    const later = await handIn(db, second, { now: after({ hours: 2 }) });
    const earlier = await handIn(db, third, { now: after({ hours: -2 }) });
    expect(await queueOf(group.teacher)).toEqual([earlier, submissionId, later]);
    expect(await queueOf(group.teacher, { pageSize: 1, page: 2 })).toEqual([submissionId]);
    expect(await queueOf(group.registrar, { sectionId: (await aTaskClass(db)).sectionId })).toEqual([]);
    await judge();
    expect(await queueOf(group.teacher, { state: 'passed' })).toEqual([submissionId]);
    await withdraw(db, { ...third, sectionId: group.sectionId, now });
    expect(await queueOf(group.teacher)).toEqual([later]);
  });

  it('meets nothing for somebody who has left meanwhile', async () => {
    await withdraw(db, { ...doer, sectionId: group.sectionId, now });
    expect(await judge()).toEqual({ ok: true, completed: false });
    expect(await met()).toEqual([]);
  });

  it('keeps the rubric from the first hand-in, while words may still be mended', async () => {
    const { taskId, registrar: actor } = group;
    const change = (more: Partial<typeof plainTask>) =>
      changeTask(db, { actor, taskId, form: { ...plainTask, ...more }, now });
    expect(await change({ passMark: 50 })).toEqual({ ok: false, reason: 'rubric-in-use' });
    expect(await change({ instructions: '写得更清楚一些。' })).toEqual({ ok: true });
    expect(await taskAtDesk(db, actor, taskId)).toMatchObject({
      passMark: 60,
      instructions: '写得更清楚一些。',
    });
  });

  it('lets set tasks only who keeps the course', async () => {
    const stranger = await staff(db, 'instructor');
    const { courseId } = group.course;
    expect(await createTask(db, { actor: stranger, courseId, form: plainTask, now })).toBeNull();
    expect(await createTask(db, { actor: group.teacher, courseId, form: plainTask, now })).not.toBeNull();
    const listed = async (actor: Actor) => (await tasksAtDesk(db, { actor, page: 1, pageSize: 20 })).total;
    expect([await listed(group.teacher), await listed(group.registrar), await listed(stranger)]).toEqual([
      2, 2, 0,
    ]);
    expect(await taskAtDesk(db, stranger, group.taskId)).toBeNull();
  });
});
