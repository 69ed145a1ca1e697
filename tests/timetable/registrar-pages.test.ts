import { beforeEach, expect, it } from 'vitest';
import {
  action as changeSection,
  loader as sectionPage,
} from '#app/features/selection/pages/admin-section.tsx';
import { loader as classList } from '#app/features/selection/pages/class-list.tsx';
import { action as merge, loader as mergePage } from '#app/features/selection/pages/merge-section.tsx';
import { rosterOf } from '#app/features/selection/reading.server.ts';
import { loader as sectionsPage } from '#app/features/timetable/pages/admin-sections.tsx';
import { action as plan, loader as planPage } from '#app/features/timetable/pages/new-section.tsx';
import {
  action as changeDetails,
  loader as detailsPage,
} from '#app/features/timetable/pages/section-details.tsx';
import {
  action as changeMeeting,
  loader as meetingsPage,
} from '#app/features/timetable/pages/section-meetings.tsx';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf, cookieWith } from '#tests/identity/support.ts';
import { choose } from '#tests/selection/desk.ts';
import { aCourse, aSection, aTerm, type Course, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, withPolicies } from '#tests/support/world.ts';
import { aVenue } from '#tests/venues/places.ts';

type Page = (args: { request: Request; context: RequestContext; params: Record<string, string> }) => unknown;
interface Told {
  status: number;
  location: string | null;
  data: unknown;
}

/** The first thing that a page says is wrong. */
const wrong = ({ data }: Told) =>
  (data as { errors: { field?: string; message: string }[] }).errors[0] ?? null;

describeOnBothDatabases("the registrar's pages of sections", (open) => {
  let db: Db;
  let course: Course;
  let section: Section;
  let registrar = '';
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    course = await aCourse(db);
    section = await aSection(db, { course, meetsIn: [50, 80], minSize: 2 });
    registrar = await cookieWith(db, 'registrar', { name: '简教务' });
  });

  async function ask(
    page: unknown,
    query = '',
    form?: [string, string][],
    cookie = registrar,
  ): Promise<Told> {
    const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const request = new Request(`http://127.0.0.1:3000/admin/sections${query}`, {
      ...init,
      headers: { cookie },
    });
    const context = { db, env: {}, clientAddress: '10.0.0.1', now: () => now } as unknown as RequestContext;
    const params = { sectionId: section.sectionId };
    const asked = Promise.resolve((page as Page)({ request, context, params }));
    const answer: unknown = await asked.catch((thrown: unknown) => thrown);
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response)
      return { status: answer.status, location: answer.headers.get('location'), data: null };
    const { data = answer, init: more } = answer as { data?: unknown; init?: ResponseInit };
    return { status: more?.status ?? 200, location: null, data };
  }

  it('are closed to others, and know no section that there is not', async () => {
    const learner = await cookieOf(db, await aPerson(db));
    const pages = [sectionsPage, sectionPage, meetingsPage, detailsPage, mergePage, classList, planPage];
    for (const page of pages) expect((await ask(page, '', undefined, learner)).status).toBe(403);
    for (const deed of [plan, changeSection, changeMeeting, changeDetails, merge])
      expect((await ask(deed, '', [['means', 'open']], learner)).status).toBe(403);
    section = { ...section, sectionId: 'none' };
    for (const page of [sectionPage, meetingsPage, detailsPage, mergePage, classList])
      expect((await ask(page)).status).toBe(404);
    expect((await ask(changeSection, '', [['means', 'open']])).status).toBe(404);
    const details: [string, string][] = [
      ['title', '周三班'],
      ['minSize', '1'],
    ];
    expect((await ask(changeDetails, '', details)).status).toBe(404);
  });

  it('plan in two steps, and give a form back with all that was typed', async () => {
    expect((await ask(planPage)).data).toMatchObject({ step: 'course', missed: false });
    expect((await ask(planPage, '?course=none')).data).toMatchObject({ step: 'course', missed: true });
    const venue = await aVenue(db, [], { name: '会客厅', capacity: 3 });
    await db
      .insertInto('course_audience')
      .values({ course_id: course.courseId, position: 'volunteer' })
      .execute();
    const page = await ask(planPage, `?course=${course.courseId}`);
    expect(page.data).toMatchObject({ step: 'section', course: { audience: ['volunteer'] } });
    const form: [string, string][] = Object.entries({
      course: course.courseId,
      term: await aTerm(db),
      title: '周三班',
      kind: 'regular',
      mode: 'face',
      minSize: '2',
      capacity: '9',
      startsOn: '2026-12-02',
      endsOn: '2026-12-30',
      meetings: '2',
      firstAt: '',
      venue,
      audienceAsked: 'yes',
    });
    form.push(['weekdays', '3'], ['weekdays', '5'], ['audience', 'volunteer'], ['audience', 'resident']);
    const bad = await ask(plan, '', form);
    expect(bad.status).toBe(400);
    expect(bad.data).toMatchObject({
      errors: [{ field: 'firstAt', message: '有课次就要写上课时间。' }],
      lists: { weekdays: ['3', '5'], audience: ['volunteer', 'resident'] },
    });
    form.push(['firstAt', '19:00']);
    const refused = await ask(plan, '', form);
    expect(refused.status).toBe(409);
    expect(refused.data).toMatchObject({
      errors: [{ field: 'capacity', reason: 'room' }],
      fields: { title: '周三班', capacity: '9' },
    });
    form.push(['capacity', '3'], ['skipDays', '2026-12-04']);
    const done = await ask(plan, '', form);
    expect(done).toMatchObject({
      status: 303,
      location: expect.stringMatching(/\?planned&skipped=2026-12-04$/),
    });
  });

  it('open a section with an exemption, tell what is wrong with a form, and cancel it', async () => {
    const bare = await aCourse(db, { has: ['syllabus', 'lesson-plan', 'handout', 'teacher'] });
    section = await aSection(db, { course: bare, opened: false });
    expect((await ask(sectionPage)).data).toMatchObject({ readiness: { missing: ['slides'] } });
    const refused = await ask(changeSection, '', [['means', 'open']]);
    expect(refused).toMatchObject({ status: 409 });
    expect(wrong(refused)?.message).toContain('五个一还差：一份 PPT');
    const exempt = (reason: string): [string, string][] => [
      ['means', 'exempt'],
      ['item', 'slides'],
      ['exemptReason', reason],
    ];
    expect(wrong(await ask(changeSection, '', exempt('')))?.field).toBe('exemptReason');
    expect((await ask(changeSection, '', exempt('现场教学，不用 PPT'))).status).toBe(303);
    expect((await ask(sectionPage)).data).toMatchObject({
      readiness: { missing: [], exemptions: [{ item: 'slides', approvedBy: '简教务' }] },
    });
    expect((await ask(changeSection, '', [['means', 'open']])).status).toBe(303);
    const cancel: [string, string][] = [
      ['means', 'cancel'],
      ['cancelReason', '报名太少'],
    ];
    expect((await ask(changeSection, '', cancel)).status).toBe(303);
    expect((await ask(sectionPage)).data).toMatchObject({
      section: {
        state: 'cancelled',
        closure: { reason: '报名太少', by: '简教务', into: null },
      },
    });
    expect(
      (
        await ask(changeSection, '', [
          ['means', 'capacity'],
          ['capacity', '8'],
        ])
      ).status,
    ).toBe(409);
    expect((await ask(mergePage)).location).toBe(`/admin/sections/${section.sectionId}`);
  });

  it('move a meeting, and list the class in pinyin order', async () => {
    for (const name of ['朱来福', '安圆圆']) await choose(db, await aLearner(db, name), { section });
    const [first = ''] = section.meetingIds;
    const moving = (day: string): [string, string][] =>
      Object.entries({ means: 'move', meeting: first, day, at: '19:00', minutes: '90', reason: '老师开会' });
    expect((await ask(meetingsPage, `?change=${first}`)).data).toMatchObject({ changing: { id: first } });
    expect((await ask(changeMeeting, '', moving('12月3日'))).status).toBe(400);
    expect((await ask(changeMeeting, '', moving('2020-01-01'))).status).toBe(409);
    const moved = await ask(changeMeeting, '', moving('2026-12-03'));
    expect(moved.location).toMatch(/meetings\?told=2&clashing=0$/);
    const cancelling: [string, string][] = [
      ['means', 'cancel'],
      ['meeting', first],
    ];
    expect(wrong(await ask(changeMeeting, '', cancelling))?.field).toBe('cancelReason');
    const list = await ask(classList);
    expect(list.data).toMatchObject({
      names: [{ name: '安圆圆' }, { name: '朱来福' }],
      meetings: [{ number: 2 }, { number: 1 }],
      people: 2,
    });
    // There is only one part.
    expect((await ask(classList, '?page=9')).data).toMatchObject({ page: 1, names: [{}, {}] });
    const behind = await rosterOf(db, section.sectionId, 1);
    expect(behind.map(({ name }) => name)).toEqual(['朱来福']);
  });

  it('merge an under-filled section after showing what would happen', async () => {
    const other = await aSection(db, { course, termId: section.termId, meetsIn: [60], capacity: 1 });
    await choose(db, await aLearner(db), { section });
    await choose(db, await aLearner(db), { section: other });
    expect((await ask(sectionsPage, '?few=yes')).data).toMatchObject({ total: 1, few: true });
    expect((await ask(mergePage)).data).toMatchObject({ targets: [{ id: other.sectionId }] });
    expect((await ask(mergePage, '?into=none')).data).toMatchObject({ missed: true, preview: null });
    const preview = await ask(mergePage, `?into=${other.sectionId}`);
    expect(preview.data).toMatchObject({ preview: { needed: 1, people: [{ fate: { kind: 'moves' } }] } });
    const form = (capacity: string): [string, string][] =>
      Object.entries({ into: other.sectionId, capacity, reason: '人数不够' });
    const refused = await ask(merge, '', form(''));
    expect(wrong(refused)).toMatchObject({
      field: 'capacity',
      message: expect.stringContaining('要有 2 个'),
    });
    const done = await ask(merge, '', form('2'));
    expect(done.location).toBe(`/admin/sections/${other.sectionId}?merged=1.0.0`);
    expect((await ask(sectionPage)).data).toMatchObject({
      section: { closure: { into: { id: other.sectionId } } },
    });
  });
});
