import { expect, it } from 'vitest';
import { mostMeetings } from '#app/features/timetable/agenda.server.ts';
import { loader } from '#app/features/timetable/pages/timetable.tsx';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf, midnightOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { contextFor } from '#tests/media/asking.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy } from '#tests/support/world.ts';
import { cancelled, movedFrom, venues } from './changes.ts';

const HOUR_MS = 3_600_000;
/** In the evening of the academy's day. */
const now = new Date('2026-11-22T13:00:00.000Z');
const midnight = midnightOf(now).getTime();

let numbered = 100;
const numberOf = () => ++numbered;

async function meetings(db: Db, sectionId: string, hours: readonly number[], venueId: string | null = null) {
  const rows = hours.map((hour) => ({
    id: newId(),
    section_id: sectionId,
    number: numberOf(),
    starts_at: new Date(midnight + hour * HOUR_MS).toISOString(),
    ends_at: new Date(midnight + (hour + 1) * HOUR_MS).toISOString(),
    venue_id: venueId,
    topic: '议事',
    kind: 'face',
  }));
  await db.insertInto('meeting').values(rows).execute();
  return rows.map(({ id }) => id);
}

describeOnBothDatabases('the public timetable', (open) => {
  const page = (db: Db, query = '') =>
    loader({
      request: new Request(`http://academy.test/timetable${query}`),
      context: contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now }),
      params: {},
    });

  it('as a list begins at the midnight of its day and ends with the fourteenth', async () => {
    const db = await open();
    const { sectionId } = await aSection(db, { meetsIn: [] });
    await meetings(db, sectionId, [-1, 0, 14 * 24 - 1, 14 * 24]);
    const { board, cut, count, span, after, before } = await page(db, '?view=list');
    expect([cut, count, board.rows]).toEqual([false, 2, null]);
    expect(board.listed.map(({ day, meetings: all }) => [day.day, all.length])).toEqual([
      [dayOf(now), 1],
      ['2026-12-05', 1],
    ]);
    expect([span, before, after]).toEqual(['11月22日至12月5日', '2026-11-08', '2026-12-06']);
  });

  it('as a table has the seven days from Monday on in three parts', async () => {
    const db = await open();
    const { sectionId } = await aSection(db, { meetsIn: [] });
    // Sunday the 22nd: the last minutes before the week, its first, noon and six of its last day, and the first after it.
    await meetings(db, sectionId, [-6 * 24 - 1, -6 * 24, 11, 12, 18, 24]);
    const { board, count } = await page(db, '?day=2026-11-18');
    expect(count).toBe(4);
    expect(board.days.map(({ weekday }) => weekday)).toEqual(weekdays);
    expect(board.days.map(({ isToday }) => isToday)).toEqual([...Array(6).fill(false), true]);
    expect(
      board.rows?.map(({ time, cells }) => [time, cells.map(({ meetings: all }) => all.length).join('')]),
    ).toEqual([
      ['上午', '1000001'],
      ['下午', '0000001'],
      ['晚上', '0000001'],
    ]);
  });

  it('says when it could not list everything, and makes no table of too much', async () => {
    const db = await open();
    const { sectionId } = await aSection(db, { meetsIn: [] });
    // Those of the day before take no part of the room.
    await meetings(db, sectionId, [-1, ...Array.from({ length: mostMeetings }, (_, at) => 1 + (at % 300))]);
    expect((await page(db, '?view=list')).cut).toBe(false);
    const { sectionId: other } = await aSection(db, { meetsIn: [] });
    await meetings(db, other, [301]);
    const { board, cut } = await page(db, '?view=list');
    expect([cut, board.lastListed]).toEqual([true, '12月4日']);
    expect(board.listed.flatMap(({ meetings: all }) => all)).toHaveLength(mostMeetings);
    expect((await page(db, '?day=2026-11-23')).board).toMatchObject({ rows: null, isTooFull: true });
  });

  it('opens where the next meeting is, when nothing of these days lies ahead', async () => {
    const db = await open();
    const { sectionId } = await aSection(db, { school: 'senior' });
    const opened = async (query = '') => {
      const { span, later, isNow, count } = await page(db, query);
      return [span, later, isNow, count];
    };
    expect(await opened()).toEqual(['11月16日至22日', false, true, 0]);
    await meetings(db, sectionId, [8, 17 * 24 + 9]);
    expect(await opened()).toEqual(['12月7日至13日', true, false, 1]);
    expect(await opened('?view=list')).toEqual(['12月9日至22日', true, false, 1]);
    expect(await opened('?school=party')).toEqual(['11月16日至22日', false, true, 0]);
    expect(await opened('?day=2026-11-22')).toEqual(['11月16日至22日', false, true, 1]);
    // One that is going on at this moment still lies ahead.
    await meetings(db, sectionId, [20.5]);
    expect(await opened()).toEqual(['11月16日至22日', false, true, 2]);
  });

  it('is narrowed to a school and to a place', async () => {
    const db = await open();
    const [hall, room] = await venues(db);
    const { sectionId } = await aSection(db, { school: 'party' });
    const { sectionId: other } = await aSection(db, { school: 'senior' });
    await meetings(db, sectionId, [1, 2], hall);
    await meetings(db, other, [3], hall);
    await meetings(db, other, [4, 5, 6], room);
    const count = async (query: string) => (await page(db, query)).count;
    expect(await count('')).toBe(6);
    expect(await count('?school=senior')).toBe(4);
    expect(await count(`?venue=${hall}`)).toBe(3);
    expect(await count(`?venue=${hall}&school=senior&view=list`)).toBe(1);
    expect((await page(db, `?venue=${hall}&school=senior`)).narrowed).toEqual(['老年学校', '议事厅']);
  });

  it('falls back where its address says what cannot be', async () => {
    const db = await open();
    const bad = '?view=month&day=2026-02-30&school=university&venue=01a00000-0000-7000-8000-000000000000';
    const { address } = await page(db, bad);
    expect(address).toEqual({ view: 'week', day: null, school: null, venue: null });
    expect((await page(db, '?day=2031-01-01')).address.day).toBeNull();
    expect((await page(db, '?day=2027-11-28')).after).toBeNull();
  });

  it('leaves out what was called off and what is closed, and says what was moved', async () => {
    const db = await open();
    const { sectionId } = await aSection(db);
    const [off, moved, elsewhere] = await meetings(db, sectionId, [1, 2, 3]);
    await cancelled(db, off);
    await movedFrom(db, moved, new Date(midnight - 48 * HOUR_MS));
    await movedFrom(db, elsewhere, new Date(midnight + 3 * HOUR_MS));
    const { sectionId: closed } = await aSection(db);
    await meetings(db, closed, [4]);
    await closeSection(db, { actor: academy, sectionId: closed, kind: 'ended', reason: '学期结束', now });
    await aSection(db, { opened: false, meetsIn: [1] });
    const { board } = await page(db);
    const shown = board.listed.flatMap(({ meetings: all }) => all);
    expect(shown.map(({ id, change }) => [id, change])).toEqual([
      [moved, '有调整，原定 11月20日 周五 凌晨 0:00'],
      [elsewhere, '有调整，地点换过'],
    ]);
    expect(shown[0]?.href).toMatch(/^\/courses\/TS\d+#sections$/);
  });
});

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
