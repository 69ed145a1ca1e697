import { beforeEach, expect, it } from 'vitest';
import { noteListed, noteReadings, statementReadings } from '#app/features/assessment/reading.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { yearSheetRows } from '#app/features/closing/year-sheet.server.ts';
import type { Db } from '#db/database.ts';
import { aYear, closed, headWith, later, shown, YEAR } from '#tests/closing/year.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { assessorOf, somebody } from './record.ts';

const moment = { year: 2026, onDay: '2026-11-22' };

describeOnBothDatabases('whoever is read', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  it('sees in whose list they stood, once a day, also when two servers list them', async () => {
    const [an, bai] = [await somebody(db, '安如山', []), await somebody(db, '白小河', [])];
    const actor = assessorOf(await somebody(db, '查小看', []), [null]);
    const listing = { actor, moment };
    await noteListed(db, { ...listing, personIds: [an], now });
    await noteListed(db, { ...listing, personIds: [an, bai], now: after({ minutes: 1 }) });
    // Another server knows only what is in the database.
    const other = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => result,
    });
    await noteListed(other, { ...listing, personIds: [an, bai], now: after({ minutes: 2 }) });
    for (const personId of [an, bai])
      expect((await statementReadings(db, personId)).map(({ actorName, way }) => [actorName, way])).toEqual([
        ['查小看', '在名单里看到结果和学分（一天记一次）'],
      ]);
    await noteListed(db, { ...listing, personIds: [an], now: after({ hours: 24 }) });
    expect(await statementReadings(db, an)).toHaveLength(2);
  });

  it('does not lose sight of openings behind daily lists', async () => {
    const an = await somebody(db, '安如山', []);
    const actor = assessorOf(await somebody(db, '查小看', []), [null]);
    await noteReadings(db, { actor, personIds: [an], way: 'statement.read', moment, now });
    for (let day = 1; day <= 30; day++)
      await noteListed(db, { actor, personIds: [an], moment, now: after({ hours: 24 * day }) });
    const ways = (await statementReadings(db, an)).map(({ way }) => way);
    expect(ways).toHaveLength(6);
    expect(ways.at(-1)).toBe('打开查阅');
  });

  it('sees that the file of a closed year was made', async () => {
    const year = await aYear(db);
    const an = await headWith(year, '安如山', 800);
    await shown(year);
    await closed(year);
    const closing = await closingOf(db, YEAR);
    const [actor] = year.registrars;
    const noted = (personIds: readonly string[]) =>
      noteReadings(db, { actor, personIds, way: 'statement.exported', moment, now: later });
    const rows = yearSheetRows(db, { closingId: closing?.id ?? '', year: YEAR, noted });
    for await (const row of rows) if (row[0] === '安如山') break;
    expect(await statementReadings(db, an)).toMatchObject([{ way: '导出 Excel' }]);
  });
});
