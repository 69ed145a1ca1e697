import { beforeEach, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { type Met, meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { creditBalance, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now, withPolicies } from '#tests/support/world.ts';

const kinds = ['watch', 'quiz', 'attend', 'evaluate'] as const;
const asks = kinds.map((kind) => ask(kind, kind));

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) =>
    orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

describeOnBothDatabases('completing', (open) => {
  let db: Db;
  let section: Section;
  let personId: string;
  let enrolmentId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aSection(db, { asks, capacity: 100 });
    ({ personId, enrolmentId } = await enrolled());
  });

  async function enrolled() {
    const learner = await aLearner(db);
    const outcome = await enrol(db, { ...learner, sectionId: section.sectionId, waitlist: false, now });
    if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
    return { personId: learner.personId, enrolmentId: outcome.enrolmentId };
  }
  const meet = (kind: Met['kind'], more: Partial<Met> = {}) =>
    meetRequirement(db, {
      enrolmentId,
      kind,
      subjectId: kind,
      evidence: {},
      now: after({ hours: 1 }),
      ...more,
    });
  const entries = () => db.selectFrom('credit_entry').selectAll().orderBy('line').execute();
  const completions = () => db.selectFrom('completion').selectAll().execute();
  const metCount = async () =>
    (await db.selectFrom('requirement_met').select('requirement_id').execute()).length;
  async function breaches() {
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    return (await verifyAcademy(db, engine)).filter(({ breach }) => breach !== null);
  }

  it('comes with the last requirement, in any order', async () => {
    const some = ['watch', 'quiz', 'evaluate'] as const;
    for (const order of orders(some)) {
      ({ personId, enrolmentId } = await enrolled());
      await meet('attend');
      const outcomes = [];
      for (const kind of order) outcomes.push(await meet(kind));
      expect(outcomes.map(({ completed }) => completed)).toEqual([false, false, true]);
      expect(outcomes.every(({ met }) => met)).toBe(true);
      expect(await creditBalance(db, personId)).toBe(300);
    }
    expect(await completions()).toHaveLength(6);
  });

  it('pays each line with its evidence, and tells the person', async () => {
    await meet('watch', { evidence: { coveredSeconds: 190, durationSeconds: 200 } });
    await meet('quiz', { evidence: { score: 80, passMark: 60, kind: 'other', metAt: 'then' } });
    await meet('attend');
    await meet('evaluate', { now: after({ hours: 3 }) });
    const [face, recorded] = await entries();
    expect(face).toMatchObject({
      line: 'face',
      category: 'A',
      amount: 200,
      school: 'governance',
      occurred_on: '2026-11-22',
      title: section.course.title,
    });
    expect(recorded).toMatchObject({
      line: 'recorded',
      category: 'B',
      amount: 100,
      elective: 0,
      posted_by: null,
    });
    expect(JSON.parse(recorded?.computation ?? '')).toMatchObject({ ruleLine: 'B.required' });
    const evidence = JSON.parse(recorded?.evidence ?? '');
    expect(evidence).toMatchObject({ enrolmentId, courseCode: section.course.code, section: section.title });
    expect(evidence.requirements).toEqual([
      {
        kind: 'watch',
        title: '要做的事',
        metAt: after({ hours: 1 }).toISOString(),
        coveredSeconds: 190,
        durationSeconds: 200,
      },
      { kind: 'quiz', title: '要做的事', metAt: after({ hours: 1 }).toISOString(), score: 80, passMark: 60 },
      { kind: 'attend', title: '要做的事', metAt: after({ hours: 1 }).toISOString() },
      // To the day: when somebody evaluated must not be found again.
      { kind: 'evaluate', title: '要做的事', metAt: '2026-11-22' },
    ]);
    const notices = await unreadNotices(db, personId);
    expect(notices.map(({ title, body }) => [title, body])).toEqual([
      [`《${section.course.title}》已结业`, '得到 3 学分，已计入你的学分流水。'],
    ]);
    expect(await breaches()).toEqual([]);
  });

  it('changes nothing for what is not pinned, met already, or of nobody', async () => {
    expect(await meet('watch', { subjectId: 'another' })).toEqual({ met: false, completed: false });
    expect(await meet('watch', { enrolmentId: 'nobody' })).toEqual({ met: false, completed: false });
    expect(await meet('watch', { evidence: { first: true } })).toEqual({ met: true, completed: false });
    expect(await meet('watch', { evidence: { second: true } })).toEqual({ met: false, completed: false });
    const met = await db.selectFrom('requirement_met').select('evidence').execute();
    expect(met).toEqual([{ evidence: '{"first":true}' }]);
  });

  it('comes once when the last two requirements are met at once', async () => {
    for (let round = 0; round < 5; round++) {
      ({ personId, enrolmentId } = await enrolled());
      await meet('attend');
      await meet('evaluate');
      const outcomes = await Promise.all([meet('watch'), meet('quiz')]);
      expect(outcomes.map(({ completed }) => completed).sort()).toEqual([false, true]);
      expect(await creditBalance(db, personId)).toBe(300);
    }
    expect(await breaches()).toEqual([]);
  });

  it('pays once when everything is posted fifty times over at once', async () => {
    const posts = Array.from({ length: 50 }, (_, index) => meet(kinds[index % 4] ?? 'watch'));
    const outcomes = await Promise.all(posts);
    expect(outcomes.filter(({ met }) => met)).toHaveLength(4);
    expect(outcomes.filter(({ completed }) => completed)).toHaveLength(1);
    expect(await completions()).toHaveLength(1);
    expect((await entries()).map(({ amount }) => amount)).toEqual([200, 100]);
    const again = await Promise.all(Array.from({ length: 50 }, () => meet('quiz')));
    expect(again.every(({ met, completed }) => !met && !completed)).toBe(true);
    expect(await entries()).toHaveLength(2);
    expect(await unreadNotices(db, personId)).toHaveLength(1);
  });

  it('is not paid again by itself after its credit was taken back', async () => {
    for (const kind of kinds) await meet(kind);
    for (const { id } of await entries())
      await reverseCredit(db, { actor: academy, entryId: id, reason: '重复', now });
    for (const kind of kinds) await meet(kind);
    expect(await creditBalance(db, personId)).toBe(0);
    expect(await completions()).toHaveLength(1);
  });

  it('joins the transaction of its caller, and goes with it', async () => {
    const failing = db.transaction().execute(async (trx) => {
      for (const kind of kinds)
        await meetRequirement(trx, { enrolmentId, kind, subjectId: kind, evidence: {}, now });
      throw new Error('the caller failed');
    });
    await expect(failing).rejects.toThrow('the caller failed');
    expect([await metCount(), await completions(), await entries()]).toEqual([0, [], []]);
    for (const kind of kinds) await meet(kind);
    expect(await creditBalance(db, personId)).toBe(300);
  });

  const award = (line: string) => ({
    line,
    category: 'A',
    amount: 100,
    elective: false,
    school: 'party',
    ruleLine: 'A.rate',
    words: '',
  });
  const tooLong = 'x'.repeat(33);
  const breakages: Record<string, object> = {
    'its first line': { rule_version_id: 'none' },
    'its second line': { award: JSON.stringify([award('face'), award(tooLong)]) },
    'the award that was pinned': { award: '[' },
  };
  for (const [step, change] of Object.entries(breakages)) {
    it(`leaves nothing, not even the met requirement, when ${step} cannot be written`, async () => {
      for (const kind of ['watch', 'quiz', 'attend'] as const) await meet(kind);
      const sound = await db.selectFrom('enrolment_pin').selectAll().executeTakeFirstOrThrow();
      await db.updateTable('enrolment_pin').set(change).execute();
      await expect(meet('evaluate')).rejects.toThrow();
      expect([await metCount(), await completions(), await entries()]).toEqual([3, [], []]);
      expect(await unreadNotices(db, personId)).toEqual([]);
      await db.updateTable('enrolment_pin').set(sound).execute();
      expect(await meet('evaluate')).toEqual({ met: true, completed: true });
      expect(await creditBalance(db, personId)).toBe(300);
    });
  }

  it('files a course without credits', async () => {
    section = await aSection(db, {
      asks: [ask('watch', 'watch')],
      hoursFaceHundredths: 0,
      hoursRecordedHundredths: 0,
    });
    ({ personId, enrolmentId } = await enrolled());
    expect(await meet('watch')).toEqual({ met: true, completed: true });
    expect(await entries()).toEqual([]);
    expect((await unreadNotices(db, personId))[0]?.body).toBe('这门课不计学分，已记入你的学习档案。');
    await planRequirements(db, section.sectionId, []);
    expect(await breaches()).toEqual([]);
  });
});
