import { beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { dateLines } from '#app/features/timetable/meeting-words.rules.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import {
  cardSections,
  openNow,
  openSections,
  sectionsOfCourse,
  sectionsOfCourses,
} from '#app/features/timetable/reading.server.ts';
import { closeSection, createSection, type NewSection } from '#app/features/timetable/sections.server.ts';
import { createTerm } from '#app/features/timetable/terms.server.ts';
import type { Db } from '#db/database.ts';
import { fourCourses, withCourses } from '#tests/catalogue/some-courses.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withPolicies } from '#tests/support/world.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const actor = systemActor('tests');
const at = (day: number, hour = 11) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
const window = (from: number, to: number) => ({
  kind: 'selection' as const,
  opensAt: at(from),
  closesAt: at(to),
});

describeOnBothDatabases('sections to choose from', (open) => {
  let db: Db;
  let courses: Awaited<ReturnType<typeof withCourses>>;
  let terms: Record<'open' | 'coming' | 'over', string>;

  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    courses = await withCourses(db, fourCourses);
    const term = (code: string, windows: ReturnType<typeof window>[]) =>
      createTerm(db, { code, name: code, startsOn: '2026-09-01', endsOn: '2027-01-31', windows });
    terms = {
      open: await term('now', [window(20, 25)]),
      coming: await term('soon', [window(26, 30)]),
      over: await term('gone', [window(1, 5)]),
    };
    await db
      .insertInto('venue')
      .values(
        ['云谷睦邻中心', '锦绣生活馆'].map((name, index) => ({
          id: `v${index}`,
          name,
          tier: '睦邻中心',
          address: '某路',
          capacity: 30,
          ramp: 1,
          lift: 1,
          toilet: 1,
          opening_hours: '9–21',
          org_unit_id: null,
        })),
      )
      .execute();
  });

  async function plan(
    code: string,
    course: string,
    more: Partial<NewSection> & { days?: number[]; open?: boolean } = {},
  ): Promise<string> {
    const { courseId = '', versionId = '' } = courses.get(course) ?? {};
    const { days = [25, 32, 39], open: isOpen = true, ...section } = more;
    const created = await createSection(db, {
      section: {
        code,
        termId: terms.open,
        courseId,
        courseVersionId: versionId,
        title: course,
        kind: 'regular',
        school: 'governance',
        mode: 'face',
        teacherId: null,
        headTeacherId: null,
        minSize: 5,
        hoursFaceHundredths: 600,
        hoursRecordedHundredths: 0,
        startsOn: '2026-11-25',
        endsOn: '2026-12-31',
        audience: [],
        meetings: days.map((day) => ({
          startsAt: at(day),
          endsAt: at(day, 13),
          venueId: null,
          topic: '议事',
          kind: 'face',
        })),
        ...section,
      },
      actor,
      now,
    });
    if (!created.ok) throw new Error(created.reason);
    // They meet at the same hour in the same place, which planning would not allow: here it is read only.
    const placed = db.updateTable('meeting').set({ venue_id: 'v0' });
    await placed.where('section_id', '=', created.sectionId).execute();
    if (isOpen)
      await db
        .updateTable('section')
        .set({ opened_at: now.toISOString() })
        .where('id', '=', created.sectionId)
        .execute();
    return created.sectionId;
  }

  it('gives sections whose window is open, the next to begin first', async () => {
    await plan('B', 'ZL05', { startsOn: '2026-11-27' });
    await plan('A', 'SM04', { startsOn: '2026-11-25', audience: ['building-head', 'unit-head'] });
    await plan('planned', 'ZL05', { open: false });
    await plan('soon', 'ZL05', { termId: terms.coming });
    await plan('gone', 'ZL05', { termId: terms.over });
    await closeSection(db, {
      actor,
      sectionId: await plan('cancelled', 'LN01'),
      kind: 'cancelled',
      reason: '人数不够',
      now,
    });
    const sections = await openSections(db, { now });
    expect(sections.map(({ code }) => code)).toEqual(['A', 'B']);
    expect(sections[0]).toMatchObject({
      courseCode: 'SM04',
      module: '骨干培养',
      worth: { creditsHundredths: 600, creditWords: ['面授 6 学时 × 每学时 1 学分 = 6 学分'] },
      window: { state: 'open', until: at(25) },
      when: '周三晚上 7:00 起，共 3 次',
      venueName: '云谷睦邻中心',
      venueCount: 1,
      count: 3,
      starts: [at(25), at(32), at(39)],
      teacherName: null,
    });
    expect([...(sections[0]?.audience ?? [])].sort()).toEqual(['building-head', 'unit-head']);
    expect(await openSections(db, { now, limit: 1 })).toHaveLength(1);
    expect(
      (await openSections(db, { now, courseIds: [courses.get('ZL05')?.courseId ?? ''] })).map(
        ({ code }) => code,
      ),
    ).toEqual(['B']);
    expect(await openSections(db, { now, courseIds: [] })).toEqual([]);
    expect(await openSections(db, { now: new Date(at(25)) })).toEqual([]);
    const opened = await openNow(db, now);
    expect([...opened.courseIds].sort()).toEqual(
      ['SM04', 'ZL05'].map((code) => courses.get(code)?.courseId).sort(),
    );
    expect(await openNow(db, new Date(now.getTime() + 1_000))).toBe(opened);
    expect([...(await openNow(db, new Date(at(25, 12)))).courseIds]).toEqual([]);
  });

  it('gives all sections of a course that are not past, those that can be chosen first', async () => {
    await plan('over', 'ZL05', { termId: terms.over, startsOn: '2026-11-01' });
    await plan('soon', 'ZL05', { termId: terms.coming, startsOn: '2026-11-02' });
    await plan('open', 'ZL05', { startsOn: '2026-11-30' });
    await plan('past', 'ZL05', { endsOn: '2026-11-21' });
    const sections = await sectionsOfCourse(db, courses.get('ZL05')?.courseId ?? '', now);
    expect(sections.map(({ code, window: { state } }) => [code, state])).toEqual([
      ['open', 'open'],
      ['soon', 'coming'],
      ['over', 'over'],
    ]);
    expect(sections[1]?.window).toEqual({ state: 'coming', opensAt: at(26) });
    expect(await sectionsOfCourses(db, { courseIds: [], now })).toEqual([]);
  });

  it('shows what each section pays itself, not what its course does', async () => {
    const hours = { hoursFaceHundredths: 0, hoursRecordedHundredths: 25, days: [] };
    await plan('recorded', 'ZL05', hours);
    await plan('face', 'SM04', {});
    const of = async (code: string) =>
      (await openSections(db, { now })).find((section) => section.code === code)?.worth;
    expect(await of('recorded')).toEqual({
      creditsHundredths: 25,
      creditWords: ['微课（15 分钟以内）每门 0.25 学分'],
    });
    expect((await of('face'))?.creditsHundredths).toBe(600);
    const courseId = courses.get('ZL05')?.courseId ?? '';
    const cards = await cardSections(db, { courseIds: [courseId], open: await openNow(db, now), now });
    expect(cards.get(courseId)?.worth?.creditsHundredths).toBe(25);
  });

  it('leaves out what is over: every meeting past, or the last day, though the window is open', async () => {
    await plan('met', 'ZL05', { days: [20, 21] });
    await plan('half', 'SM04', { days: [20, 23] });
    await plan('recorded', 'LN01', { days: [], endsOn: '2026-11-21' });
    const ids = [...courses.values()].map(({ courseId }) => courseId);
    const opened = await openNow(db, now);
    expect((await openSections(db, { now })).map(({ code }) => code)).toEqual(['half']);
    expect((await sectionsOfCourses(db, { courseIds: ids, now })).map(({ code }) => code)).toEqual(['half']);
    expect([...opened.courseIds]).toEqual([courses.get('SM04')?.courseId]);
    expect((await cardSections(db, { courseIds: ids, open: opened, now })).size).toBe(1);
  });

  it('gives of each course the section that stands on its card', async () => {
    await plan('first', 'ZL05', { termId: terms.coming, startsOn: '2026-11-23' });
    await plan('open', 'ZL05', { startsOn: '2026-11-30' });
    await plan('later', 'ZL05', { startsOn: '2026-12-01' });
    await plan('past', 'SM04', { endsOn: '2026-11-21' });
    await plan('coming', 'LN01', { termId: terms.coming, days: [] });
    const courseIds = [...courses.values()].map(({ courseId }) => courseId);
    const cards = await cardSections(db, { courseIds, open: await openNow(db, now), now });
    const of = (code: string) => cards.get(courses.get(code)?.courseId ?? '');
    expect(of('ZL05')).toMatchObject({
      window: { state: 'open' },
      when: '周三晚上 7:00 起，共 3 次',
      venueName: '云谷睦邻中心',
    });
    expect(of('LN01')).toMatchObject({
      window: { state: 'coming' },
      when: '录播，随时可学，12月31日前学完',
      venueName: null,
    });
    expect(cards.size).toBe(2);
  });

  it('says when a class meets in words', async () => {
    const words = async (code: string, days: number[]) => {
      await plan(code, 'LN01', { days });
      return (await openSections(db, { now })).find((section) => section.code === code)?.when;
    };
    expect(await words('once', [25])).toBe('11月25日 周三 晚上 7:00');
    expect(await words('odd', [25, 27, 39])).toBe('11月25日 周三 晚上 7:00 起，共 3 次');
    expect(await words('recorded', [])).toBe('录播，随时可学，12月31日前学完');
  });

  it('gives the dates: of a weekly class the days, else each moment', async () => {
    const lines = (starts: string[], count = starts.length) => dateLines({ count, starts });
    expect(lines([at(25), at(32)])).toEqual(['11月25日、12月2日']);
    expect(lines([at(25), at(27, 1)])).toEqual(['11月25日 周三 晚上 7:00', '11月27日 周五 上午 9:00']);
    expect(lines(Array.from({ length: 10 }, (_, week) => at(25 + 7 * week)))[0]).toMatch(
      /^11月25日、.*、1月13日 等 10 次$/,
    );
    expect([lines([at(25)]), lines([])]).toEqual([[], []]);
  });

  it('lists the meetings with their places', async () => {
    const id = await plan('A', 'SM04');
    const meetings = await meetingsOf(db, [id]);
    expect(meetings.map(({ number, startsAt, venueName }) => [number, startsAt, venueName])).toEqual(
      [25, 32, 39].map((day, index) => [index + 1, at(day), '云谷睦邻中心']),
    );
    expect(await meetingsOf(db, [])).toEqual([]);
  });
});
