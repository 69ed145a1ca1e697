/** Nanjing's rules in the running product (peers §2.1, domain §2.5): published, declared, reviewed, made public, posted, counted. */
import { beforeEach, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { stateOf } from './declaring.ts';
import { academyUnder } from './places.ts';

describeOnBothDatabases('南京 in the product', (open) => {
  let db: Db;
  let place: Awaited<ReturnType<typeof academyUnder>>;
  beforeEach(async () => {
    db = await open();
    place = await academyUnder(db, 'nanjing');
  });

  it('asks for 84 of which 56 required and 10 online, counts within every cap, and carries over into electives', async () => {
    const { grants, standing, endPublicity, finishes } = place;
    const { personId } = place.learner;
    expect(await standing()).toMatchObject({ required: 8400, counted: 0, status: 'not-met' });

    const days = await grants('A.party-school', { title: '市委党校主体班', units: 800 });
    await grants('D.teaching', { title: '给新社工讲协商', units: 800, words: '讲课记录。' });
    // While it is public nothing counts.
    expect(await creditBalance(db, personId)).toBe(0);
    expect(await endPublicity()).toBe(2);
    expect(await stateOf(db, days)).toBe('posted');
    const year = { from: '2026-01-01', to: '2026-12-31' };
    const posted = await creditEntries(db, personId, year);
    expect(posted.map(({ line, amount, elective }) => [line, amount, elective]).sort()).toEqual([
      ['party-school', 4800, false],
      ['teaching', 4000, true],
    ]);
    // 48 required and 40 elective: 88 of 84, but 8 of 56 missing and nothing online.
    const short = await standing();
    expect(short).toMatchObject({ counted: 8800, missing: 0, status: 'nearly' });
    expect(short.minimums.map(({ missing }) => missing)).toEqual([800, 1000]);

    // A class online of ten hours.
    await finishes(1000);
    expect(await standing()).toMatchObject({ counted: 9800, status: 'met', surplus: { all: 1400 } });

    const more = async (key: string, form: Parameters<typeof grants>[1]) => {
      const before = (await standing()).counted;
      await grants(key, form);
      await endPublicity();
      return (await standing()).counted - before;
    };
    expect(await more('A.in-house', { title: '单位内训四天', units: 400 })).toBe(1800);
    expect(await more('A.outside', { title: '浦东学习十天', units: 1000 })).toBe(4800);
    expect(await more('A.abroad-short', { title: '境外考察五天', units: 500 })).toBe(2400);
    expect(await more('A.abroad-long', { title: '境外进修二十天', units: 2000 })).toBe(4800);
    expect(await more('A.university', { title: '高校选学班', level: 'class' })).toBe(2400);
    expect(await more('A.half-day', { title: '半天的形势报告', units: 100 })).toBe(300);
    expect(await more('A.study-group', { title: '中心组学习', units: 400 })).toBe(1200);
    expect(await more('A.degree', { title: '在职研究生第一门', units: 2000 })).toBe(2000);
    expect(await more('A.degree', { title: '在职研究生第二门', units: 1000 })).toBe(400);
    // The same paper, first in the city, then in the province: 12, and 12 more.
    const paper = { title: '网格里的协商', occurredOn: '2026-03-01' };
    expect(await more('E.paper', { ...paper, level: 'city' })).toBe(1200);
    expect(await more('E.paper', { ...paper, level: 'province', occurredOn: '2026-06-01' })).toBe(1200);
    const done = await standing();
    expect(done).toMatchObject({ counted: 9800 + 22_500, status: 'met', surplus: { all: 23_900 } });

    // 2027: nine days required and ten hours online are 64; 20 of what was left over fill the electives.
    const inMay = new Date('2027-05-20T05:00:00.000Z');
    const next = { title: '市委党校轮训', units: 900, occurredOn: '2027-05-14' };
    await grants('A.party-school', next, { at: inMay });
    await endPublicity(new Date('2027-07-01T05:00:00.000Z'));
    await place.adds('B.recorded', { title: '网络学院十学时', units: 1000, on: '2027-06-10' });
    expect(await standing(2027)).toMatchObject({ carriedIn: 2000, counted: 8400, missing: 0, status: 'met' });

    const findings = await verifyAcademy(db, open.engine === 'sqlite' ? 'embedded' : 'server');
    expect(findings.filter(({ breach }) => breach)).toEqual([]);
  });
});
