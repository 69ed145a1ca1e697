import ICAL from 'ical.js';
import { beforeEach, expect, it } from 'vitest';
import { loader } from '#app/features/timetable/pages/public-calendar.ts';
import { mostInCalendar } from '#app/features/timetable/public-calendar.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { contextFor } from '#tests/media/asking.ts';
import { aCourse, aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, now } from '#tests/support/world.ts';
import { cancelled, movedFrom, venues } from './changes.ts';

describeOnBothDatabases('the public calendar', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  async function asked(query = '', at = now): Promise<{ text: string; answer: Response }> {
    const answer = await loader({
      request: new Request(`http://academy.test/timetable.ics${query}`),
      context: contextFor({ db, mediaUrl: 'file:/nowhere', now: () => at }),
      params: {},
    });
    return { text: await answer.text(), answer };
  }

  /** What a reader of another hand finds in it. */
  async function events(query = '', at = now): Promise<ICAL.Event[]> {
    const { text } = await asked(query, at);
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  }
  const said = (event: ICAL.Event | undefined, name: string) => event?.component.getFirstPropertyValue(name);

  it('opens elsewhere with times, place, words and address as they are', async () => {
    const [hall] = await venues(db);
    const course = await aCourse(db, { title: '“四方五步”协商, 议事; 实训\\第一讲与物业服务企业' });
    const { meetingIds } = await aSection(db, {
      course,
      title: `${course.title}（周三, 晚班）`,
      meetings: [
        {
          startsAt: after({ days: 1 }).toISOString(),
          endsAt: after({ days: 1, hours: 2 }).toISOString(),
          venueId: hall,
          topic: '听\n说 🎋 读写，一步一步来：先把四方请到一起，再把话说开，最后写成一张纸，贴到楼道口',
          kind: 'face',
        },
      ],
    });
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      uid: meetingIds[0],
      summary: `${course.title} 第 1 次`,
      location: '议事厅\n东园路 1 号, 2 楼; 左手',
      sequence: 0,
    });
    expect(event?.description).toBe(
      '班：周三, 晚班\n内容：听\n说 🎋 读写，一步一步来：先把四方请到一起，再把话说开，最后写成一张纸，贴到楼道口',
    );
    expect(event?.startDate.toJSDate()).toEqual(after({ days: 1 }));
    expect(event?.endDate.toJSDate()).toEqual(after({ days: 1, hours: 2 }));
    expect(event?.startDate.zone.tzid).toBe('UTC');
    expect(said(event, 'url')).toBe(`http://academy.test/courses/${course.code}#sections`);
    expect(said(event, 'status')).toBe('CONFIRMED');
    expect(said(event, 'transp')).toBe('TRANSPARENT');
  });

  it('is text as RFC 5545 wants it', async () => {
    await aSection(db, { title: `${'很长的班名'.repeat(20)}🎋`, meetsIn: [24, 48] });
    const { text, answer } = await asked('?school=governance');
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.filter((line) => /[\r\n]/.test(line) || Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(3);
    expect([lines[0], lines[1], lines.at(-2)]).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'END:VCALENDAR']);
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const told = (name: string) => String(calendar.getFirstPropertyValue(name));
    expect(told('x-wr-calname')).toBe('社区学院课表 · 社区治理学院');
    expect([told('method'), told('refresh-interval'), told('x-published-ttl')]).toEqual([
      'PUBLISH',
      'PT6H',
      'PT6H',
    ]);
    expect(lines).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT6H');
    // The same until something changes: a calendar that asks again is told so by the tag.
    expect((await asked('?school=governance', after({ minutes: 7 }))).text).toBe(text);
  });

  it('tells a meeting that is moved by a higher number, and one called off for sixty days', async () => {
    const { meetingIds } = await aSection(db, { meetsIn: [24, 48, 72] });
    const [moved, off, plain] = meetingIds;
    const before = await events();
    await movedFrom(db, moved, after({ days: 3 }), after({ hours: 1 }));
    await movedFrom(db, moved, after({ days: 5 }), after({ hours: 2 }));
    await movedFrom(db, off, after({ days: 5 }), after({ hours: 1 }));
    await cancelled(db, off, after({ hours: 3 }));
    const at = after({ hours: 4 });
    const later = await events('', at);
    expect(later.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    const by = new Map(later.map((event) => [event.uid, event]));
    const [first, second, third] = [moved, off, plain].map((id = '') => by.get(id));
    expect([first?.sequence, second?.sequence, third?.sequence]).toEqual([2, 2, 0]);
    expect(first?.description).toContain('有调整，原定 11月25日 周三 下午 1:00。');
    expect(String(said(first, 'dtstamp'))).toBe('2026-11-22T07:00:00Z');
    expect([said(second, 'status'), second?.summary]).toEqual([
      'CANCELLED',
      expect.stringMatching(/^已取消：/),
    ]);
    expect(second?.startDate.toJSDate()).toEqual(after({ hours: 48 }));
    expect((await events('', after({ days: 59 }))).map(({ uid }) => uid)).toContain(off);
    expect((await events('', after({ days: 61 }))).map(({ uid }) => uid)).not.toContain(off);
  });

  it('calls off what lay ahead of a section that was closed, however', async () => {
    const off: string[] = [];
    for (const kind of ['cancelled', 'merged', 'ended'] as const) {
      const { sectionId, meetingIds } = await aSection(db, { meetsIn: [-24, 24] });
      await closeSection(db, { actor: academy, sectionId, kind, reason: '人数不够', now });
      off.push(meetingIds[1] ?? '');
    }
    await aSection(db, { opened: false, meetsIn: [24] });
    const found = await events();
    expect(found.map((event) => [event.uid, said(event, 'status')])).toEqual(
      off.map((id) => [id, 'CANCELLED']),
    );
    expect(await events('', after({ days: 61 }))).toEqual([]);
  });

  it('is narrowed by its address, and what cannot be there narrows nothing', async () => {
    const [hall] = await venues(db);
    await aSection(db, { school: 'party', meetsIn: [24] });
    const { sectionId, meetingIds } = await aSection(db, { school: 'senior', meetsIn: [24, 48] });
    await db
      .updateTable('meeting')
      .set({ venue_id: hall })
      .where('section_id', '=', sectionId)
      .where('number', '=', 2)
      .execute();
    expect(await events('?school=senior')).toHaveLength(2);
    expect((await events(`?venue=${hall}`)).map(({ uid }) => uid)).toEqual([meetingIds[1]]);
    expect(await events('?school=none&venue=none')).toHaveLength(3);
    expect(await events(`?venue=${newId()}`)).toEqual([]);
  });

  it('holds so much and no more, the next to come first', async () => {
    const { sectionId } = await aSection(db);
    const rows = Array.from({ length: mostInCalendar + 5 }, (_, at) => ({
      id: newId(),
      section_id: sectionId,
      number: at + 1,
      starts_at: after({ hours: at }).toISOString(),
      ends_at: after({ hours: at + 1 }).toISOString(),
      venue_id: null,
      topic: '议事',
      kind: 'face',
    }));
    await db.insertInto('meeting').values(rows).execute();
    const found = await events();
    expect(found).toHaveLength(mostInCalendar);
    expect(found.at(0)?.uid).toBe(rows[0]?.id);
  });
});
