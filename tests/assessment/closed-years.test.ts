import { beforeEach, expect, it } from 'vitest';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { personRecord } from '#app/features/assessment/statement.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import policyFile from '#content/policies/leadership-2026.json';
import type { Db } from '#db/database.ts';
import { advance, aYear, closed, earnLater, headWith, type SmallYear, shown } from '#tests/closing/year.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { earn } from './record.ts';

describeOnBothDatabases('the rules for leading a project, after the year is closed', (open) => {
  let db: Db;
  let year: SmallYear;
  beforeEach(async () => {
    db = await open();
    year = await aYear(db);
    const { code, version, title, validFrom } = policyFile;
    const policy = { kind: 'leadership' as const, code, version, title, validFrom, validTo: null };
    await publishPolicy(db, { policy: { ...policy, content: policyFile }, now });
  });

  const progress = async (personId: string, day: string) => {
    const record = await personRecord(db, { personId, year: Number(day.slice(0, 4)), today: day });
    const check = record && (await leadershipCheck(db, { record, day }));
    return check?.rules.find(({ key }) => key === 'annual-progress')?.met;
  };
  const met = async (name: string): Promise<{ personId: string; last: string }> => {
    const personId = await headWith(year, name, 0);
    let last = '';
    for (const courseCode of ['SM04', 'ZL05', 'ZL07'])
      last = await earn(db, { personId, amount: 1_600, ruleVersionId: year.ruleVersionId, courseCode });
    return { personId, last };
  };

  it('take last year as it was frozen, whatever is posted or taken back later', async () => {
    const { personId: good } = await met('安如山');
    const poor = await headWith(year, '白日依', 0);
    await shown(year);
    await closed(year);
    for (const day of ['2027-02-01', '2026-12-31']) {
      expect(await progress(good, day)).toBe(true);
      expect(await progress(poor, day)).toBe(false);
    }
    for (const courseCode of ['SM04', 'ZL05', 'ZL07'])
      for (let times = 0; times < 2; times++)
        await earn(db, { personId: poor, amount: 800, ruleVersionId: year.ruleVersionId, courseCode });
    const entries = await db.selectFrom('credit_entry').select('id').where('person_id', '=', good).execute();
    for (const { id: entryId } of entries)
      await reverseCredit(db, { actor: academy, entryId, reason: '补查发现重复', now });
    for (const day of ['2027-02-01', '2026-12-31']) {
      expect(await progress(good, day)).toBe(true);
      expect(await progress(poor, day)).toBe(false);
    }
  });

  it('give nothing to whoever came into a closed year without a statement, and read the ledger while it is being closed', async () => {
    const head = await headWith(year, '安如山', 0);
    await shown(year);
    const { personId: good } = await met('曹阿暖');
    expect(await progress(good, '2027-02-01')).toBe(true);
    await closed(year);
    const { personId: lateComer } = await met('东方晓');
    await advance(db, new Date('2027-02-01T00:00:00.000Z'));
    expect(await progress(lateComer, '2027-02-01')).toBe(false);
    await earnLater(year, head, 100);
    expect(await progress(head, '2027-02-01')).toBe(false);
  });
});
