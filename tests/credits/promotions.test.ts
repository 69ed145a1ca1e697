import { beforeEach, expect, it } from 'vitest';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { remindPromoted } from '#app/features/credits/promotion-reminders.server.ts';
import { catchingUpOf } from '#app/features/credits/promotions.server.ts';
import { yearInHand } from '#app/features/credits/standing.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import {
  aLearner,
  holding,
  type Learner,
  next,
  now,
  schemes2026,
  withPolicies,
} from '#tests/support/world.ts';

const promotion = {
  label: '任职前的学习',
  positions: ['committee-member' as const],
  lookBackMonths: 12,
  hundredths: 2000,
  withinMonths: 12,
  explanation: '任职后一年内补上',
};

describeOnBothDatabases('what is to be made up after a promotion', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let member: Learner;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    member = await aLearner(db);
  });

  const publish = (validFrom: string) => {
    const content = { ...schemes2026, version: '2026.9', promotions: [promotion] };
    const { code, version, title } = content;
    return publishPolicy(db, {
      policy: { kind: 'schemes', code, version, title, validFrom, validTo: null, content },
      now,
    });
  };
  const earn = (occurredOn: string, amount: number) =>
    postCredit(db, {
      ...{
        personId: member.personId,
        source: { type: 'completion', id: next() },
        line: 'face',
        category: 'A',
      },
      ...{
        amount,
        elective: false,
        school: 'party',
        title: '议事',
        ruleVersionId,
        computation: {},
        evidence: {},
      },
      ...{ occurredOn, actor: null, now },
    });
  const on = async (day: string, { personId } = member) => {
    const inHand = await yearInHand(db, personId, { year: Number(day.slice(0, 4)), today: day });
    return catchingUpOf(db, { ...inHand, day });
  };
  const remindedOn = async (day: string) => remindPromoted(db, { now: new Date(`${day}T04:00:00.000Z`) });
  const titles = async () =>
    (await unreadNotices(db, member.personId, 9)).map(({ title }) => title).reverse();

  it('is shown until it is made up, by the schemes that were in force on the first day', async () => {
    await publish('2026-02-01');
    await holding(db, member.personId, 'committee-member', '2026-03-01');
    await earn('2025-12-01', 500);
    expect(await on('2026-06-01')).toMatchObject([{ before: 500, missing: 1500, dueOn: '2027-02-28' }]);
    await earn('2026-05-01', 1500);
    expect(await on('2026-06-01')).toEqual([]);
    // Schemes that came later than the post ask nothing of it.
    const other = await aLearner(db);
    await holding(db, other.personId, 'committee-member', '2026-01-15');
    expect(await on('2026-06-01', other)).toEqual([]);
  });

  it('is told once at the start, once after six months, once after eleven, however often the worker comes', async () => {
    await publish('2026-02-01');
    await holding(db, member.personId, 'committee-member', '2026-03-01');
    expect(await remindedOn('2026-03-01')).toBe(1);
    expect(await remindedOn('2026-03-02')).toBe(0);
    const twice = await Promise.all([remindedOn('2026-09-01'), remindedOn('2026-09-01')]);
    expect(twice.reduce((sum, told) => sum + told, 0)).toBe(1);
    expect(await remindedOn('2027-02-10')).toBe(1);
    expect(await remindedOn('2027-03-20')).toBe(0);
    expect(await titles()).toEqual([
      '任职一年内要补学',
      '任职补学还没有完成，已经过了半年',
      '任职补学快到期了',
    ]);
  });

  it('is told to nobody who has made it up, never had to, or holds the post no more', async () => {
    await publish('2026-02-01');
    await holding(db, member.personId, 'committee-member', '2026-03-01');
    await earn('2026-03-05', 2000);
    const other = await aLearner(db);
    await holding(db, other.personId, 'committee-member', '2026-03-01');
    await db
      .updateTable('appointment')
      .set({ valid_to: '2026-03-31' })
      .where('person_id', '=', other.personId)
      .execute();
    await holding(db, (await aLearner(db)).personId, 'building-head', '2026-03-01');
    expect(await remindedOn('2026-04-05')).toBe(0);
  });

  it('is nothing where the schemes say nothing of it', async () => {
    await holding(db, member.personId, 'committee-member', '2026-03-01');
    expect(await on('2026-06-01')).toEqual([]);
    expect(await remindedOn('2026-06-01')).toBe(0);
  });
});
