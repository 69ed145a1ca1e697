import { beforeEach, expect, it } from 'vitest';
import { alikeTo } from '#app/features/adjustments/alike.server.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { applyDecisionForm } from '#app/features/adjustments/desk-actions.server.ts';
import { choicesOf } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import { proposeAddition } from '#app/features/adjustments/proposing.server.ts';
import { adjustmentOf } from '#app/features/adjustments/reading.server.ts';
import { withinCaps } from '#app/features/credits/caps.rules.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { awardsThatStand, ledgerLines } from '#app/features/credits/records.server.ts';
import type { Db } from '#db/database.ts';
import { exampleOf } from '#tests/credits/policy-files.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { aDesk, addition, type Desk } from './desk.ts';

describeOnBothDatabases('what is added', (open) => {
  let db: Db;
  let desk: Desk;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
  });

  const proposed = (
    said: Partial<Record<'kind' | 'category' | 'title' | 'occurredOn', string>> & { amount?: number } = {},
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
    expect(choicesOf(rules)).toContainEqual({
      value: 'A.degree',
      label: expect.stringMatching(/：在职学历教育$/),
    });
    expect(await proposed({ category: 'A' })).toMatchObject({
      ...{ ok: false, reason: 'form', field: 'category', message: expect.stringContaining('在职学历教育') },
    });
    expect(await proposed({ category: 'A.nothing' })).toMatchObject({ ok: false, field: 'category' });
    for (const name of ['在职硕士第一学期', '在职硕士第二学期']) {
      const outcome = await proposed({ category: 'A.degree', title: name, amount: 2000 });
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

  it('waits once: the same again is refused with words, also when two press at once', async () => {
    const both = await Promise.all([proposed(), proposed({ title: '楼道议事，现场观摩 ' })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      field: 'title',
      message: expect.stringContaining('等着核对'),
    });
    // Another reason why it is added does not make it another thing.
    expect(await proposed({ kind: 'earlier-record' })).toMatchObject({ ok: false, field: 'title' });
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
