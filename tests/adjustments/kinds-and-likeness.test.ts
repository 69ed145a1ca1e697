import { beforeEach, expect, it } from 'vitest';
import { alikeTo } from '#app/features/adjustments/alike.server.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { applyDecisionForm } from '#app/features/adjustments/desk-actions.server.ts';
import { choicesOf } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import { proposeAddition } from '#app/features/adjustments/proposing.server.ts';
import { adjustmentOf } from '#app/features/adjustments/reading.server.ts';
import { withinCaps } from '#app/features/credits/caps.rules.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import { awardsThatStand, ledgerLines } from '#app/features/credits/records.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import type { Db } from '#db/database.ts';
import { exampleOf } from '#tests/credits/policy-files.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { holding, now } from '#tests/support/world.ts';
import { aDesk, addition, type Desk } from './desk.ts';

describeOnBothDatabases('what is added', (open) => {
  let db: Db;
  let desk: Desk;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
  });

  const proposed = (
    said: Partial<Record<'category' | 'title' | 'occurredOn' | 'level' | 'sameAs', string>> & {
      units?: number | null;
      amount?: number;
    } = {},
  ) =>
    proposeAddition(db, {
      ...{ actor: desk.proposer.actor, personId: desk.learner.personId, now },
      form: { ...addition, ...said } as Parameters<typeof proposeAddition>[1]['form'],
    });
  const confirmed = (adjustmentId: string, different = false) =>
    confirmAdjustment(db, { actor: desk.reviewer.actor, adjustmentId, words: '对过了', different, now });

  it('is of a kind of activity of the rules in force, and counts within the cap of that kind', async () => {
    const { rules } = exampleOf('nanjing');
    const { code, version, title } = rules;
    const dates = { validFrom: '2026-06-01', validTo: null };
    await publishPolicy(db, {
      policy: { kind: 'rules', code, version, title, ...dates, content: rules },
      now,
    });
    expect(choicesOf(rules)).toContainEqual(
      expect.objectContaining({
        value: 'A.degree',
        label: expect.stringMatching(/：在职学历教育$/),
        unit: '学时',
      }),
    );
    expect(await proposed({ category: 'A' })).toMatchObject({
      ...{ ok: false, reason: 'form', field: 'category', message: expect.stringContaining('在职学历教育') },
    });
    expect(await proposed({ category: 'A.nothing' })).toMatchObject({ ok: false, field: 'category' });
    for (const name of ['在职硕士第一学期', '在职硕士第二学期']) {
      const outcome = await proposed({ category: 'A.degree', title: name, units: 2000 });
      expect(outcome).toMatchObject({ ok: true });
      if (outcome.ok) expect(await confirmed(outcome.adjustmentId)).toMatchObject({ ok: true });
    }
    expect(await desk.balance()).toBe(4000);
    const { personId } = desk.learner;
    const lines = awardsThatStand((await ledgerLines(db, [personId])).get(personId) ?? []);
    expect(lines.map(({ line }) => line)).toEqual(['degree', 'degree']);
    expect(
      withinCaps(
        rules.categories.find((rule) => rule.code === 'A'),
        lines,
      ),
    ).toBe(2400);
    await desk.expectSound();
  });

  it('is reckoned by rate and by outcome, and one thing in two parts counts up to its cap', async () => {
    const { rules, schemes } = exampleOf('nanjing');
    const dates = { validFrom: '2026-06-01', validTo: null };
    for (const [kind, content] of [
      ['rules', rules],
      ['schemes', schemes],
    ] as const) {
      const { code, version, title } = content;
      await publishPolicy(db, { policy: { kind, code, version, title, ...dates, content }, now });
    }
    const { personId } = desk.learner;
    await holding(db, personId, 'street-staff');
    const counted = async () =>
      (await yearStanding(db, personId, { year: 2026, today: '2026-12-01' })).standings[0]?.counted;
    const entryOf = async (said: Parameters<typeof proposed>[0]) => {
      const outcome = await proposed(said);
      if (!outcome.ok) throw new Error(outcome.reason);
      const done = await confirmed(outcome.adjustmentId);
      if (!done.ok || !done.entryId) throw new Error('not confirmed');
      return done.entryId;
    };
    const trip = { category: 'A.outside', units: 500 };
    // More than 40 in one addition is refused, so ten days outside come in two parts: 30 and 30.
    expect(await proposed({ ...trip, units: 1000 })).toMatchObject({ field: 'units' });
    const first = await entryOf({ ...trip, title: '浦东学习前五天' });
    const second = await entryOf({ ...trip, title: '浦东学习后五天', sameAs: first });
    expect(await desk.balance()).toBe(6000);
    expect(await counted()).toBe(4800);
    // Whoever names the second part means the same trip; another kind is no such thing; another trip has a cap of its own.
    await entryOf({ ...trip, units: 100, title: '浦东学习补一天', sameAs: second });
    expect(await counted()).toBe(4800);
    expect(await proposed({ category: 'A.in-house', units: 100, sameAs: first })).toMatchObject({
      ...{ field: 'sameAs', message: expect.stringContaining('同一种活动') },
    });
    await entryOf({ ...trip, units: 100, title: '井冈山学习' });
    expect(await counted()).toBe(5400);
    // A paper by its level, and the same one at a higher: 12 and 48, of which 48.
    const paper = await entryOf({ category: 'E.paper', units: null, level: 'city', title: '论文' });
    await entryOf({
      category: 'E.paper',
      units: null,
      level: 'national',
      title: '论文（全国）',
      sameAs: paper,
    });
    expect(await counted()).toBe(5400 + 4800);
    // Teaching: 3 hours × 5.
    const taught = await entryOf({ category: 'D.teaching', units: 300, title: '授课' });
    expect(await creditEntry(db, taught)).toMatchObject({
      amount: 1500,
      line: 'teaching',
      computation: { words: '漏记补上：授课 3 学时 × 每学时 5 学分 = 15 学分' },
    });
    await desk.expectSound();
  });

  it('waits once: the same again is refused with words, also when two press at once', async () => {
    const both = await Promise.all([proposed(), proposed({ title: '楼道议事，现场观摩 ' })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      field: 'title',
      message: expect.stringContaining('等着核对'),
    });
    expect(await proposed({ occurredOn: '2026-11-19' })).toMatchObject({ ok: true });
    await desk.expectSound();
  });

  it('is shown beside what is alike, and equal to it only confirmed by whoever says that it is something else', async () => {
    const first = await proposed();
    if (first.ok) await confirmed(first.adjustmentId);
    const second = await proposed();
    if (!second.ok) throw new Error(second.reason);
    const waiting = await adjustmentOf(db, second.adjustmentId);
    expect(waiting && (await alikeTo(db, waiting))).toMatchObject([
      { what: 'entry', title: addition.title, amount: 150, equal: true },
    ]);
    expect(await confirmed(second.adjustmentId)).toEqual({ ok: false, reason: 'alike' });
    expect(await desk.balance()).toBe(150);
    const sent = { actor: desk.reviewer.actor, adjustmentId: second.adjustmentId, now };
    const fields = { means: 'confirm', words: '对过了' };
    expect(await applyDecisionForm(db, { ...sent, fields })).toMatchObject({
      ...{ ok: false, status: 409, answer: { errors: [{ field: 'different' }] } },
    });
    expect(await applyDecisionForm(db, { ...sent, fields: { ...fields, different: 'yes' } })).toMatchObject({
      ok: true,
    });
    expect(await desk.balance()).toBe(300);
    await desk.expectSound();
  });

  it('that only shares its day is shown and needs no word', async () => {
    const first = await proposed();
    const second = await proposed({ title: '同一天的另一件事' });
    if (!first.ok || !second.ok) throw new Error('not proposed');
    const waiting = await adjustmentOf(db, second.adjustmentId);
    expect(waiting && (await alikeTo(db, waiting))).toMatchObject([{ what: 'adjustment', equal: false }]);
    expect(await confirmed(second.adjustmentId)).toMatchObject({ ok: true });
  });
});
