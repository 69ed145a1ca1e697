import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { declineAdjustment, withdrawAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { proposeAddition, proposeCorrection } from '#app/features/adjustments/proposing.server.ts';
import { adjustmentOf, adjustmentsPage } from '#app/features/adjustments/reading.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, everywhere, now } from '#tests/support/world.ts';
import { aDesk, addition, type Desk, takingBack } from './desk.ts';

describeOnBothDatabases('adjustments by two persons', (open) => {
  let db: Db;
  let desk: Desk;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
  });

  it('post nothing before another person has confirmed, and say then who did what', async () => {
    const id = await desk.propose();
    expect(await desk.balance()).toBe(0);
    const outcome = await desk.confirm(id);
    expect(outcome).toMatchObject({ ok: true });
    expect(await desk.balance()).toBe(150);
    const entry = await creditEntry(db, outcome.ok ? (outcome.entryId ?? '') : '');
    expect(entry).toMatchObject({
      title: '楼道议事现场观摩',
      elective: true,
      school: 'governance',
      occurredOn: '2026-11-20',
      postedByName: '向明理',
      ruleVersionId: desk.ruleVersionId,
      computation: { ruleLine: 'A.adjustment', words: '漏记补上：面授 1.5 学时 × 每学时 1 学分 = 1.5 学分' },
      evidence: {
        adjustment: {
          kind: '漏记补上',
          evidence: '签到表第 2 页第 7 行',
          proposedBy: '时桂兰',
          confirmedBy: '向明理',
          words: '对过签到表',
          insteadOf: null,
        },
      },
    });
    const [told] = await unreadNotices(db, desk.learner.personId);
    expect(told).toMatchObject({
      title: '《楼道议事现场观摩》补记 1.5 学分',
      link: `/me/credits/${entry?.id}`,
    });
    expect(told?.body).toContain('时桂兰提出，向明理核对确认');
    expect((await unreadNotices(db, desk.proposer.personId))[0]?.title).toContain('已确认');
    const journal = await journalOf(db, { subjectType: 'adjustment', subjectId: id });
    expect(journal.map(({ action }) => action)).toEqual(['adjustment.confirmed', 'adjustment.proposed']);
    await desk.expectSound();
  });

  it('take back a part by a reversal and what is left, on the old evidence', async () => {
    const entryId = await desk.entryOf(300);
    const outcome = await desk.confirm(await desk.proposeBack(entryId, 50));
    expect(await desk.balance()).toBe(250);
    expect((await creditEntry(db, entryId))?.reversedById).not.toBeNull();
    expect(await creditEntry(db, outcome.ok ? (outcome.entryId ?? '') : '')).toMatchObject({
      amount: 250,
      title: '四方五步',
      occurredOn: '2026-11-01',
      computation: { words: '多记收回：原来 3 学分，收回 0.5，记 2.5 学分' },
      evidence: { courseCode: 'ZL05', adjustment: { insteadOf: entryId } },
    });
    await desk.expectSound();
  });

  it('add what was recorded too little by a reversal and the whole sum', async () => {
    const entryId = await desk.entryOf(300);
    const outcome = await desk.confirm(await desk.proposeBack(entryId, 50, 'too-little'));
    expect(await desk.balance()).toBe(350);
    expect(await creditEntry(db, outcome.ok ? (outcome.entryId ?? '') : '')).toMatchObject({
      amount: 350,
      computation: { words: '少记补差：原来 3 学分，补上 0.5，记 3.5 学分' },
    });
    await desk.expectSound();
  });

  it('are posted once, however many confirm at once', async () => {
    const [added, taken] = [await desk.propose(), await desk.proposeBack(await desk.entryOf(300), 100)];
    const others = [await aLearner(db, '甲'), await aLearner(db, '乙'), desk.reviewer];
    const attempts = [added, taken].flatMap((id) =>
      others.flatMap(({ actor }) => [desk.confirm(id, actor), desk.confirm(id, actor)]),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    expect(outcomes.filter((one) => !one.ok && one.reason === 'decided')).toHaveLength(10);
    expect(await desk.balance()).toBe(150 + 200);
    await desk.expectSound();
  });

  it('end one way, when it is confirmed, declined and taken back at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await desk.propose(150, { title: `第 ${round + 1} 次` });
      const outcomes = await Promise.all([
        desk.confirm(id),
        declineAdjustment(db, { actor: desk.reviewer.actor, adjustmentId: id, words: '没有依据', now }),
        withdrawAdjustment(db, { actor: desk.proposer.actor, adjustmentId: id, now }),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      await desk.expectSound();
    }
  });

  it('are nobody’s own: not proposed, not confirmed, not confirmed by the proposer', async () => {
    const own = { actor: desk.learner.actor, personId: desk.learner.personId, form: addition, now };
    expect(await proposeAddition(db, own)).toEqual({ ok: false, reason: 'own' });
    expect(
      await proposeCorrection(db, {
        actor: desk.learner.actor,
        entryId: await desk.entryOf(300),
        form: takingBack,
        now,
      }),
    ).toEqual({ ok: false, reason: 'own' });
    expect(await proposeAddition(db, { ...own, actor: academy })).toEqual({ ok: false, reason: 'nobody' });
    const id = await desk.propose();
    expect(await desk.confirm(id, desk.learner.actor)).toEqual({ ok: false, reason: 'own' });
    expect(await desk.confirm(id, desk.proposer.actor)).toEqual({ ok: false, reason: 'proposer' });
    expect(await desk.confirm(id, academy)).toEqual({ ok: false, reason: 'proposer' });
    const withdrawing = { actor: desk.reviewer.actor, adjustmentId: id, now };
    expect(await withdrawAdjustment(db, withdrawing)).toEqual({ ok: false, reason: 'not-proposer' });
    expect((await adjustmentOf(db, id))?.state).toBe('open');
  });

  it('post nothing when they are declined or taken back', async () => {
    const [declined, withdrawn] = [await desk.propose(), await desk.propose(150, { title: '社区开放日' })];
    await declineAdjustment(db, {
      actor: desk.reviewer.actor,
      adjustmentId: declined,
      words: '没有依据',
      now,
    });
    await withdrawAdjustment(db, { actor: desk.proposer.actor, adjustmentId: withdrawn, now });
    expect(await desk.balance()).toBe(0);
    expect(await unreadNotices(db, desk.learner.personId)).toEqual([]);
    expect((await unreadNotices(db, desk.proposer.personId)).map(({ body }) => body)).toEqual([
      '1.5 学分。向明理：没有依据',
    ]);
    expect((await adjustmentsPage(db, { waiting: true, page: 1, reach: everywhere })).total).toBe(0);
    const all = await adjustmentsPage(db, { waiting: false, page: 1, reach: everywhere });
    expect(all.adjustments.map(({ state }) => state).sort()).toEqual(['declined', 'withdrawn']);
    await desk.expectSound();
  });

  it('leave everything as it was when the entry has been reversed meanwhile', async () => {
    const entryId = await desk.entryOf(300);
    const id = await desk.proposeBack(entryId);
    await reverseCredit(db, { actor: desk.reviewer.actor, entryId, reason: '全部不算', now });
    expect(await desk.confirm(id)).toEqual({ ok: false, reason: 'entry-gone' });
    expect((await adjustmentOf(db, id))?.state).toBe('open');
    expect(await desk.balance()).toBe(0);
    const late = await proposeCorrection(db, { actor: desk.proposer.actor, entryId, form: takingBack, now });
    expect(late).toEqual({ ok: false, reason: 'entry-gone' });
    await desk.expectSound();
  });

  it('of one entry, reverse it once: of two partial ones the second finds it gone', async () => {
    const entryId = await desk.entryOf(300);
    const ids = [await desk.proposeBack(entryId, 50), await desk.proposeBack(entryId, 100)];
    const outcomes = await Promise.all(ids.map((id) => desk.confirm(id)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.reason === 'entry-gone')).toHaveLength(1);
    expect([200, 250]).toContain(await desk.balance());
    await desk.expectSound();
  });

  it('come to the same balance in whatever order they are confirmed', async () => {
    const sums = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sums, fc.infiniteStream(fc.nat()), async (quarters, picks) => {
        const before = await desk.balance();
        const ids: string[] = [];
        for (const quarter of quarters) ids.push(await desk.propose(25 * quarter, { title: newId() }));
        const waiting = [...ids];
        while (waiting.length > 0) {
          const [id = ''] = waiting.splice((picks.next().value ?? 0) % waiting.length, 1);
          expect(await desk.confirm(id)).toMatchObject({ ok: true });
        }
        const sum = quarters.reduce((total, quarter) => total + 25 * quarter, 0);
        expect((await desk.balance()) - before).toBe(sum);
      }),
      { numRuns: 8 },
    );
    await desk.expectSound();
  });
});
