import { beforeEach, expect, it } from 'vitest';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { publicAgainUntil } from '#app/features/declarations/publicity.server.ts';
import { declarationSheet } from '#app/features/declarations/reading.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { aDesk, type Desk } from '#tests/adjustments/desk.ts';
import { decided, declared, holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, type Learner, now } from '#tests/support/world.ts';

/** A declaration that paid less than was declared, was raised on appeal and is public again: what its first entry goes through meanwhile. */
describeOnBothDatabases('an entry of a declaration that is public again', (open) => {
  let db: Db;
  let desk: Desk;
  let appeals: Learner;
  let another: Learner;
  let declarationId: string;
  let entryId: string;
  let less: number;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
    appeals = await holding(db, 'appeals-reviewer', '舒再看');
    another = await holding(db, 'appeals-reviewer', '路重核');
    const form = { level: 'topic-lead', units: null };
    declarationId = await declared(db, desk.learner, { key: 'E.result', form });
    await decided(db, desk.reviewer, { declarationId, means: 'grant', accepted: { level: 'case-accepted' } });
    await postRound(9);
    const [entry] = await entries();
    entryId = entry?.id ?? '';
    less = await desk.balance();
    expect(await publicAgainUntil(db, source())).toBeNull();
    await upheld('declaration', declarationId, 1);
  });

  const source = () => ({ type: 'declaration', id: declarationId });
  const postRound = (days: number) => postAfterPublicity(db, { limit: 9, now: after({ days }) });
  const entries = () => creditEntries(db, desk.learner.personId, accountingYear({}, 2026));
  const upheld = async (subject: 'entry' | 'declaration', subjectId: string, days: number, by = appeals) => {
    const words = '签到表上我都在，请再看一次。';
    const raised = await raiseAppeal(db, {
      ...{ subject, subjectId, actor: desk.learner.actor, words, now: after({ days }) },
    });
    if (!raised.ok) throw new Error(raised.reason);
    expect(
      await decideAppeal(db, {
        ...{ actor: by.actor, appealId: raised.appealId, means: 'uphold', units: null },
        ...{ words: '核对过。', now: after({ days }) },
      }),
    ).toEqual({ ok: true });
  };
  const takenBack = async (days = 11) => {
    const reversal = { actor: desk.proposer.actor, entryId, reason: '查实是假的。', now: after({ days }) };
    const outcome = await reverseCredit(db, reversal);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.entryId;
  };
  const lastStep = async () => {
    const row = await declarationRow(db, declarationId);
    if (!row) throw new Error('no declaration');
    const { steps } = await declarationSheet(db, { row, forPerson: null, now });
    return steps.at(-1)?.kind;
  };

  it('is replaced by what was granted last, where nobody touches it', async () => {
    expect(await publicAgainUntil(db, source())).toBe('2026-11-30');
    await postRound(40);
    expect(await desk.balance()).toBeGreaterThan(less);
    expect(await lastStep()).toBe('posted');
    await desk.expectSound();
  });

  it('stays taken back when somebody takes it back meanwhile, and the person is told', async () => {
    await takenBack();
    expect(await postRound(40)).toBe(1);
    expect(await postRound(41)).toBe(0);
    expect(await desk.balance()).toBe(0);
    expect(await lastStep()).toBe('not-posted');
    expect((await unreadNotices(db, desk.learner.personId)).map(({ title }) => title)).toContainEqual(
      expect.stringContaining('没有再记入学分'),
    );
    await desk.expectSound();
  });

  it('stays corrected when two persons correct it meanwhile', async () => {
    const proposed = await desk.proposeBack(entryId, 50);
    // The hour of the desk lies before the appeal: this one is confirmed afterwards.
    const words = '对过签到表';
    expect(
      await confirmAdjustment(db, {
        ...{ actor: desk.reviewer.actor, adjustmentId: proposed, words, now: after({ days: 11 }) },
      }),
    ).toMatchObject({ ok: true });
    await postRound(40);
    expect(await desk.balance()).toBe(less - 50);
    await desk.expectSound();
  });

  it('is not restored by itself once the declaration has fallen', async () => {
    const words = '签到表上我都在，请再看一次。';
    const raised = await raiseAppeal(db, {
      ...{ subject: 'entry', subjectId: await takenBack(), actor: desk.learner.actor },
      ...{ words, now: after({ days: 11 }) },
    });
    if (!raised.ok) throw new Error(raised.reason);
    await db.updateTable('declaration').set({ state: 'refused' }).where('id', '=', declarationId).execute();
    expect(
      await decideAppeal(db, {
        ...{ actor: another.actor, appealId: raised.appealId, means: 'uphold', units: null },
        ...{ words: '核对过。', now: after({ days: 12 }) },
      }),
    ).toEqual({ ok: false, reason: 'fallen' });
    expect(await desk.balance()).toBe(0);
  });

  it('gives way again once what was taken back has been made good', async () => {
    await upheld('entry', await takenBack(), 12, another);
    expect(await desk.balance()).toBe(less);
    await postRound(40);
    expect(await desk.balance()).toBeGreaterThan(less);
    await desk.expectSound();
  });
});
