import { beforeEach, expect, it } from 'vitest';
import { importQuestions } from '#app/features/exercises/exercises.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { type NewSectionForm, newSectionForm } from '#app/features/timetable/new-section.schema.ts';
import { sectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { bookVenue } from '#app/features/venues/bookings.server.ts';
import { bookEvent } from '#app/features/venues/events.server.ts';
import { dayOf, instantAt } from '#app/lib/time.ts';
import { planSection } from '#app/shell/section-planning.server.ts';
import type { Db } from '#db/database.ts';
import { aTeacher } from '#tests/evaluation/classroom.ts';
import { bank } from '#tests/exercises/quiz.ts';
import { aPerson, aUnit } from '#tests/identity/support.ts';
import { aCourse, aSection, aTerm, type Course } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aVenue, spansOn } from '#tests/venues/places.ts';

describeOnBothDatabases('planning a section', (open) => {
  let db: Db;
  let course: Course;
  let term: string;
  beforeEach(async () => {
    db = await open();
    course = await aCourse(db);
    term = await aTerm(db);
  });

  const plan = (more: Record<string, unknown> = {}) => {
    const form: NewSectionForm = newSectionForm.parse({
      course: course.courseId,
      term,
      title: '周三晚班',
      kind: 'topic',
      mode: 'face',
      capacity: 20,
      startsOn: '2026-12-02',
      endsOn: '2027-01-20',
      meetings: 3,
      firstAt: '19:00',
      ...more,
    });
    return planSection(db, { actor: academy, form, now });
  };
  const planned = async (more: Record<string, unknown> = {}) => {
    const outcome = await plan(more);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    return outcome;
  };
  const messages = async (more: Record<string, unknown> = {}) => {
    const outcome = await plan(more);
    return outcome.ok ? [] : outcome.problems.map(({ field, message }) => [field, message]);
  };

  it('leaves out the breaks of its term and days typed by hand, and says which', async () => {
    const row = { id: term, term_id: term, from_day: '2026-12-07', to_day: '2026-12-09', name: '运动会' };
    await db.insertInto('term_break').values(row).execute();
    const { sectionId, skipped } = await planned({
      weekdays: ['3', '6'],
      skipDays: '2026-12-12、2026-12-13',
    });
    expect(skipped.map(({ day, name }) => `${day} ${name}`)).toEqual([
      '2026-12-09 运动会',
      '2026-12-12 停课',
    ]);
    const meetings = await meetingsOf(db, [sectionId]);
    expect(meetings.map(({ startsAt }) => dayOf(startsAt))).toEqual([
      '2026-12-02',
      '2026-12-05',
      '2026-12-16',
    ]);
  });

  it('is told by name, never fails, when a school books the room for an event in that moment', async () => {
    const venueId = await aVenue(db, [], { name: '议事厅' });
    for (let round = 0; round < 6; round++) {
      const [startsOn, endsOn] = [`2026-12-0${round + 2}`, '2027-01-20'];
      const event = {
        title: '重阳节慰问',
        school: 'senior' as const,
        day: startsOn,
        from: '19:00',
        to: '20:00',
      };
      const [outcome, booked] = await Promise.all([
        plan({ title: `晚班 ${round}`, startsOn, endsOn, meetings: 1, venue: venueId }),
        bookEvent(db, { venueId, event, actor: academy, now }),
      ]);
      expect(outcome.ok).toBe(!booked.ok);
      if (!outcome.ok)
        expect(outcome.problems[0]?.message).toMatch(/议事厅.*已订给《重阳节慰问》（老年学校）/);
    }
  });

  it('keeps head teacher, sizes, entry, and who may take it', async () => {
    const street = await aUnit(db, null, 'district', '包河区');
    const community = await aUnit(db, street.id, 'community', '和风社区');
    const head = await aPerson(db, { username: 'ban-zhuren', name: '闻班主' });
    const wanted = { headTeacher: '闻班主', minSize: 8, entry: 'lottery', audience: ['senior-learner'] };
    const { sectionId } = await planned({
      ...wanted,
      communities: [community.id],
      ageFrom: '60',
      note: '带笔',
    });
    expect(await sectionSheet(db, sectionId, dayOf(now))).toMatchObject({
      headTeacher: { id: head, name: '闻班主' },
      minSize: 8,
      entry: 'lottery',
      audience: ['senior-learner'],
      eligibility: expect.arrayContaining(['和风社区', '60 岁以上']),
      note: '带笔',
      state: 'planned',
    });
    expect((await seatsOf(db, [sectionId])).get(sectionId)).toEqual({ capacity: 20, taken: 0 });
    await aPerson(db, { username: 'ban-zhuren-2', name: '闻班主' });
    expect(await messages({ headTeacher: '闻班主' })).toEqual([
      ['headTeacher', '有 2 位都叫“闻班主”，请改填用户名：ban-zhuren、ban-zhuren-2。'],
    ]);
    expect(await messages({ headTeacher: '没这个人' })).toEqual([
      ['headTeacher', expect.stringContaining('没有找到叫“没这个人”的人')],
    ]);
    expect(await messages({ headTeacher: 'Ban-Zhuren' })).toEqual([]);
  });

  it('takes the audience of the course where the form does not ask', async () => {
    const row = { course_id: course.courseId, position: 'building-head' };
    await db.insertInto('course_audience').values(row).execute();
    const own = await planned();
    const nobody = await planned({ audience: [] });
    expect((await sectionSheet(db, own.sectionId, dayOf(now)))?.audience).toEqual(['building-head']);
    expect((await sectionSheet(db, nobody.sectionId, dayOf(now)))?.audience).toEqual([]);
  });

  it('is told everything that stands against it at once, by name and time, and writes nothing', async () => {
    const { teacherId } = await aTeacher(db, '齐大川');
    const venue = await aVenue(db, spansOn(3), { name: '云谷睦邻中心', capacity: 15 });
    await planned({ teacher: teacherId, title: '书法入门', meetings: 1, startsOn: '2026-12-09' });
    const booking = {
      venueId: venue,
      startsAt: instantAt('2026-12-02', '18:00').toISOString(),
      endsAt: instantAt('2026-12-02', '19:30').toISOString(),
      title: '居民议事会',
      school: 'citizen' as const,
      meetingId: null,
    };
    await bookVenue(db, { booking, actor: academy, now });
    const found = await messages({ teacher: teacherId, venue, weekdays: ['3', '4'], endsOn: '2026-12-08' });
    expect(found).toEqual([
      ['endsOn', expect.stringContaining('最后一次课在2026年12月9日，比结束日期晚')],
      [
        'teacher',
        '齐大川老师 12月9日 周三 晚上 7:00–8:30 要上《书法入门》（社区治理学院），排不开。换个时间，或者换一位老师。',
      ],
      [
        'venue',
        '云谷睦邻中心 12月2日 周三 晚上 6:00–7:30 已订给《居民议事会》（市民学校）。换个时间，或者换个地点。',
      ],
      ['venue', '云谷睦邻中心 12月3日 周四 晚上 7:00–8:30 不开放（周四不开放）。换个时间，或者换个地点。'],
      ['capacity', expect.stringContaining('云谷睦邻中心最多容 15 人，这个班有 20 个名额')],
    ]);
    const { sections } = await db
      .selectFrom('section')
      .select(({ fn }) => fn.countAll<number>().as('sections'))
      .executeTakeFirstOrThrow();
    expect(Number(sections)).toBe(1);
  });

  it('asks nothing of meetings that were cancelled with their section', async () => {
    const { teacherId } = await aTeacher(db, '齐大川');
    const { sectionId } = await planned({ teacher: teacherId });
    expect(await messages({ teacher: teacherId })).toHaveLength(3);
    await closeSection(db, { actor: academy, sectionId, kind: 'cancelled', reason: '不办了', now });
    expect(await messages({ teacher: teacherId })).toEqual([]);
  });

  it('gives a teacher and a place once when two registrars plan at the same moment', async () => {
    const { teacherId } = await aTeacher(db, '齐大川');
    const venue = await aVenue(db, [], { capacity: 40 });
    const other = await aCourse(db, { school: 'senior' });
    for (const wanted of [{ teacher: teacherId }, { venue }]) {
      const outcomes = await Promise.all([
        plan(wanted),
        plan({ ...wanted, course: other.courseId }),
        plan({ ...wanted, title: '另一个班' }),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  it('makes no quiz for a section that was refused', async () => {
    await importQuestions(db, { courseId: course.courseId, questions: bank });
    const { teacherId } = await aTeacher(db, '齐大川');
    await aSection(db, { teacherId, meetsIn: [] });
    expect(await messages({ mode: 'blended' })).toMatchObject([
      ['mode', expect.stringContaining('还没有发布的录播')],
    ]);
    expect(await db.selectFrom('exercise').select('id').execute()).toEqual([]);
  });
});
