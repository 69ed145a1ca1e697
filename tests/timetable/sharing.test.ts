import { beforeEach, expect, it } from 'vitest';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import type { UsedThing } from '#app/features/timetable/sharing.rules.ts';
import { sharingReport } from '#app/features/timetable/sharing.server.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, next, now } from '#tests/support/world.ts';
import { venues } from './changes.ts';

describeOnBothDatabases('the sharing report', (open) => {
  let db: Db;
  let termId: string;
  beforeEach(async () => {
    db = await open();
    termId = await aTerm(db);
  });
  const report = (termIds = [termId]) =>
    sharingReport(db, { key: '', label: '', termIds, from: '2026-09-01', to: '2026-12-31' });
  const said = (things: readonly UsedThing[]) =>
    things.map(
      ({ name, uses }) => `${name}: ${uses.map(({ school, times }) => `${school} ${times}`).join(', ')}`,
    );

  async function aTeacher(name: string): Promise<string> {
    const row = {
      id: newId(),
      slug: `t-${next()}`,
      name,
      headline: '',
      category: '社工',
      bio: '',
      fields: '[]',
    };
    await db
      .insertInto('teacher')
      .values({ ...row, person_id: null, created_at: now.toISOString() })
      .execute();
    return row.id;
  }

  it('counts the sections that a teacher gives, by school: opened, not cancelled, of this term', async () => {
    const [li, an, bai] = [await aTeacher('李老师'), await aTeacher('安老师'), await aTeacher('白老师')];
    const give = (teacherId: string, school: School, more: object = {}) =>
      aSection(db, { termId, teacherId, school, ...more });
    await give(li, 'party');
    await give(li, 'party');
    const ended = await give(li, 'senior');
    await closeSection(db, {
      actor: academy,
      sectionId: ended.sectionId,
      kind: 'ended',
      reason: '学完',
      now,
    });
    await give(an, 'citizen');
    const off = await give(an, 'party');
    await closeSection(db, {
      actor: academy,
      sectionId: off.sectionId,
      kind: 'cancelled',
      reason: '人少',
      now,
    });
    const merged = await give(an, 'party');
    await closeSection(db, {
      actor: academy,
      sectionId: merged.sectionId,
      kind: 'merged',
      reason: '人少',
      now,
    });
    await give(an, 'senior', { opened: false });
    await give(an, 'governance', { termId: await aTerm(db) });
    await give(bai, 'governance', { opened: false });
    const { teachers } = await report();
    expect(said(teachers.shared)).toEqual(['李老师: party 2, senior 1']);
    expect(said(teachers.single)).toEqual(['安老师: citizen 1']);
    expect(teachers.shared[0]?.href).toMatch(/^\/teachers\/t-/);
  });

  it('adds up the terms of a year', async () => {
    const [li, spring] = [await aTeacher('李老师'), await aTerm(db)];
    const course = await aCourse(db, { title: '议事', school: 'governance' });
    await aSection(db, { termId, course, teacherId: li, school: 'party' });
    await aSection(db, { termId: spring, course, teacherId: li, school: 'party' });
    await aSection(db, { termId: spring, course, teacherId: li, school: 'citizen' });
    const { teachers, courses } = await report([termId, spring]);
    expect(said(teachers.shared)).toEqual(['李老师: party 2, citizen 1']);
    expect(said(courses.shared)).toEqual(['议事: party 2, governance 0, citizen 1']);
    expect(said((await report()).teachers.single)).toEqual(['李老师: party 1']);
  });

  it('counts the school that made a course as one that it serves', async () => {
    const made = await aCourse(db, { title: '议事', school: 'governance' });
    const own = await aCourse(db, { title: '防骗', school: 'senior' });
    const both = await aCourse(db, { title: '党课', school: 'party' });
    await aCourse(db, { title: '没有开班', school: 'party' });
    await aSection(db, { termId, course: made, school: 'party' });
    await aSection(db, { termId, course: own, school: 'senior' });
    await aSection(db, { termId, course: both, school: 'party' });
    await aSection(db, { termId, course: both, school: 'citizen' });
    const { courses } = await report();
    expect(said(courses.shared)).toEqual(['党课: party 1, citizen 1', '议事: party 1, governance 0']);
    expect(said(courses.single)).toEqual(['防骗: senior 1']);
  });

  it('counts whose bookings a place has in these days, and names those that have none', async () => {
    const [hall, room] = await venues(db);
    const book = (venueId: string, school: School | null, startsAt: string, active: number | null = 1) =>
      db
        .insertInto('venue_booking')
        .values({
          id: newId(),
          venue_id: venueId,
          starts_at: startsAt,
          ends_at: startsAt,
          meeting_id: null,
          title: '活动',
          school,
          active,
          booked_by: null,
          booked_at: now.toISOString(),
        })
        .execute();
    expect((await report()).idleVenues).toEqual(['教室', '议事厅']);
    await book(hall, 'party', '2026-11-01T01:00:00.000Z');
    await book(hall, 'party', '2026-11-02T01:00:00.000Z');
    // The last hour of the scope's last day in Shanghai, and the first after it.
    await book(hall, 'senior', '2026-12-31T15:00:00.000Z');
    await book(hall, 'citizen', '2026-12-31T16:00:00.000Z');
    await book(hall, 'governance', '2026-11-03T01:00:00.000Z', null);
    await book(room, null, '2026-11-03T01:00:00.000Z');
    const { venues: places, idleVenues } = await report();
    expect(said(places.shared)).toEqual(['议事厅: party 2, senior 1']);
    expect(said(places.single)).toEqual(['教室: ']);
    expect(idleVenues).toEqual([]);
  });
});
