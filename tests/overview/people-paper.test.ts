import { beforeEach, expect, it } from 'vitest';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { statementReadings } from '#app/features/assessment/reading.server.ts';
import { listedPeople } from '#app/features/overview/people.server.ts';
import { peoplePaper } from '#app/features/overview/people-paper.server.ts';
import type { Db } from '#db/database.ts';
import { aPlace, assessorOf, earn, type Place, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { pdfPages } from '#tests/support/pdf-text.ts';
import { now, withPolicies } from '#tests/support/world.ts';

const moment = momentOf({}, '2026-11-22');
const origin = 'https://academy.example';
const all = { q: '', result: null, position: null, community: null, page: 1 };

describeOnBothDatabases('the sheets of a scope', (open) => {
  let db: Db;
  let east: Place;
  let watcher: string;
  let people: string[];
  beforeEach(async () => {
    db = await open();
    const ruleVersionId = await withPolicies(db);
    const street = await aPlace(db, null, 'street', '方圆街道');
    east = await aPlace(db, street, 'community', '东园社区');
    const west = await aPlace(db, street, 'community', '西园社区');
    watcher = await somebody(db, '查小看', []);
    people = [
      await somebody(db, '曹阿暖', [['resident', east]]),
      await somebody(db, '安如山', [['building-head', east]]),
      await somebody(db, '白小河', [['building-head', west]]),
    ];
    await earn(db, { personId: people[1] ?? '', amount: 1_250, ruleVersionId });
    await earn(db, { personId: people[0] ?? '', amount: 4_000, ruleVersionId });
  });

  it('are those of the list in its order, each person’s pages by themselves', async () => {
    const actor = assessorOf(watcher, [east]);
    const listed = await listedPeople(db, { actor, moment, asked: all, pageSize: 100 });
    expect(listed).toMatchObject({ total: 2, page: 1, pages: 1 });
    const personIds = listed.people.map(({ id }) => id);
    const pages = pdfPages(await peoplePaper(db, { actor, personIds, moment, origin, now }));
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatch(/安如山[\s\S]*东园社区 楼栋长[\s\S]*未达标[\s\S]*应修 16/);
    expect(pages[1]).toMatch(/曹阿暖[\s\S]*不设任务/);
    for (const page of pages) expect(page).toMatch(/第 1 页，共 1 页/);
    for (const page of pages) expect(page).toContain('不作为唯一依据');
  });

  it('are noted with everybody in them, who sees it', async () => {
    const actor = assessorOf(watcher, [east]);
    await peoplePaper(db, { actor, personIds: people.slice(0, 1), moment, origin, now });
    expect(await statementReadings(db, { personId: people[0] ?? '', year: 2026 })).toMatchObject([
      { actorName: '查小看', way: '打印（PDF）' },
    ]);
    expect(await statementReadings(db, { personId: people[1] ?? '', year: 2026 })).toEqual([]);
  });
});
