import { beforeEach, expect, it } from 'vitest';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { appealDesk } from '#app/features/appeals/desk.server.ts';
import { ownAppeals } from '#app/features/appeals/reading.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { aDesk, type Desk } from '#tests/adjustments/desk.ts';
import { holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, type Learner } from '#tests/support/world.ts';

describeOnBothDatabases('an appeal against an adjustment', (open) => {
  let db: Db;
  let desk: Desk;
  let appeals: Learner;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
    appeals = await holding(db, 'appeals-reviewer', '舒再看');
  });

  /** Takes half a credit of an entry back, by two persons; the ids of what came of it. */
  async function takenBack(entryId: string) {
    const confirmed = await desk.confirm(await desk.proposeBack(entryId));
    if (!confirmed.ok) throw new Error(confirmed.reason);
    const entries = await creditEntries(db, desk.learner.personId, accountingYear({}, 2026));
    const reversal = entries.find(({ reversesId }) => reversesId === entryId)?.id ?? '';
    const rest = entries.find(({ evidence }) => evidence.adjustment?.insteadOf === entryId)?.id ?? '';
    return { reversal, rest };
  }
  const about = (subjectId: string) => ({ subject: 'entry', subjectId }) as const;
  const raise = (entryId: string, who = desk.learner) =>
    raiseAppeal(db, {
      ...{ ...about(entryId), actor: who.actor, words: '签到表上我两次都在，请再看。' },
      now: after({ days: 1 }),
    });
  const raised = async (entryId: string) => {
    const outcome = await raise(entryId);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.appealId;
  };
  const decide = (appealId: string, who = appeals, means: 'uphold' | 'dismiss' = 'uphold') =>
    decideAppeal(db, {
      ...{ actor: who.actor, appealId, means, words: '核对过签到表。', now: after({ days: 2 }) },
    });
  const contestedOf = async (subjectId: string) =>
    (await ownAppeals(db, { ...about(subjectId), personId: desk.learner.personId })).contested;

  it('that is upheld puts the entry back as it was, and what stood in its place goes', async () => {
    const { rest } = await takenBack(await desk.entryOf(150));
    expect(await desk.balance()).toBe(100);
    expect(await contestedOf(rest)).toMatchObject({ decision: expect.stringContaining('学时登记多了') });
    const appealId = await raised(rest);
    expect(await decide(appealId)).toEqual({ ok: true });
    expect(await desk.balance()).toBe(150);
    expect(await appealDesk(db, { actor: appeals.actor, appealId, now: after({ days: 2 }) })).toMatchObject({
      appeal: { state: 'upheld' },
      entry: { entry: { id: rest } },
    });
    const [told] = await unreadNotices(db, desk.learner.personId, 1);
    expect(told?.title).toBe('“四方五步”的申诉成立');
    await desk.expectSound();
  });

  it('that is dismissed changes nothing', async () => {
    const { rest } = await takenBack(await desk.entryOf(150));
    expect(await decide(await raised(rest), appeals, 'dismiss')).toEqual({ ok: true });
    expect(await desk.balance()).toBe(100);
    await desk.expectSound();
  });

  it('is heard by none of the two who made it, nor by whom it concerns', async () => {
    const { rest } = await takenBack(await desk.entryOf(150));
    const appealId = await raised(rest);
    expect(await decide(appealId, desk.proposer)).toEqual({ ok: false, reason: 'decided-before' });
    expect(await decide(appealId, desk.reviewer)).toEqual({ ok: false, reason: 'decided-before' });
    expect(await decide(appealId, desk.learner)).toEqual({ ok: false, reason: 'own' });
    expect(await desk.balance()).toBe(100);
  });

  it('is about what was put in the place of the other, and restores once', async () => {
    const { rest, reversal } = await takenBack(await desk.entryOf(150));
    expect(await raise(reversal)).toEqual({ ok: false, reason: 'nothing' });
    expect(await decide(await raised(rest))).toEqual({ ok: true });
    expect(await desk.balance()).toBe(150);
    // What an upheld appeal took away to make room is nothing to appeal against.
    const entries = await creditEntries(db, desk.learner.personId, accountingYear({}, 2026));
    const gone = entries.find(({ reversesId }) => reversesId === rest)?.id ?? '';
    for (const entryId of [rest, reversal, gone]) expect(await contestedOf(entryId)).toBeNull();
    expect(await raise(gone)).toEqual({ ok: false, reason: 'nothing' });
    await desk.expectSound();
  });

  it('against the first of two puts the whole entry back and nothing beside it', async () => {
    const { rest } = await takenBack(await desk.entryOf(150));
    const first = await raised(rest);
    const later = await takenBack(rest);
    const second = await raised(later.rest);
    expect(await desk.balance()).toBe(50);
    expect(await decide(first)).toEqual({ ok: true });
    expect(await desk.balance()).toBe(150);
    const other = await holding(db, 'appeals-reviewer', '苏青');
    expect(await decide(second)).toEqual({ ok: false, reason: 'decided-before' });
    expect(await decide(second, other)).toEqual({ ok: false, reason: 'stands-again' });
    expect(await decide(second, other, 'dismiss')).toEqual({ ok: true });
    expect(await desk.balance()).toBe(150);
    await desk.expectSound();
  });

  it('against the second of two puts back what the first had left, about which one is heard once', async () => {
    const { rest } = await takenBack(await desk.entryOf(150));
    expect(await decide(await raised(rest), appeals, 'dismiss')).toEqual({ ok: true });
    const later = await takenBack(rest);
    const other = await holding(db, 'appeals-reviewer', '苏青');
    expect(await decide(await raised(later.rest), other)).toEqual({ ok: true });
    expect(await desk.balance()).toBe(100);
    const entries = await creditEntries(db, desk.learner.personId, accountingYear({}, 2026));
    const again = entries.find(({ amount, reversedById }) => amount === 100 && reversedById === null);
    expect(await contestedOf(again?.id ?? '')).toBeNull();
    await desk.expectSound();
  });

  it('needs something taken: what was added is nothing to appeal against', async () => {
    await desk.confirm(await desk.propose());
    const [added] = await creditEntries(db, desk.learner.personId, accountingYear({}, 2026));
    expect(await raise(added?.id ?? '')).toEqual({ ok: false, reason: 'nothing' });
    expect(await raise(added?.id ?? '', desk.proposer)).toEqual({ ok: false, reason: 'not-found' });
  });
});
