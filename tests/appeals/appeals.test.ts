import { beforeEach, expect, it } from 'vitest';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { appealDesk } from '#app/features/appeals/desk.server.ts';
import type { DecidingAppeal } from '#app/features/appeals/making-good.server.ts';
import { appealQueue, waitingAppeals } from '#app/features/appeals/queue.server.ts';
import { ownAppeals } from '#app/features/appeals/reading.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { creditBalance, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { answerObjections } from '#app/features/declarations/answering.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { objectTo } from '#app/features/declarations/objecting.server.ts';
import { publicItemOf } from '#app/features/declarations/publicity.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { decided, declared, holding, stateOf, stepsOf } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import {
  after,
  aLearner,
  everywhere,
  type Learner,
  now,
  withPolicies,
  withRole,
} from '#tests/support/world.ts';

const why = '原件和名单都在，请再核对一次。';

describeOnBothDatabases('an appeal', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  let appeals: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
    appeals = await holding(db, 'appeals-reviewer', '舒再看');
  });

  const refused = async (key = 'G.service') => {
    const declarationId = await declared(db, learner, { key });
    await decided(db, reviewer, { declarationId, means: 'refuse', words: '没有组织方的记录。' });
    return declarationId;
  };
  const about = (subjectId: string, subject: 'declaration' | 'entry' = 'declaration') => ({
    subject,
    subjectId,
  });
  const raise = (
    subjectId: string,
    { who = learner, at = now, subject = 'declaration' as 'declaration' | 'entry' } = {},
  ) => raiseAppeal(db, { ...about(subjectId, subject), actor: who.actor, words: why, now: at });
  const raised = async (subjectId: string, wish = {}) => {
    const outcome = await raise(subjectId, wish);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.appealId;
  };
  const decide = (appealId: string, wish: Partial<DecidingAppeal> = {}, who = appeals) =>
    decideAppeal(db, {
      actor: who.actor,
      appealId,
      means: 'uphold',
      words: '核对过名单，予以认定。',
      now: after({ days: 1 }),
      ...wish,
    });
  const balance = () => creditBalance(db, learner.personId);

  it('against a refusal posts what is upheld, once, and tells it', async () => {
    const declarationId = await refused();
    const appealId = await raised(declarationId);
    expect(await raise(declarationId)).toEqual({ ok: true, appealId, again: true });
    expect(await decide(appealId)).toEqual({ ok: true });
    expect(await stateOf(db, declarationId)).toBe('posted');
    expect(await balance()).toBe(200);
    expect(await decide(appealId)).toEqual({ ok: false, reason: 'decided-already' });
    const [told] = await unreadNotices(db, learner.personId, 1);
    expect(told?.title).toBe('“楼道清理”的申诉成立');
    const own = await ownAppeals(db, { ...about(declarationId), personId: learner.personId });
    expect(own).toMatchObject({ contested: null, all: [{ state: 'upheld', words: why }] });
  });

  it('that is upheld is public like any other before it counts', async () => {
    const declarationId = await refused('H.outside');
    expect(await decide(await raised(declarationId))).toEqual({ ok: true });
    expect(await stateOf(db, declarationId)).toBe('publicity');
    expect(await balance()).toBe(0);
    expect(await postAfterPublicity(db, { limit: 9, now: after({ days: 30 }) })).toBe(1);
    expect(await balance()).toBe(400);
  });

  it('that is dismissed changes nothing, and is the last word', async () => {
    const declarationId = await refused();
    const appealId = await raised(declarationId);
    expect(await decide(appealId, { means: 'dismiss', words: '规则要求有记录，维持原来的决定。' })).toEqual({
      ok: true,
    });
    expect(await stateOf(db, declarationId)).toBe('refused');
    expect(await balance()).toBe(0);
    expect(await raise(declarationId)).toEqual({ ok: true, appealId, again: true });
    expect(await decide(appealId)).toEqual({ ok: false, reason: 'decided-already' });
  });

  it('is taken until the end of the tenth working day and not after', async () => {
    const declarationId = await refused();
    // Told on Sunday 22 November: the tenth working day after it is Friday 4 December.
    expect(await raise(declarationId, { at: new Date('2026-12-04T16:00:00.000Z') })).toEqual({
      ok: false,
      reason: 'late',
      dueOn: '2026-12-04',
    });
    expect(await raise(declarationId, { at: new Date('2026-12-04T15:59:59.000Z') })).toMatchObject({
      ok: true,
    });
  });

  it('is against a decision of one’s own that is less than was declared', async () => {
    const waiting = await declared(db, learner);
    expect(await raise(waiting)).toEqual({ ok: false, reason: 'nothing' });
    expect(await raise(waiting, { who: appeals })).toEqual({ ok: false, reason: 'not-found' });
    expect(await raise('nowhere')).toEqual({ ok: false, reason: 'not-found' });
    await decided(db, reviewer, { declarationId: waiting, means: 'grant' });
    expect(await raise(waiting)).toEqual({ ok: false, reason: 'nothing' });
  });

  it('against a smaller sum posts the larger one in place of it', async () => {
    const declarationId = await declared(db, learner, { key: 'G.service' });
    const less = {
      declarationId,
      means: 'grant',
      accepted: { units: 400 },
      words: '记录上是四个小时。',
    } as const;
    await decided(db, reviewer, less);
    expect(await balance()).toBe(100);
    const appealId = await raised(declarationId);
    expect(await decide(appealId, { units: 400 })).toEqual({ ok: false, reason: 'not-more' });
    expect(await decide(appealId, { units: 900 })).toEqual({ ok: false, reason: 'more-than-declared' });
    expect(await balance()).toBe(100);
    expect(await decide(appealId, { units: 600 })).toEqual({ ok: true });
    expect(await balance()).toBe(150);
    const entries = await creditEntries(db, learner.personId, accountingYear({}, 2026));
    expect(entries.map(({ amount }) => amount).sort()).toEqual([-100, 100, 150]);
  });

  it('is heard by nobody who decided, nobody concerned and nobody with a part in it', async () => {
    await decided(db, reviewer, {
      declarationId: await declared(db, learner),
      means: 'return',
      words: '请补证书编号。',
    });
    const declarationId = await refused();
    const appealId = await raised(declarationId);
    expect(await decide(appealId, {}, reviewer)).toEqual({ ok: false, reason: 'decided-before' });
    expect(await decide(appealId, {}, learner)).toEqual({ ok: false, reason: 'own' });
    const other = await declared(db, learner, {
      key: 'F.project',
      form: { level: 'project-lead', units: null, companions: '舒再看' },
    });
    await decided(db, reviewer, { declarationId: other, means: 'refuse', words: '没有结项的文件。' });
    expect(await decide(await raised(other))).toEqual({ ok: false, reason: 'involved' });
    const { actor } = withRole(reviewer, 'appeals-reviewer');
    const desk = await appealDesk(db, { actor, appealId, now });
    expect(desk).toMatchObject({ conflict: 'decided-before', personName: '沈知秋', title: '楼道清理' });
  });

  it('is decided once when two reviewers press together', async () => {
    const second = await holding(db, 'appeals-reviewer', '苏青');
    const appealId = await raised(await refused());
    const both = await Promise.all([
      decide(appealId),
      decide(appealId, { means: 'dismiss', words: '维持原来的决定。' }, second),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.selectFrom('appeal_decision').selectAll().execute()).toHaveLength(1);
  });

  it('against a reversal posts the entry anew as its next revision', async () => {
    const declarationId = await declared(db, learner, { key: 'G.service' });
    await decided(db, reviewer, { declarationId, means: 'grant' });
    const [entry] = await creditEntries(db, learner.personId, accountingYear({}, 2026));
    const registrar = await holding(db, 'registrar', '方排课');
    const reversed = await reverseCredit(db, {
      actor: registrar.actor,
      entryId: entry?.id ?? '',
      reason: '记错了',
      now,
    });
    if (!reversed.ok) throw new Error(reversed.reason);
    expect(await raise(entry?.id ?? '', { subject: 'entry' })).toEqual({ ok: false, reason: 'nothing' });
    const appealId = await raised(reversed.entryId, { subject: 'entry' });
    expect(await decide(appealId, {}, registrar)).toEqual({ ok: false, reason: 'decided-before' });
    expect(await decide(appealId)).toEqual({ ok: true });
    expect(await balance()).toBe(200);
    expect(await raise(reversed.entryId, { subject: 'entry' })).toEqual({ ok: false, reason: 'nothing' });
    const desk = await appealDesk(db, { actor: appeals.actor, appealId, now });
    expect(desk).toMatchObject({ appeal: { state: 'upheld' }, entry: { entry: { kind: 'reversal' } } });
  });

  it('waits for an objection, and does not pay what was declared again', async () => {
    const declarationId = await declared(db, learner);
    await decided(db, reviewer, {
      declarationId,
      means: 'grant',
      accepted: { units: 200 },
      words: '证明上是两个学时。',
    });
    const appealId = await raised(declarationId);
    const neighbour = await aLearner(db, '乔安');
    const publicityId = (await publicItemOf(db, declarationId)) ?? '';
    await objectTo(db, { actor: neighbour.actor, publicityId, words: '那天他不在。', now });
    expect(await decide(appealId)).toEqual({ ok: false, reason: 'objection-waits' });
    const answer = {
      actor: reviewer.actor,
      declarationId,
      means: 'uphold',
      words: '核对过签到表。',
      now,
    } as const;
    await answerObjections(db, { ...answer, seen: await stepsOf(db, declarationId) });
    await declared(db, learner);
    expect(await decide(appealId)).toEqual({ ok: false, reason: 'declared-again' });
    expect(await stateOf(db, declarationId)).toBe('refused');
  });

  it('waits in a queue that says since when, and what is late', async () => {
    const first = await raised(await refused(), { at: after({ days: 1 }) });
    expect(await appealQueue(db, { state: 'waiting', page: 1, reach: everywhere, now })).toMatchObject({
      total: 1,
      appeals: [{ id: first, personName: '沈知秋', overdue: false }],
    });
    expect(await waitingAppeals(db, { reach: everywhere, now: after({ days: 40 }) })).toEqual({
      waiting: 1,
      overdue: true,
    });
  });
});
