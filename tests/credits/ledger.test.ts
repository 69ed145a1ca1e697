import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import {
  creditBalance,
  type Posting,
  postCredit,
  reverseCredit,
} from '#app/features/credits/ledger.server.ts';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import { awardsThatStand, ledgerLines } from '#app/features/credits/records.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { aPosting } from './a-posting.ts';

describeOnBothDatabases('the ledger', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    learner = await aLearner(db);
  });

  const posting = (more: Partial<Posting> = {}) => aPosting({ learner, ruleVersionId, ...more });
  const reverse = (entryId: string, actor = academy) =>
    reverseCredit(db, { actor, entryId, reason: '签到有误', now: after({ hours: 1 }) });
  const entries = () => db.selectFrom('credit_entry').selectAll().execute();

  it('keeps what was earned with its evidence and rule version', async () => {
    const { posted, entryId } = await postCredit(db, posting({ actor: learner.actor, reason: '补录' }));
    expect(posted).toBe(true);
    expect(await creditEntry(db, entryId)).toMatchObject({
      personId: learner.personId,
      personName: '佟向暖',
      kind: 'award',
      amount: 150,
      elective: false,
      revision: 1,
      reversedById: null,
      postedByName: '佟向暖',
      reason: '补录',
      ruleVersion: '2026.1',
      computation: { ruleLine: 'B.required', words: '1.5 学时' },
      evidence: { courseCode: 'ZL05' },
    });
    expect(await creditEntry(db, 'nothing')).toBeNull();
  });

  it('pays one source once a line, whatever a second posting says', async () => {
    const first = await postCredit(db, posting());
    expect(await postCredit(db, posting({ amount: 9_900 }))).toEqual({
      posted: false,
      entryId: first.entryId,
    });
    await postCredit(db, posting({ line: 'face', category: 'A', amount: 200 }));
    await postCredit(db, posting({ source: { type: 'completion', id: 'c2' }, amount: 50 }));
    await postCredit(db, posting({ source: { type: 'declaration', id: 'c1' }, amount: 25 }));
    expect(await creditBalance(db, learner.personId)).toBe(425);
    expect(await creditBalance(db, (await aLearner(db)).personId)).toBe(0);
  });

  it('pays once when fifty post at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => postCredit(db, posting())));
    expect(outcomes.filter(({ posted }) => posted)).toHaveLength(1);
    expect(new Set(outcomes.map(({ entryId }) => entryId)).size).toBe(1);
    expect(await entries()).toHaveLength(1);
  });

  it('pays once when twenty post at once, each in a transaction of its own', async () => {
    const one = () => db.transaction().execute((trx) => postCredit(trx, posting()));
    const outcomes = await Promise.all(Array.from({ length: 20 }, one));
    expect(outcomes.filter(({ posted }) => posted)).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
  });

  it('takes an award back by a second entry, once, and tells the person why', async () => {
    const { entryId } = await postCredit(db, posting());
    const before = await creditEntry(db, entryId);
    const outcome = await reverse(entryId);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(await reverse(entryId)).toEqual({ ok: false, reason: 'already-reversed' });
    expect(await reverse(outcome.entryId)).toEqual({ ok: false, reason: 'is-reversal' });
    expect(await reverse('nothing')).toEqual({ ok: false, reason: 'not-found' });
    expect(await creditEntry(db, entryId)).toEqual({ ...before, reversedById: outcome.entryId });
    expect(await creditEntry(db, outcome.entryId)).toMatchObject({
      kind: 'reversal',
      amount: -150,
      reversesId: entryId,
      reason: '签到有误',
      occurredOn: '2026-11-22',
      evidence: { courseCode: 'ZL05' },
    });
    expect(await creditBalance(db, learner.personId)).toBe(0);
    const [notice] = await unreadNotices(db, learner.personId);
    expect(notice).toMatchObject({
      title: '《四方五步协商议事》的 1.5 学分已冲销',
      link: `/me/credits/${entryId}`,
    });
    expect(notice?.body).toContain('理由：签到有误。');
    const journal = await db
      .selectFrom('journal_entry')
      .select(['action', 'subject_id'])
      .where('action', '!=', 'policy.published')
      .execute();
    expect(journal).toEqual([{ action: 'credit.reversed', subject_id: entryId }]);
  });

  it('takes an award back once when ten ask at once', async () => {
    const { entryId } = await postCredit(db, posting());
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => reverse(entryId)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await entries()).toHaveLength(2);
    expect(await unreadNotices(db, learner.personId)).toHaveLength(1);
  });

  it('takes back an award of nothing', async () => {
    const { entryId } = await postCredit(db, posting({ amount: 0 }));
    expect((await reverse(entryId)).ok).toBe(true);
    expect((await entries()).map(({ amount }) => Math.abs(amount))).toEqual([0, 0]);
  });

  it('lets nobody take back their own', async () => {
    const { entryId } = await postCredit(db, posting());
    expect(await reverse(entryId, learner.actor)).toEqual({ ok: false, reason: 'own' });
    expect(await entries()).toHaveLength(1);
    expect((await reverse(entryId, (await aLearner(db)).actor)).ok).toBe(true);
  });

  it('opens the next revision when the same source is posted after a reversal', async () => {
    const first = await postCredit(db, posting());
    await reverse(first.entryId);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => postCredit(db, posting({ amount: 100 }))),
    );
    expect(outcomes.filter(({ posted }) => posted)).toHaveLength(1);
    const second = await creditEntry(db, outcomes[0]?.entryId ?? '');
    expect(second).toMatchObject({ revision: 2, amount: 100, reversedById: null });
    expect(await creditBalance(db, learner.personId)).toBe(100);
    await reverse(second?.id ?? '');
    await postCredit(db, posting());
    expect(
      (await entries()).map(({ kind, revision, amount }) => `${kind} ${revision} ${amount}`).sort(),
    ).toEqual(['award 1 150', 'award 2 100', 'award 3 150', 'reversal 1 -150', 'reversal 2 -100']);
  });

  it('sums to the same in every reading, after any posts and reversals', async () => {
    const step = fc.record({
      reversal: fc.boolean(),
      source: fc.integer({ min: 1, max: 3 }),
      line: fc.constantFrom('face', 'recorded'),
      amount: fc.integer({ min: 0, max: 12 }).map((quarters) => quarters * 25),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        learner = await aLearner(db);
        const standing = new Map<string, { entryId: string; amount: number }>();
        for (const { reversal, source, line, amount } of steps) {
          const key = `${source} ${line}`;
          const known = standing.get(key);
          if (reversal) {
            if (known) expect((await reverse(known.entryId)).ok).toBe(true);
            standing.delete(key);
          } else {
            const wanted = posting({ source: { type: 'completion', id: `c${source}` }, line, amount });
            const { posted, entryId } = await postCredit(db, wanted);
            expect(posted).toBe(known === undefined);
            if (posted) standing.set(key, { entryId, amount });
          }
        }
        const sum = (amounts: { amount: number }[]) =>
          amounts.reduce((total, { amount }) => total + amount, 0);
        const shown = await myCredits(db, { personId: learner.personId, year: '2026', now });
        const lines = await ledgerLines(db, [learner.personId]);
        const awards = awardsThatStand(lines.get(learner.personId) ?? []);
        expect(shown.balance).toBe(sum([...standing.values()]));
        expect(sum(awards)).toBe(shown.balance);
        expect(awards).toHaveLength(standing.size);
        expect(await creditBalance(db, learner.personId)).toBe(shown.balance);
      }),
      { numRuns: 12 },
    );
  });
});
