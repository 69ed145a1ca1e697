import { beforeEach, expect, it } from 'vitest';
import { publicityChecks } from '#app/cli/checks/publicity.server.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { waitingAdjustments } from '#app/features/adjustments/queue.server.ts';
import { lastDayToAppeal } from '#app/features/appeals/subjects.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { answerObjections } from '#app/features/declarations/answering.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { MOST_WAITING, objectTo } from '#app/features/declarations/objecting.server.ts';
import { publicItemOf, publicityPage } from '#app/features/declarations/publicity.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { aDesk } from '#tests/adjustments/desk.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, learners, now, withPolicies } from '#tests/support/world.ts';
import { decided, declared, holding, stateOf, stepsOf } from './declaring.ts';

/** Told on Sunday 22 November: ten working days after it. */
const until = '不同意的话，2026年12月4日（含当天）以前可以申诉';

describeOnBothDatabases('whoever is told of less', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
  });

  const told = async () => (await unreadNotices(db, learner.personId))[0];
  const publicOf = async (declarationId: string) => (await publicItemOf(db, declarationId)) ?? '';

  it('is told until when one may appeal, and led there: of a refusal, a part, an objection that was upheld', async () => {
    const service = await declared(db, learner, { key: 'G.service' });
    const words = '没有组织方的记录。';
    await decided(db, reviewer, { declarationId: service, means: 'refuse', words });
    const link = (id: string) => `/me/declarations/${id}/appeal`;
    expect(await told()).toMatchObject({
      link: link(service),
      body: expect.stringContaining('以前可以申诉'),
    });
    expect((await told())?.body).toContain(words);
    const training = await declared(db, learner);
    const less = { means: 'grant', accepted: { units: 200 }, words: '证明上是两个学时。' } as const;
    await decided(db, reviewer, { declarationId: training, ...less, at: after({ minutes: 1 }) });
    expect(await told()).toMatchObject({
      link: link(training),
      body: expect.stringContaining('以前可以申诉'),
    });
    const neighbour = await aLearner(db, '乔安');
    const publicityId = await publicOf(training);
    await objectTo(db, { actor: neighbour.actor, publicityId, words: '那天他不在。', now });
    await answerObjections(db, {
      ...{ actor: reviewer.actor, declarationId: training, means: 'uphold', words: '核对过签到表。' },
      ...{ now: after({ minutes: 2 }), seen: await stepsOf(db, training) },
    });
    expect(await told()).toMatchObject({
      link: link(training),
      body: expect.stringContaining('以前可以申诉'),
    });
    // What is recognised whole is nothing to appeal against.
    const whole = await declared(db, learner, { key: 'G.service', form: { title: '楼道清理二' } });
    await decided(db, reviewer, { declarationId: whole, means: 'grant', at: after({ minutes: 3 }) });
    expect((await told())?.body).not.toContain('申诉');
  });

  it('of a reversal and of a correction in one notice each', async () => {
    const desk = await aDesk(db, open.engine);
    const appealUntil = await lastDayToAppeal(db, now);
    const unread = () => unreadNotices(db, desk.learner.personId);
    const entryId = await desk.entryOf(150);
    const before = (await unread()).length;
    const adjustmentId = await desk.proposeBack(entryId);
    expect(await waitingAdjustments(db, { scopes: 'everywhere', onDay: '2026-11-22' })).toMatchObject({
      waiting: 1,
    });
    const confirmed = await confirmAdjustment(db, {
      ...{ actor: desk.reviewer.actor, adjustmentId, words: '对过名单。', appealUntil, now },
    });
    if (!confirmed.ok) throw new Error(confirmed.reason);
    expect(await waitingAdjustments(db, { scopes: 'everywhere', onDay: '2026-11-22' })).toEqual({
      waiting: 0,
      since: null,
    });
    const [corrected, ...rest] = await unread();
    expect(rest).toHaveLength(before);
    expect(corrected?.body).toContain(until);
    expect(corrected?.link).toBe(`/me/credits/${confirmed.entryId}/appeal`);
    const reversed = await reverseCredit(db, {
      ...{ actor: reviewer.actor, entryId: confirmed.entryId ?? '', reason: '记错了', appealUntil },
      now: after({ days: 1 }),
    });
    if (!reversed.ok) throw new Error(reversed.reason);
    const [last] = await unread();
    expect(last?.body).toContain(until);
    expect(last?.link).toBe(`/me/credits/${reversed.entryId}/appeal`);
  });

  it('objections are answered together, all that were shown, and no more are taken than can be shown', async () => {
    const declarationId = await declared(db, learner);
    await decided(db, reviewer, { declarationId, means: 'grant' });
    const publicityId = await publicOf(declarationId);
    const crowd = await learners(db, MOST_WAITING, '众人');
    const words = '那两天他在社区值班。';
    await db
      .insertInto('publicity_objection')
      .values(
        crowd.map(({ personId }, index) => ({
          ...{ id: `objection-${index}`, publicity_id: publicityId, declaration_id: declarationId },
          ...{ person_id: personId, words, at: now.toISOString(), open: 1 },
        })),
      )
      .execute();
    await db.updateTable('declaration').set({ state: 'objected' }).where('id', '=', declarationId).execute();
    const late = await aLearner(db, '乔安');
    const object = (who: Learner) => objectTo(db, { actor: who.actor, publicityId, words, now });
    expect(await object(late)).toEqual({ ok: false, reason: 'many' });
    const first = crowd[0];
    if (!first) throw new Error('nobody');
    expect(await object(first)).toEqual({ ok: true, again: true });
    const answered = await answerObjections(db, {
      ...{ actor: reviewer.actor, declarationId, means: 'dismiss', words: '核对过签到表。', now },
      seen: await stepsOf(db, declarationId),
    });
    expect(answered).toEqual({ ok: true });
    const rows = await db.selectFrom('objection_answer').select(['outcome', 'by_person_id']).execute();
    expect(rows).toHaveLength(MOST_WAITING);
    expect(new Set(rows.map(({ outcome, by_person_id }) => `${outcome} ${by_person_id}`))).toEqual(
      new Set([`dismissed ${reviewer.personId}`]),
    );
    expect(await db.selectFrom('publicity_objection').where('open', '=', 1).select('id').execute()).toEqual(
      [],
    );
    expect(await object(late)).toEqual({ ok: true, again: false });
  });

  it('of a publicity over a year whose holidays are not known is told so, and what is over stays over', async () => {
    const declarationId = await declared(db, learner);
    const late = new Date('2026-12-29T05:00:00.000Z');
    await decided(db, reviewer, { declarationId, means: 'grant', at: late });
    const [item] = (await publicityPage(db, { page: 1, now: late })).items;
    expect(item).toMatchObject({ endsOn: '2027-01-05', unknownYears: [2027] });
    // The holidays were announced while it ran: it lasted longer than was thought at first, and that is kept.
    await db.updateTable('publicity').set({ ends_on: '2027-01-04' }).execute();
    const next = new Date('2027-01-05T20:00:00.000Z');
    expect(await postAfterPublicity(db, { limit: 9, now: next })).toBe(1);
    expect(await stateOf(db, declarationId)).toBe('posted');
    const ended = await db.selectFrom('publicity').select(['ends_on', 'open']).executeTakeFirstOrThrow();
    expect(ended).toEqual({ ends_on: '2027-01-05', open: null });
    const check = async () => {
      const found = [];
      for (const one of publicityChecks) found.push(await one.run(db, engineNamed(open.engine)));
      return found.flatMap((breach) => breach ?? []);
    };
    expect(await check()).toEqual([]);
    // 1 October was a holiday that everybody knew, and a publicity that ended in it by the calendar kept then still stands.
    const over = { starts_on: '2026-09-28', ends_on: '2026-10-05' };
    await db.updateTable('publicity').set(over).execute();
    expect(await check()).toEqual([]);
    await db.updateTable('publicity').set({ ends_on: '2026-10-02' }).execute();
    expect(await check()).toHaveLength(1);
  });
});
