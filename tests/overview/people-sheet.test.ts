import { beforeEach, expect, it } from 'vitest';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { statementReadings } from '#app/features/assessment/reading.server.ts';
import { peopleSheet } from '#app/features/overview/people-sheet.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { readSheet, streamTable } from '#app/lib/sheet.server.ts';
import type { Db } from '#db/database.ts';
import { aPlace, assessorOf, earn, type Place, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now, withPolicies } from '#tests/support/world.ts';

const today = '2026-11-22';

describeOnBothDatabases('the Excel file of a scope', (open) => {
  let db: Db;
  let east: Place;
  let west: Place;
  let people: Record<'an' | 'bai' | 'cao' | 'watcher', string>;
  let ruleVersionId: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    const street = await aPlace(db, null, 'street', '方圆街道');
    east = await aPlace(db, street, 'community', '东园社区');
    west = await aPlace(db, street, 'community', '西园社区');
    people = {
      cao: await somebody(db, '曹阿暖', [['resident', east]]),
      an: await somebody(db, '=安如山', [
        ['building-head', east],
        ['party-member', east],
      ]),
      bai: await somebody(db, '白小河', [['building-head', west]]),
      watcher: await somebody(db, '查小看', []),
    };
    await earn(db, { personId: people.cao, amount: 2_000, ruleVersionId });
    await earn(db, { personId: people.an, amount: 1_250, ruleVersionId });
  });

  const of = (...places: (Place | null)[]): Actor => assessorOf(people.watcher, places);
  const file = async (actor: Actor, asked: { year?: string; on?: string } = {}) => {
    const table = await peopleSheet(db, { actor, moment: momentOf(asked, today), now });
    const bytes = await new Response(streamTable(table)).arrayBuffer();
    const sheet = await readSheet(new Uint8Array(bytes), { mostRows: 1_000 });
    if (!sheet.ok) throw new Error(sheet.reason);
    return sheet.rows;
  };

  it('has everybody of it in the order of names, with words that Excel does not run', async () => {
    const rows = await file(of(east));
    expect(rows[1]).toEqual(['姓名', '身份', '结果', '方案', '应修', '计入', '还差']);
    expect(rows.slice(2).map(([name]) => name)).toEqual(['=安如山', '曹阿暖']);
    expect(rows[2]).toMatchObject({ 1: '东园社区 楼栋长；东园社区 党员', 2: '未达标', 5: '12.5；12.5' });
    expect(rows[3]?.slice(0, 3)).toEqual(['曹阿暖', '东园社区 居民', '不设任务']);
    expect((await file(of(null))).slice(2).map(([name]) => name)).toHaveLength(4);
    expect((await file(of())).slice(2)).toEqual([]);
  });

  it('says the same from published values, and up to when they are', async () => {
    const reckoned = (await file(of(east))).slice(1);
    await reckonYears(db, { now });
    const rows = await file(of(east));
    expect(rows.slice(1)).toEqual(reckoned);
    expect(rows[0]?.[0]).toMatch(/统计到 11月22日/);
  });

  it('is of the organisation of the day', async () => {
    expect((await file(of(east), { on: '2023-12-31' })).slice(2)).toEqual([]);
    expect((await file(of(east), { year: '2025' })).slice(2).map(([name]) => name)).toEqual([
      '=安如山',
      '曹阿暖',
    ]);
  });

  it('is noted with everybody in it and nobody else, and they see it', async () => {
    await file(of(east));
    for (const personId of [people.an, people.cao])
      expect(await statementReadings(db, { personId, year: 2026 })).toMatchObject([
        { actorName: '查小看', at: now.toISOString(), way: '导出 Excel' },
      ]);
    expect(await statementReadings(db, { personId: people.bai, year: 2026 })).toEqual([]);
  });

  it('leaves nobody out and nobody in twice, however many have the same name', async () => {
    for (let at = 0; at < 40; at++) await somebody(db, '佟向暖', [['resident', west]]);
    const rows = await file(of(east, west));
    expect(rows.slice(2)).toHaveLength(43);
  });
});
