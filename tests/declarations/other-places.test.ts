/** The rules of Yunnan, Shanxi and Zhongwei in the running product (peers §2.1, domain §2.5): what is posted by classes, declarations and additions. */
import { expect, it } from 'vitest';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academyUnder } from './places.ts';

describeOnBothDatabases('the rules of other places in the product', (open) => {
  it('云南: a class online pays by its length, a test that was passed half, and 50 are asked', async () => {
    const { learner, finishes, grants, endPublicity, standing } = await academyUnder(await open(), 'yunnan');
    const counted = async () => (await standing()).counted;
    // 12, 25 and 40 minutes of 45 an hour.
    for (const [hours, sum] of [
      [27, 25],
      [56, 75],
      [89, 175],
    ] as const) {
      await finishes(hours);
      expect(await counted()).toBe(sum);
    }
    await grants('B.test', { title: '网络课程结业测试', level: 'passed' });
    await endPublicity();
    expect(await standing()).toMatchObject({ required: 5000, counted: 225, missing: 4775 });
    expect(learner.personId).toBeTruthy();
  });

  it('山西: a day 8 and no more, an hour online 1 or by choice half', async () => {
    const db = await open();
    const { adds, finishes, grants, endPublicity, standing, learner } = await academyUnder(db, 'shanxi');
    await grants('A.collective', { title: '省残联调训', units: 100, occurredOn: '2026-03-02' });
    await endPublicity();
    await adds('A.face', { title: '当天晚上的班', units: 300, on: '2026-03-02' });
    await adds('A.face', { title: '第二天的班', units: 300, on: '2026-03-03' });
    // 2 March: 8 + 3, of which 8; 3 March: 3.
    expect(await standing()).toMatchObject({ required: 9000, earned: 1400, counted: 1100 });
    await finishes(100);
    await finishes(100, false);
    expect((await standing()).counted).toBe(1100 + 100 + 50);
    expect(await creditBalance(db, learner.personId)).toBe(1550);
  });

  it('中卫: 60 in five years, of a secretary 90, of which seven tenths off the job', async () => {
    const db = await open();
    const place = await academyUnder(db, 'zhongwei', 'community-worker');
    const { grants, endPublicity, finishes, standing, learner } = place;
    const secretary = await place.person('party-secretary', '闻书记');
    expect([(await standing()).required, (await standing(2026, secretary)).required]).toEqual([1200, 1800]);
    expect((await standing(2030, secretary)).required).toBe(9000);
    const days = { title: '脱产轮训', units: 1200 };
    await grants('A.off-job', days);
    await grants('A.off-job', days, { who: secretary });
    await endPublicity();
    const posted = await creditEntries(db, learner.personId, { from: '2026-01-01', to: '2026-12-31' });
    expect(posted).toMatchObject([{ line: 'off-job', amount: 1200, elective: false }]);
    expect(await standing()).toMatchObject({ counted: 1200, status: 'met' });
    // Of 18 that are due to a secretary in the first year, 12.6 off the job: 12 are there.
    const short = await standing(2026, secretary);
    expect(short).toMatchObject({ counted: 1200, missing: 600, status: 'not-met' });
    expect(short.minimums[0]).toMatchObject({ required: 1260, missing: 60 });
    await finishes(400);
    expect((await standing()).counted).toBe(1300);
  });
});
