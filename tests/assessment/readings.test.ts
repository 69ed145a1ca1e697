import { beforeEach, expect, it } from 'vitest';
import { noteListed, noteReadings, statementReadings } from '#app/features/assessment/reading.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { yearSheet } from '#app/features/closing/year-sheet.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { sheetRows } from '#app/lib/sheets/table-sheet.ts';
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
      expect(
        (await statementReadings(db, { personId, year: 2026 })).map(({ actorName, way }) => [actorName, way]),
      ).toEqual([['查小看', '在名单里看到结果和学分（每个年度一天记一次）']]);
    await noteListed(db, { ...listing, personIds: [an], now: after({ hours: 24 }) });
    expect(await statementReadings(db, { personId: an, year: 2026 })).toHaveLength(2);
  });

  it('sees beside the sheet of a year who has read that one, in lists too', async () => {
    const an = await somebody(db, '安如山', []);
    const actor = assessorOf(await somebody(db, '查小看', []), [null]);
    const before = { year: 2025, onDay: '2025-12-31' };
    const project = { day: '2026-11-22', project: '说是"year":2024,的事' };
    await noteListed(db, { actor, moment, personIds: [an], now });
    await noteListed(db, { actor, moment: before, personIds: [an], now });
    await noteReadings(db, { actor, personIds: [an], way: 'statement.exported', moment: before, now });
    await writeJournal(db, {
      ...{ actor, action: 'statement.read', subjectType: 'person', subjectId: an, now },
      detail: { year: 2026, ...project },
    });
    const waysIn = async (year: number) =>
      (await statementReadings(db, { personId: an, year })).map(({ way }) => way.slice(0, 5)).sort();
    expect(await waysIn(2025)).toEqual(['在名单里看', '导出 Ex']);
    const other = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => result,
    });
    await noteListed(other, { actor, moment: before, personIds: [an], now: after({ minutes: 1 }) });
    expect(await waysIn(2026)).toEqual(['在名单里看', '打开查阅']);
    expect(await waysIn(2025)).toEqual(['在名单里看', '导出 Ex']);
    expect(await waysIn(2024)).toEqual([]);
  });

  it('does not lose sight of openings behind daily lists', async () => {
    const an = await somebody(db, '安如山', []);
    const actor = assessorOf(await somebody(db, '查小看', []), [null]);
    await noteReadings(db, { actor, personIds: [an], way: 'statement.read', moment, now });
    for (let day = 1; day <= 30; day++)
      await noteListed(db, { actor, personIds: [an], moment, now: after({ hours: 24 * day }) });
    const ways = (await statementReadings(db, { personId: an, year: 2026 })).map(({ way }) => way);
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
    const rows = sheetRows(yearSheet(db, { closingId: closing?.id ?? '', year: YEAR, noted }));
    for await (const row of rows) if (row[0] === '安如山') break;
    expect(await statementReadings(db, { personId: an, year: 2026 })).toMatchObject([{ way: '导出 Excel' }]);
  });
});
