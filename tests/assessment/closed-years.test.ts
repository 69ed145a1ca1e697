import { beforeEach, expect, it } from 'vitest';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { readStatement } from '#app/features/assessment/reading.server.ts';
import { personRecord } from '#app/features/assessment/statement.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { peoplePaper } from '#app/features/overview/people-paper.server.ts';
import policyFile from '#content/policies/leadership-2026.json';
import type { Db } from '#db/database.ts';
import { advance, aYear, closed, earnLater, headWith, type SmallYear, shown } from '#tests/closing/year.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { pdfPages } from '#tests/support/pdf-text.ts';
import { academy, now } from '#tests/support/world.ts';
import { assessorOf, earn, somebody } from './record.ts';

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

describeOnBothDatabases('a closed year on another day', (open) => {
  it('shows the posts of that day beside the result of the year, on the page and on paper, with the code to check it by', async () => {
    const db = await open();
    const year = await aYear(db);
    const personId = await somebody(db, '安如山', [
      ['volunteer', year.east, { validTo: '2026-06-30' }],
      ['building-head', year.east, { validFrom: '2026-07-01' }],
    ]);
    await shown(year);
    await closed(year);
    const actor = assessorOf(await somebody(db, '查小看', []), [year.east]);
    const origin = 'https://academy.example';
    const seen = async (on: string) => {
      const moment = momentOf({ on }, '2027-03-01');
      const leading = { day: '2027-03-01', project: '' };
      const read = await readStatement(db, { actor, personId, moment, leading, now });
      const paper = await peoplePaper(db, { actor, personIds: [personId], moment, origin, now });
      expect(pdfPages(paper).join('')).toMatch(/academy\.example\/verify\//);
      return [
        read?.statement.onDay,
        read?.statement.posts.map(({ position }) => position),
        pdfPages(paper)[0],
      ];
    };
    const june = await seen('2026-06-01');
    expect(june.slice(0, 2)).toEqual(['2026-06-01', ['volunteer']]);
    expect(june[2]).toMatch(/2026年6月1日的身份[\s\S]*志愿者/);
    const end = await seen('2026-12-31');
    expect(end.slice(0, 2)).toEqual(['2026-12-31', ['building-head']]);
    expect(end[2]).toMatch(/楼栋长/);
  });
});
