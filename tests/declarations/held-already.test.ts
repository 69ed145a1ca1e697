import { beforeEach, expect, it } from 'vitest';
import { alikeTo } from '#app/features/adjustments/alike.server.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { adjustmentOf } from '#app/features/adjustments/reading.server.ts';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { contestableStep } from '#app/features/declarations/appealed.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { declarationSheet } from '#app/features/declarations/reading.server.ts';
import { applyReviewForm } from '#app/features/declarations/review-actions.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aDesk, addition, type Desk } from '#tests/adjustments/desk.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { decided, declared, holding, stateOf, training } from './declaring.ts';

describeOnBothDatabases('what a class pays for while it is declared', (open) => {
  let db: Db;
  let desk: Desk;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
  });

  const ofClass = async (title = training.title) => {
    const { entryId } = await postCredit(db, {
      ...{ personId: desk.learner.personId, source: { type: 'test', id: newId() }, line: 'face' },
      ...{ category: 'A', amount: 200, elective: false, school: 'party', title },
      ...{ ruleVersionId: desk.ruleVersionId, occurredOn: training.occurredOn },
      ...{ computation: { words: '4 学时' }, evidence: { courseCode: 'ZL05' }, actor: null, now },
    });
    return entryId;
  };
  const sheetOf = async (declarationId: string) => {
    const row = await declarationRow(db, declarationId);
    if (!row) throw new Error('no row');
    return declarationSheet(db, { row, forPerson: null, now });
  };
  const lastStep = async (declarationId: string) => (await sheetOf(declarationId)).steps.at(-1)?.kind;
  const postRound = (days: number) => postAfterPublicity(db, { limit: 9, now: after({ days }) });

  it('is not recognised on top of it: the reviewer reads which entry it is', async () => {
    const declarationId = await declared(db, desk.learner);
    const entryId = await ofClass();
    const held = { ok: false, reason: 'held-already', entryId };
    expect(await decided(db, desk.reviewer, { declarationId, means: 'grant' })).toEqual(held);
    const { declared: sheet } = await sheetOf(declarationId);
    const fields = { means: 'grant', words: '', units: '4', seen: String(sheet.steps) };
    expect(
      await applyReviewForm(db, { actor: desk.reviewer.actor, declared: sheet, fields, now }),
    ).toMatchObject({
      ...{ ok: false, status: 409, other: `/admin/credits/${entryId}`, answer: { fields } },
    });
    expect(await stateOf(db, declarationId)).toBe('waiting');
    await reverseCredit(db, { actor: desk.reviewer.actor, entryId, reason: '记错了', now });
    expect(await decided(db, desk.reviewer, { declarationId, means: 'grant' })).toEqual({ ok: true });
    await desk.expectSound();
  });

  it('goes back to its reviewers at the end of publicity, and nothing is posted', async () => {
    const declarationId = await declared(db, desk.learner);
    expect(await decided(db, desk.reviewer, { declarationId, means: 'grant' })).toEqual({ ok: true });
    await ofClass();
    expect(await postRound(20)).toBe(1);
    expect(await postRound(21)).toBe(0);
    expect([await stateOf(db, declarationId), await desk.balance()]).toEqual(['waiting', 200]);
    expect(await lastStep(declarationId)).toBe('held-back');
    expect(await contestableStep(db, declarationId)).toBeNull();
    expect((await unreadNotices(db, desk.learner.personId)).map(({ title }) => title)).toContainEqual(
      expect.stringContaining('要再看一次'),
    );
    await desk.expectSound();
    const refusal = { declarationId, means: 'refuse', words: '班里已经记过。' } as const;
    expect(await decided(db, desk.reviewer, refusal)).toEqual({ ok: true });
    await desk.expectSound();
  });

  it('is not recognised on appeal either, and what was paid before stays as it is', async () => {
    const form = { level: 'topic-lead', units: null };
    const declarationId = await declared(db, desk.learner, { key: 'E.result', form });
    await decided(db, desk.reviewer, { declarationId, means: 'grant', accepted: { level: 'case-accepted' } });
    await postRound(9);
    const paid = await desk.balance();
    const appeals = await holding(db, 'appeals-reviewer', '舒再看');
    const words = '签到表上我都在，请再看一次。';
    const raised = await raiseAppeal(db, {
      ...{ subject: 'declaration', subjectId: declarationId, actor: desk.learner.actor, words },
      now: after({ days: 10 }),
    });
    const uphold = () =>
      decideAppeal(db, {
        ...{ actor: appeals.actor, appealId: raised.ok ? raised.appealId : '', means: 'uphold', words },
        now: after({ days: 10 }),
      });
    const entryId = await ofClass();
    expect(await uphold()).toEqual({ ok: false, reason: 'held-already' });
    await reverseCredit(db, { actor: desk.reviewer.actor, entryId, reason: '记错了', now });
    expect(await uphold()).toEqual({ ok: true });
    await ofClass();
    await postRound(40);
    expect([await stateOf(db, declarationId), await lastStep(declarationId)]).toEqual([
      'posted',
      'not-posted',
    ]);
    expect(await desk.balance()).toBe(paid + 200);
    await desk.expectSound();
  });

  it('is seen by whoever confirms that the same was forgotten, while it waits and while it is public', async () => {
    const declarationId = await declared(db, desk.learner, {
      form: { title: addition.title, occurredOn: addition.occurredOn },
    });
    const adjustmentId = await desk.propose();
    const waiting = await adjustmentOf(db, adjustmentId);
    const shown = [{ what: 'declaration', id: declarationId, amount: null, equal: true }];
    expect(waiting && (await alikeTo(db, waiting))).toMatchObject(shown);
    expect(await desk.confirm(adjustmentId)).toEqual({ ok: false, reason: 'alike' });
    await decided(db, desk.reviewer, { declarationId, means: 'grant' });
    expect(await desk.confirm(adjustmentId)).toEqual({ ok: false, reason: 'alike' });
    const { actor } = desk.reviewer;
    expect(
      await confirmAdjustment(db, { actor, adjustmentId, words: '不是一件事', different: true, now }),
    ).toMatchObject({ ok: true });
    await postRound(20);
    expect([await stateOf(db, declarationId), await desk.balance()]).toEqual(['waiting', 150]);
  });
});
