import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AdjustmentKind,
  adjustmentKinds,
  sumProblem,
} from '#app/features/adjustments/adjustment-kinds.rules.ts';
import { applyDecisionForm, applyProposalForm } from '#app/features/adjustments/desk-actions.server.ts';
import { newId } from '#app/lib/id.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { aDesk, addition } from './desk.ts';

describe('what a kind of adjustment allows', () => {
  it('is a positive multiple of the step within its bound, and less than the whole of what is taken back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...adjustmentKinds),
        fc.oneof(
          fc.integer({ min: -100, max: 8000 }),
          fc.integer({ min: 1, max: 200 }).map((quarters) => 25 * quarters),
        ),
        fc.option(fc.integer({ min: 0, max: 8000 })),
        (kind: AdjustmentKind, amount, standing) => {
          const allowed =
            amount > 0 &&
            amount % 25 === 0 &&
            amount <= kind.mostHundredths &&
            (standing === null || kind.mode !== 'less' || amount < standing);
          expect(sumProblem(kind, { amount, step: 25, standing }) === null).toBe(allowed);
        },
      ),
    );
  });
});

describeOnBothDatabases('the forms of an adjustment', (open) => {
  it('say what is wrong with the form, and keep what was typed', async () => {
    const db = await open();
    const desk = await aDesk(db, open.engine);
    const base = { ...addition, amount: '', units: '1.5', again: 'no', person: desk.learner.personId };
    const sent = (fields: Record<string, string>) =>
      applyProposalForm(db, { actor: desk.proposer.actor, fields: { ...base, ...fields }, now });
    const wrongs: [Record<string, string>, string, RegExp][] = [
      [{ units: '很多' }, 'units', /写成/],
      [{ units: '0' }, 'units', /多少学时/],
      [{ units: '0.1' }, 'units', /大于 0/],
      [{ units: '900' }, 'units', /一次最多/],
      [{ amount: '3' }, 'amount', /按规则是 1.5 学分，不能另写/],
      [{ category: 'E.result', level: '' }, 'level', /请选是哪一种/],
      [{ category: 'C', amount: '' }, 'amount', /多少学分/],
      [{ category: 'C', amount: '0.1' }, 'amount', /整倍数/],
      [{ sameAs: newId() }, 'sameAs', /不是这个人的/],
      [{ kind: 'gift' }, 'kind', /情况/],
      [{ kind: 'too-much' }, 'kind', /那一笔/],
      [{ category: 'Z' }, 'category', /类别/],
      [{ reason: '' }, 'reason', /理由/],
      [{ evidence: '无' }, 'evidence', /依据/],
      [{ occurredOn: '昨天' }, 'occurredOn', /日期/],
      [{ occurredOn: '2027-01-01' }, 'occurredOn', /还没有到/],
      [{ occurredOn: '2020-01-01' }, 'occurredOn', /没有学分规则/],
      [{ title: ' ' }, 'title', /哪门课/],
    ];
    for (const [fields, field, message] of wrongs) {
      const applied = await sent(fields);
      expect(applied).toMatchObject({ ok: false, status: 400 });
      if (applied.ok) continue;
      expect(applied.answer.errors).toHaveLength(1);
      expect(applied.answer.errors[0]).toMatchObject({ field, message: expect.stringMatching(message) });
      expect(applied.answer.fields).toMatchObject({ ...base, ...fields });
    }
    const shown = await sent({});
    expect(shown).toMatchObject({
      ...{ ok: false, status: 200, reckoned: { amount: 150 } },
      answer: { errors: [], fields: { units: '1.5', shown: '150' } },
    });
    // What is changed after that is shown once more.
    expect(await sent({ units: '2', shown: '150' })).toMatchObject({
      status: 200,
      reckoned: { amount: 200 },
    });
    expect(await db.selectFrom('adjustment').select('id').execute()).toEqual([]);
    expect(await sent({ title: '另一件事', shown: '150' })).toMatchObject({ ok: true });
    expect(await sent({ person: newId() })).toMatchObject({ ok: false, status: 404 });
    expect(await sent({ entry: newId() })).toMatchObject({ ok: false, status: 404 });
    const back = {
      entry: await desk.entryOf(300),
      kind: 'too-much',
      amount: '3',
      reason: '学时多了',
      evidence: '课次记录',
    };
    expect(await applyProposalForm(db, { actor: desk.proposer.actor, fields: back, now })).toMatchObject({
      answer: { errors: [{ field: 'amount', message: expect.stringContaining('请用冲销') }] },
    });
    const id = await desk.propose();
    const decided = (fields: Record<string, string>) =>
      applyDecisionForm(db, { actor: desk.reviewer.actor, adjustmentId: id, fields, now });
    expect(await decided({})).toMatchObject({ status: 400, answer: { errors: [{ field: 'means' }] } });
    expect(await decided({ means: 'confirm', words: '' })).toMatchObject({ status: 400 });
    expect(await decided({ means: 'decline', words: '不' })).toMatchObject({ status: 400 });
    expect(await decided({ means: 'confirm', words: '对过了' })).toEqual({ ok: true, done: 'confirmed' });
    expect(await decided({ means: 'confirm', words: '对过了' })).toMatchObject({ ok: false, status: 409 });
  });
});
