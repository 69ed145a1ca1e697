import { beforeEach, expect, it } from 'vitest';
import { loader as apiCourse } from '#app/features/catalogue/pages/api-course.ts';
import { loader as apiCourses } from '#app/features/catalogue/pages/api-courses.ts';
import { loader as courseLoader } from '#app/features/catalogue/pages/course.tsx';
import { loader as coursesLoader } from '#app/features/catalogue/pages/courses.tsx';
import { loader as download } from '#app/features/catalogue/pages/download.ts';
import { loader as fiveOne } from '#app/features/catalogue/pages/five-one.tsx';
import { loader as slides } from '#app/features/catalogue/pages/slides.tsx';
import { publishCourseScore } from '#app/features/catalogue/scores.server.ts';
import { openSeats } from '#app/features/selection/seats.server.ts';
import { createSection } from '#app/features/timetable/sections.server.ts';
import { createTerm } from '#app/features/timetable/terms.server.ts';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withPolicies } from '#tests/support/world.ts';
import { importer as actor, withCourses } from './some-courses.ts';

/** Sessions follow the real clock. */
const now = new Date();
const days = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString();
const teacherId = null;

describeOnBothDatabases('the public pages of courses', (open) => {
  let db: Db;
  let courses: Awaited<ReturnType<typeof withCourses>>;
  let cookie: string;

  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    courses = await withCourses(db);
    cookie = await cookieOf(db, await aPerson(db));
    const termId = await createTerm(db, {
      code: 'T',
      name: '秋季学期',
      startsOn: days(-30).slice(0, 10),
      endsOn: days(90).slice(0, 10),
      windows: [{ kind: 'selection', opensAt: days(-1), closesAt: days(3) }],
    });
    const { courseId = '', versionId = '' } = courses.get('ZL05') ?? {};
    const section = await createSection(db, {
      section: {
        code: 'T-1',
        termId,
        courseId,
        courseVersionId: versionId,
        title: '周末班',
        kind: 'regular',
        school: 'governance',
        mode: 'face',
        teacherId,
        headTeacherId: null,
        minSize: 1,
        hoursFaceHundredths: 600,
        hoursRecordedHundredths: 0,
        startsOn: days(5).slice(0, 10),
        endsOn: days(60).slice(0, 10),
        audience: ['building-head'],
        meetings: [{ startsAt: days(5), endsAt: days(5.1), venueId: null, topic: '议事', kind: 'face' }],
      },
      actor,
      now,
    });
    if (!section.ok) throw new Error(section.reason);
    await openSeats(db, { sectionId: section.sectionId, capacity: 1 });
    await db
      .updateTable('section')
      .set({ opened_at: now.toISOString() })
      .where('id', '=', section.sectionId)
      .execute();
  });

  const ask = (
    address: string,
    params: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => ({
    request: new Request(`http://127.0.0.1${address}`, { headers }),
    params,
    context: contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now }),
  });

  it('lists courses with the next section and its seats', async () => {
    const page = (await outcomeOf(coursesLoader, ask('/courses?q=议事'))) as Awaited<
      ReturnType<typeof coursesLoader>
    >;
    expect(page).toMatchObject({ total: 4, openTotal: 1, query: { q: '议事', page: 1 } });
    expect(page.cards[0]).toMatchObject({
      code: 'ZL05',
      credits: '6 学分',
      seats: { capacity: 1, taken: 0 },
      teacher: '社区社工',
    });
    expect(page.cards[1]).not.toHaveProperty('seats');
    expect(await outcomeOf(coursesLoader, ask('/courses?school=nonsense&page=99'))).toMatchObject({
      total: 4,
      query: { page: 1 },
    });
  });

  it('shows a course with its five ones, sections and what the reader can do', async () => {
    const page = await outcomeOf(courseLoader, ask('/courses/ZL05', { code: 'ZL05' }));
    expect(page).toMatchObject({
      isSignedIn: false,
      own: null,
      course: { code: 'ZL05', score: null },
      objectives: ['说出四方各是谁', '改写一个议题', '主持一次会'],
      sections: [
        {
          section: { title: '周末班', window: { state: 'open' } },
          seats: { capacity: 1, taken: 0 },
          dates: [],
        },
      ],
    });
    expect(JSON.stringify(page)).toContain('/courses/ZL05/handout');
    expect(await outcomeOf(courseLoader, ask('/courses/ZL05', { code: 'ZL05' }, { cookie }))).toMatchObject({
      isSignedIn: true,
      own: null,
    });
    for (const code of ['ZL99', '', "'; drop table course", 'zl05'.repeat(99)])
      expect(await answerOf(courseLoader, ask('/courses/x', { code }))).toMatchObject({ status: 404 });
  });

  it('shows the syllabus to everybody and the other texts to whoever is signed in', async () => {
    const item = (name: string, headers = {}) =>
      outcomeOf(fiveOne, ask(`/courses/ZL05/${name}`, { code: 'ZL05', item: name }, headers));
    expect(await item('syllabus')).toMatchObject({
      item: 'syllabus',
      html: expect.stringContaining('<h2>课程定位</h2>'),
    });
    expect(await item('handout')).toMatchObject({ status: 302 });
    expect(await item('handout', { cookie })).toMatchObject({
      html: '<p>讲义</p>\n',
      there: ['syllabus', 'lesson-plan', 'handout', 'slides'],
    });
    expect(await item('teacher', { cookie })).toMatchObject({ status: 404 });
    expect(await item('../../etc/passwd', { cookie })).toMatchObject({ status: 404 });
    const deck = (search: string) =>
      outcomeOf(slides, ask(`/courses/ZL05/slides${search}`, { code: 'ZL05' }, { cookie }));
    expect(await deck('?n=2')).toMatchObject({ number: 2, total: 2, slides: ['<h2>二</h2>\n'] });
    expect(await deck('?n=99')).toMatchObject({ number: 2 });
    expect(await deck('?n=x')).toMatchObject({ number: 1 });
    expect(await deck('?all=1')).toMatchObject({
      showsAll: true,
      slides: ['<h1>一</h1>\n', '<h2>二</h2>\n'],
    });
    expect(await outcomeOf(slides, ask('/courses/ZL05/slides', { code: 'ZL05' }))).toMatchObject({
      status: 302,
    });
  });

  it('gives texts as files', async () => {
    const file = (item: string, headers = {}) =>
      answerOf(download, ask(`/courses/ZL05/files/${item}`, { code: 'ZL05', item }, headers));
    const syllabus = await file('syllabus');
    expect(syllabus.headers.get('content-disposition')).toMatch(
      /^attachment; filename="ZL05-syllabus\.md"; filename\*=UTF-8''ZL05%20/,
    );
    expect(syllabus.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await syllabus.text()).toBe('## 课程定位\n大纲');
    expect((await file('handout')).status).toBe(302);
    expect((await file('handout', { cookie })).status).toBe(200);
    expect((await file('teacher', { cookie })).status).toBe(404);
  });

  it('tells programs the same, with a tag that spares them what they have', async () => {
    const score = { n: 9, score: 9240, dimensions: [], now };
    await publishCourseScore(db, { courseId: courses.get('ZL05')?.courseId ?? '', ...score });
    const list = await answerOf(apiCourses, ask('/api/v1/courses?open=1'));
    expect(await list.clone().json()).toEqual({
      courses: [
        {
          code: 'ZL05',
          title: '“四方五步”协商议事实训',
          school: 'governance',
          module: '协商议事',
          mode: 'face',
          credits: 6,
          score: { value: 92.4, n: 9, updatedAt: now.toISOString() },
        },
      ],
      total: 1,
      page: 1,
    });
    const tag = list.headers.get('etag') ?? '';
    expect(
      (await answerOf(apiCourses, ask('/api/v1/courses?open=1', {}, { 'if-none-match': tag }))).status,
    ).toBe(304);
    expect(await (await answerOf(apiCourses, ask('/api/v1/courses'))).json()).toMatchObject({ total: 4 });
    const course = await (await answerOf(apiCourse, ask('/api/v1/courses/ZL05', { code: 'ZL05' }))).json();
    expect(course).toMatchObject({
      code: 'ZL05',
      sections: [{ term: '秋季学期', capacity: 1, taken: 0, open: true, audience: ['building-head'] }],
    });
    const missing = await answerOf(apiCourse, ask('/api/v1/courses/NO', { code: 'NO' }));
    expect([missing.status, await missing.json()]).toMatchObject([404, { error: { code: 'not-found' } }]);
  });
});
