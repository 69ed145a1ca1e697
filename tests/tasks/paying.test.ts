import { beforeEach, describe, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { takeBackPaidTwice } from '#app/features/tasks/paid-twice.server.ts';
import { judgeWork } from '#app/features/tasks/reviewing.server.ts';
import { changeTask } from '#app/features/tasks/tasks.server.ts';
import type { Db } from '#db/database.ts';
import { withoutReversals } from '#tests/support/by-hand.ts';
import { aSection, ask } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now, withPolicies } from '#tests/support/world.ts';
import { aDoer, aTaskClass, type Doer, handIn, plainTask, type TaskClass } from './work.ts';

describeOnBothDatabases('what a passed task pays', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
  });

  /** A class whose course has a task that completion does not ask. */
  async function voluntary(credits: number): Promise<TaskClass> {
    const group = await aTaskClass(db, { credits });
    await db.deleteFrom('requirement_plan').execute();
    return group;
  }
  const pass = (group: TaskClass, submissionId: string) =>
    judgeWork(db, {
      actor: group.teacher,
      submissionId,
      outcome: 'passed',
      marks: [],
      score: 80,
      words: '做得实在。',
      now,
    });
  const entries = (category = 'C') =>
    db.selectFrom('credit_entry').selectAll().where('category', '=', category).execute();
  async function expectSound() {
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    const findings = await verifyAcademy(db, engine);
    expect(findings.filter(({ breach }) => breach !== null)).toEqual([]);
  }

  it('is its fixed sum in C, once, with its evidence and rule, and the learner is told', async () => {
    const group = await voluntary(250);
    const doer = await aDoer(db, group);
    const submissionId = await handIn(db, doer);
    const outcomes = await Promise.all([pass(group, submissionId), pass(group, submissionId)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      person_id: doer.personId,
      amount: 250,
      elective: 1,
      school: 'governance',
      title: plainTask.title,
      source_type: 'task',
      source_id: group.taskId,
      posted_by: null,
    });
    expect(JSON.parse(entry?.computation ?? '')).toEqual({
      ruleLine: 'C.task',
      words: '老师验收通过的一项任务，布置时定为 2.5 学分（每项 1–4 学分），记 2.5 学分',
    });
    expect(JSON.parse(entry?.evidence ?? '').requirements).toEqual([
      {
        kind: 'task',
        title: plainTask.title,
        metAt: now.toISOString(),
        submissionId,
        version: 1,
        score: 80,
        passMark: 60,
        of: 100,
      },
    ]);
    expect((await unreadNotices(db, doer.personId))[0]?.body).toBe('得到 2.5 学分。做得实在。');
    await expectSound();
  });

  it('is nothing for work that is returned, and for a task without credits', async () => {
    const group = await voluntary(0);
    const doer = await aDoer(db, group);
    await pass(group, await handIn(db, doer));
    const paying = await voluntary(100);
    await judgeWork(db, {
      actor: paying.teacher,
      submissionId: await handIn(db, await aDoer(db, paying)),
      outcome: 'returned',
      marks: [],
      score: 10,
      words: '再写细一点。',
      now,
    });
    expect(await entries()).toEqual([]);
    await expectSound();
  });

  it('is in what the section pays where completion asks it: nothing pays twice', async () => {
    const group = await aTaskClass(db, { credits: 200 });
    const doer = await aDoer(db, group);
    expect(await pass(group, await handIn(db, doer))).toEqual({ ok: true, completed: true });
    expect(await entries()).toEqual([]);
    expect(await entries('A')).toHaveLength(1);
    await expectSound();
  });

  it('comes once a person and task, also through another class, and again only after a reversal', async () => {
    const group = await voluntary(200);
    const doer = await aDoer(db, group);
    await pass(group, await handIn(db, doer));
    const other = await aSection(db, { course: group.course, headTeacherId: group.teacher.personId });
    await withdraw(db, { ...doer, sectionId: group.sectionId, now });
    const outcome = await enrol(db, { ...doer, sectionId: other.sectionId, waitlist: false, now });
    if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
    const again = { ...doer, enrolmentId: outcome.enrolmentId };
    await pass(group, await handIn(db, again));
    const [entry, ...more] = await entries();
    expect(more).toEqual([]);
    await reverseCredit(db, { actor: academy, entryId: entry?.id ?? '', reason: '弄错了', now });
    expect((await entries()).reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    await expectSound();
  });

  it('comes where a section that asked it was left before it paid', async () => {
    const group = await aTaskClass(db, { credits: 200 });
    await planRequirements(db, group.sectionId, [
      ask('task', group.taskId, '回去做一件事'),
      ask('evaluate', 'evaluate'),
    ]);
    const doer = await aDoer(db, group);
    expect(await pass(group, await handIn(db, doer))).toEqual({ ok: true, completed: false });
    await withdraw(db, { ...doer, sectionId: group.sectionId, now });
    const other = await aSection(db, { course: group.course, headTeacherId: group.teacher.personId });
    const outcome = await enrol(db, { ...doer, sectionId: other.sectionId, waitlist: false, now });
    if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
    await pass(group, await handIn(db, { ...doer, enrolmentId: outcome.enrolmentId }));
    expect(await entries()).toMatchObject([{ person_id: doer.personId, amount: 200 }]);
    await expectSound();
  });

  it('stays within the rules, and as it was once somebody has handed in', async () => {
    const group = await voluntary(900);
    const doer = await aDoer(db, group);
    const submissionId = await handIn(db, doer);
    const form = { ...plainTask, credits: 100 };
    expect(await changeTask(db, { actor: group.registrar, taskId: group.taskId, form, now })).toEqual({
      ok: false,
      reason: 'rubric-in-use',
    });
    await pass(group, submissionId);
    expect((await entries())[0]?.amount).toBe(400);
    await expectSound();
  });

  describe('when a later section asks it', () => {
    let group: TaskClass;
    let doer: Doer;
    beforeEach(async () => {
      group = await voluntary(200);
      doer = await aDoer(db, group);
      await pass(group, await handIn(db, doer));
    });
    async function inAskingSection(asks = [ask('task', group.taskId, '回去做一件事')]): Promise<Doer> {
      const headTeacherId = group.teacher.personId;
      const later = await aSection(db, { course: group.course, headTeacherId, asks });
      const outcome = await enrol(db, { ...doer, sectionId: later.sectionId, waitlist: false, now });
      if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
      return { ...doer, enrolmentId: outcome.enrolmentId };
    }
    const sumOf = async (category: string) =>
      (await entries(category)).reduce((sum, { amount }) => sum + amount, 0);

    it('stands until that section pays, which takes it back with the reason', async () => {
      const again = await inAskingSection([
        ask('task', group.taskId, '回去做一件事'),
        ask('evaluate', 'evaluate'),
      ]);
      await pass(group, await handIn(db, again));
      expect(await sumOf('C')).toBe(200);
      const { enrolmentId } = again;
      await meetRequirement(db, {
        enrolmentId,
        kind: 'evaluate',
        subjectId: 'evaluate',
        evidence: {},
        now,
      });
      expect([await sumOf('C'), await sumOf('A')]).toEqual([0, 200]);
      const reversal = (await entries()).find(({ kind }) => kind === 'reversal');
      expect(reversal?.reason).toContain('一份作业只记一次');
      const told = await unreadNotices(db, doer.personId);
      expect(told.map(({ kind }) => kind)).toContain('credit-reversed');
      await expectSound();
    });

    it('is taken back afterwards where both stand from before', async () => {
      await pass(group, await handIn(db, await inAskingSection()));
      await withoutReversals(db);
      expect([await sumOf('C'), await sumOf('A')]).toEqual([200, 200]);
      const takeBack = () => takeBackPaidTwice(db, { limit: 10, now });
      expect([await takeBack(), await takeBack()]).toEqual([1, 0]);
      expect([await sumOf('C'), await sumOf('A')]).toEqual([0, 200]);
      await expectSound();
    });

    it('stays where that section pays nothing', async () => {
      const unpaid = await aSection(db, {
        course: group.course,
        headTeacherId: group.teacher.personId,
        ...{ hoursFaceHundredths: 0, hoursRecordedHundredths: 0 },
        asks: [ask('task', group.taskId, '回去做一件事')],
      });
      const outcome = await enrol(db, { ...doer, sectionId: unpaid.sectionId, waitlist: false, now });
      if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
      await pass(group, await handIn(db, { ...doer, enrolmentId: outcome.enrolmentId }));
      expect(await sumOf('C')).toBe(200);
      await expectSound();
    });

    it('never stands beside it, also when both are passed at the same moment', async () => {
      for (let round = 0; round < 4; round++) {
        doer = await aDoer(db, group);
        const again = await inAskingSection();
        const work = [await handIn(db, doer), await handIn(db, again)];
        await Promise.all(work.map((id) => pass(group, id)));
        expect(await sumOf('C')).toBe(200);
      }
      await expectSound();
    });

    it('is told of by verify when it was paid twice', async () => {
      const again = await inAskingSection();
      await pass(group, await handIn(db, again));
      await withoutReversals(db);
      const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
      const breached = (await verifyAcademy(db, engine)).filter(({ breach }) => breach !== null);
      expect(breached.map(({ name }) => name)).toEqual([
        'a task pays by itself or in the section that asks it, never both',
      ]);
    });
  });
});
