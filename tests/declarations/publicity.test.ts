import { beforeEach, expect, it } from 'vitest';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { answerObjections } from '#app/features/declarations/answering.server.ts';
import { reviewDesk } from '#app/features/declarations/desk.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { hasObjected, objectTo } from '#app/features/declarations/objecting.server.ts';
import { publicityPage } from '#app/features/declarations/publicity.server.ts';
import { reviewQueue, waitingForReview } from '#app/features/declarations/queue.server.ts';
import { declarationSheet } from '#app/features/declarations/reading.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, everywhere, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { decided, declared, holding, stateOf, stepsOf } from './declaring.ts';

describeOnBothDatabases('publicity', (open) => {
  let db: Db;
  let learner: Learner;
  let neighbour: Learner;
  let reviewer: Learner;
  let declarationId: string;
  let publicityId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    neighbour = await aLearner(db, '乔安');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
    declarationId = await declared(db, learner);
    await decided(db, reviewer, { declarationId, means: 'grant' });
    publicityId = (await db.selectFrom('publicity').select('id').executeTakeFirstOrThrow()).id;
  });

  const object = (who: Learner, at = after({ days: 1 }), words = '那两天他在社区值班。') =>
    objectTo(db, { actor: who.actor, publicityId, words, now: at });
  const answer = async (means: 'dismiss' | 'uphold', who = reviewer) =>
    answerObjections(db, {
      ...{ actor: who.actor, declarationId, means, words: '核对过签到表。', now: after({ days: 2 }) },
      seen: await stepsOf(db, declarationId),
    });
  const later = after({ days: 30 });

  it('shows who, what, how much and until when, while it runs', async () => {
    const page = await publicityPage(db, { page: 1, now });
    expect(page).toMatchObject({
      total: 1,
      items: [
        {
          personName: '沈知秋',
          title: '社区协商能力培训',
          amount: 400,
          endsOn: '2026-11-27',
          objected: false,
        },
      ],
    });
    await postAfterPublicity(db, { limit: 10, now: later });
    expect(await publicityPage(db, { page: 1, now: later })).toMatchObject({ total: 0, items: [] });
  });

  it('is listed by its end and its id, never by credits', async () => {
    const others = [];
    for (const [index, units] of [100, 3000, 200].entries()) {
      const who = await aLearner(db, `某某${index}`);
      const id = await declared(db, who, { form: { units } });
      await decided(db, reviewer, { declarationId: id, means: 'grant' });
      others.push(id);
    }
    const { items } = await publicityPage(db, { page: 1, now });
    expect(items.map((item) => item.declarationId)).toEqual([declarationId, ...others]);
  });

  it('stops at an objection until that is answered, then goes on', async () => {
    expect(await object(neighbour)).toEqual({ ok: true, again: false });
    expect(await object(neighbour)).toEqual({ ok: true, again: true });
    expect(await hasObjected(db, { publicityId, personId: neighbour.personId })).toBe(true);
    expect(await postAfterPublicity(db, { limit: 10, now: later })).toBe(0);
    expect(await stateOf(db, declarationId)).toBe('objected');
    expect(await answer('dismiss')).toEqual({ ok: true });
    expect(await postAfterPublicity(db, { limit: 10, now: later })).toBe(1);
    expect(await creditBalance(db, learner.personId)).toBe(400);
    const [told] = await unreadNotices(db, neighbour.personId);
    expect(told?.title).toBe('对“社区协商能力培训”的异议不成立');
  });

  it('ends without credits when an objection is upheld', async () => {
    await object(neighbour);
    expect(await answer('uphold')).toEqual({ ok: true });
    expect(await stateOf(db, declarationId)).toBe('refused');
    expect(await postAfterPublicity(db, { limit: 10, now: later })).toBe(0);
    expect(await creditBalance(db, learner.personId)).toBe(0);
    expect(await publicityPage(db, { page: 1, now })).toMatchObject({ total: 0 });
  });

  it('takes no objection to one’s own, nor after its last day', async () => {
    expect(await object(learner)).toEqual({ ok: false, reason: 'own' });
    expect(await object(neighbour, new Date('2026-11-27T15:59:59.000Z'))).toMatchObject({ ok: true });
    const other = await aLearner(db);
    expect(await object(other, new Date('2026-11-27T16:00:00.000Z'))).toEqual({ ok: false, reason: 'over' });
  });

  it('tells nobody but the reviewers who objected, and whoever objected answers no objection', async () => {
    const second = await holding(db, 'credit-reviewer', '苏青');
    await object(second);
    const row = await declarationRow(db, declarationId);
    if (!row) throw new Error('no row');
    const sheet = await declarationSheet(db, { row, forPerson: learner.personId, now });
    const told = await unreadNotices(db, learner.personId);
    expect(JSON.stringify([sheet, told])).not.toMatch(/苏青|值班/);
    expect(JSON.stringify([sheet, told])).not.toContain(second.personId);
    const desk = await reviewDesk(db, { actor: reviewer.actor, declarationId, now });
    expect(desk?.objections).toMatchObject([
      { personName: '苏青', words: '那两天他在社区值班。', open: true },
    ]);
    expect(await answer('dismiss', second)).toMatchObject({ reason: 'objector' });
    expect(await answer('dismiss')).toEqual({ ok: true });
  });

  it('meets an objection and the end at the same moment as one of the two', async () => {
    const end = new Date('2026-11-27T15:59:59.000Z');
    const next = new Date('2026-11-27T16:00:01.000Z');
    const [objected, posted] = await Promise.all([
      object(neighbour, end),
      postAfterPublicity(db, { limit: 10, now: next }),
    ]);
    expect([objected.ok, posted]).toEqual(objected.ok ? [true, 0] : [false, 1]);
    expect(await creditBalance(db, learner.personId)).toBe(objected.ok ? 0 : 400);
  });

  it('posts once when two workers come at once', async () => {
    const rounds = await Promise.all([1, 2, 3].map(() => postAfterPublicity(db, { limit: 10, now: later })));
    expect(rounds.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await creditBalance(db, learner.personId)).toBe(400);
  });

  it('of one that cannot be posted stops no other', async () => {
    const second = await declared(db, neighbour);
    await decided(db, reviewer, { declarationId: second, means: 'grant' });
    // Longer than a line of the ledger: rules from before publishing refused such a pair of keys.
    await db
      .updateTable('declaration_grant')
      .set({ line: 'community-project-work.project-lead-x' })
      .where('declaration_id', '=', declarationId)
      .execute();
    const failed: string[] = [];
    const round = { limit: 1, now: later, failed: (id: string) => failed.push(id) };
    expect(await postAfterPublicity(db, round)).toBe(1);
    expect(failed).toEqual([declarationId]);
    expect([await stateOf(db, declarationId), await stateOf(db, second)]).toEqual(['publicity', 'posted']);
    await expect(postAfterPublicity(db, { limit: 1, now: later })).rejects.toThrow();
  });

  it('leaves a queue that says what waits longest, and what is late', async () => {
    const early = await declared(db, neighbour, {
      at: after({ days: -30 }),
      form: { occurredOn: '2026-10-01' },
    });
    const late = await declared(db, neighbour, { key: 'G.service', at: after({ hours: 1 }) });
    const queue = await reviewQueue(db, {
      state: 'waiting',
      category: null,
      page: 1,
      reach: everywhere,
      now,
    });
    expect(queue.declarations.map(({ id, overdue }) => [id, overdue])).toEqual([
      [early, true],
      [late, false],
    ]);
    expect(queue.total).toBe(2);
    const some = await reviewQueue(db, { state: 'waiting', category: 'G', page: 1, reach: everywhere, now });
    expect(some.declarations.map(({ id }) => id)).toEqual([late]);
    expect(await waitingForReview(db, { reach: everywhere, now })).toEqual({
      waiting: 2,
      objected: 0,
      overdue: true,
    });
  });

  it('shows its reviewers what rests on the same evidence', async () => {
    const twin = await declared(db, learner, { key: 'G.service', form: { certificate: '培字2026-031' } });
    const desk = await reviewDesk(db, { actor: reviewer.actor, declarationId: twin, now });
    expect(desk?.lookalikes).toMatchObject([{ id: declarationId, why: 'certificate' }]);
    const same = await declared(db, neighbour, { form: { certificate: '' } });
    const other = await reviewDesk(db, { actor: reviewer.actor, declarationId: same, now });
    expect(other?.lookalikes).toMatchObject([{ id: declarationId, why: 'matter', personName: '沈知秋' }]);
  });
});
