import { expect, it } from 'vitest';
import { mostMeetings } from '#app/features/timetable/agenda.server.ts';
import { loader } from '#app/features/timetable/pages/timetable.tsx';
import { newId } from '#app/lib/id.ts';
import { dayOf, midnightOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { contextFor } from '#tests/media/asking.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const HOUR_MS = 3_600_000;
/** In the evening of the academy's day. */
const now = new Date('2026-11-22T13:00:00.000Z');
const midnight = midnightOf(now).getTime();

async function meetings(db: Db, sectionId: string, hours: readonly number[]) {
  const rows = hours.map((hour, index) => ({
    id: newId(),
    section_id: sectionId,
    number: 100 + index,
    starts_at: new Date(midnight + hour * HOUR_MS).toISOString(),
    ends_at: new Date(midnight + (hour + 1) * HOUR_MS).toISOString(),
    venue_id: null,
    topic: '议事',
    kind: 'face',
  }));
  await db.insertInto('meeting').values(rows).execute();
}

describeOnBothDatabases('the public timetable', (open) => {
  const page = (db: Db) =>
    loader({
      request: new Request('http://academy.test/timetable'),
      context: contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now }),
      params: {},
    });

  it('begins at the midnight of its first day and ends with its fourteenth', async () => {
    const db = await open();
    const { sectionId } = await aSection(db, { meetsIn: [] });
    await meetings(db, sectionId, [-1, 0, 14 * 24 - 1, 14 * 24]);
    const { days, cut, from, to, next } = await page(db);
    expect(cut).toBe(false);
    expect(days.map(({ day, meetings: all }) => [day, all.length])).toEqual([
      [from, 1],
      [to, 1],
    ]);
    expect([from, to, next]).toEqual([dayOf(now), '2026-12-05', '2026-12-06']);
  });

  it('says when it could not list everything', async () => {
    const db = await open();
    const { sectionId } = await aSection(db, { meetsIn: [] });
    // Those of the day before take no part of the room.
    await meetings(db, sectionId, [-1, ...Array.from({ length: mostMeetings }, (_, at) => 1 + (at % 300))]);
    expect((await page(db)).cut).toBe(false);
    const { sectionId: other } = await aSection(db, { meetsIn: [] });
    await meetings(db, other, [301]);
    const { days, cut } = await page(db);
    expect(cut).toBe(true);
    expect(days.flatMap(({ meetings: all }) => all)).toHaveLength(mostMeetings);
  });
});
