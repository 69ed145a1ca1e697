import { afterAll, beforeAll, expect, it } from 'vitest';
import { shownCode } from '#app/features/attendance/check-in-tokens.server.ts';
import { policy } from '#app/features/attendance/policy.rules.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD, signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { type PageView, viewsOfPages } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

describeInBrowser('checking in by the code on the screen', (open) => {
  let demo: DemoAcademy;
  let learners: { sectionId: string; meetingId: string; username: string }[];
  const cookies: Record<string, string> = {};
  beforeAll(async () => {
    demo = await demoAcademy();
    learners = await learnersOfInstructor(demo);
    for (const { meetingId } of learners) await beginNow(demo, meetingId);
    for (const username of ['instructor', ...learners.map((one) => one.username)])
      cookies[username] = (await signIn(demo.url, username)).cookie;
  }, 180_000);
  afterAll(() => demo?.stop());

  const screenOf = (at: number) =>
    `/teach/sections/${learners[at]?.sectionId}/meetings/${learners[at]?.meetingId}/screen`;
  const fits = async (page: Parameters<typeof expectNoAxeViolations>[0], view: PageView, name: string) => {
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, view === 'elder' ? 60 : 44);
    await screenshot(page, `check-in-${view}-${name}`);
  };

  it.each(viewsOfPages.map((view, at) => [view, at] as const))(
    'the teacher shows it, a learner types it by keyboard and is on the list: %s',
    { timeout: 120_000 },
    async (view, at) => {
      const username = learners[at]?.username ?? '';
      const teacher = await open(demo.url, { screen: 'desk', view, cookie: cookies.instructor });
      const learner = await open(demo.url, { view, cookie: cookies[username] });
      await learner.page.goto('/me');
      await pressByKeyboard(learner.page, learner.page.getByRole('link', { name: '输码签到' }));
      await learner.page.getByLabel('屏幕上的 6 位数字').waitFor();
      await fits(learner.page, view, 'form');
      await typeByKeyboard(learner.page, learner.page.getByLabel('屏幕上的 6 位数字'), '12345');
      await learner.page.keyboard.press('Enter');
      await learner.page.getByText('请填屏幕上的 6 位数字。').first().waitFor();

      await teacher.page.goto(screenOf(at));
      await teacher.page.getByRole('img', { name: '签到的方块图' }).waitFor();
      await fits(teacher.page, view, 'screen');
      const figures = await teacher.page.locator('.check-in-figures').innerText();
      await learner.page.getByLabel('屏幕上的 6 位数字').fill(figures);
      await learner.page.keyboard.press('Enter');
      await learner.page.getByText(/记下了：出勤/).waitFor();
      await fits(learner.page, view, 'done');
      await teacher.page.goto(screenOf(at));
      await teacher.page.getByText(`已经签到 1 人`).waitFor();
      await pressByKeyboard(teacher.page, teacher.page.getByRole('link', { name: '回到名单' }));
      await teacher.page.getByText('自己签到').first().waitFor();
      expectNoTroubles(teacher);
      expectNoTroubles(learner);
    },
  );

  it('a scan leads through signing in to one tap, without JavaScript; an old code says so', {
    timeout: 120_000,
  }, async () => {
    const [{ username = '' } = {}, { meetingId = '' } = {}] = learners;
    const code = (at: Date) =>
      shownCode({ env: { DATA_DIR: demo.dataDir }, meetingId }, at, policy.checkIn).token;
    const { page } = await open(demo.url, { view: 'elder', javaScript: false });
    await page.goto(`/checkin/${code(new Date(Date.now() - 60_000))}`);
    await page.getByText(/这个码已经换了。请对着屏幕上现在的码再扫一次/).waitFor();
    await page.goto(`/checkin/${code(new Date())}`);
    await page.getByLabel('用户名').fill(username);
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await pressByKeyboard(page, page.getByRole('button', { name: '我到了' }));
    await page.getByText(/记下了：出勤/).waitFor();
    const marks = await demo.db
      .selectFrom('attendance')
      .innerJoin('person', 'person.id', 'attendance.person_id')
      .select(['way', 'state'])
      .where('meeting_id', '=', meetingId)
      .where('username', '=', username)
      .execute();
    expect(marks).toEqual([{ way: 'qr', state: 'present' }]);
  });
});

/** Accounts that learn in classes of the instructor, each with a meeting that nobody has marked. */
async function learnersOfInstructor({ db }: DemoAcademy) {
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .innerJoin('teacher', 'teacher.id', 'section.teacher_id')
    .innerJoin('person as leading', 'leading.id', 'teacher.person_id')
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('password_credential', 'password_credential.person_id', 'person.id')
    .leftJoin('attendance', 'attendance.meeting_id', 'meeting.id')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .select(['section.id as sectionId', 'meeting.id as meetingId', 'person.username'])
    .where('leading.username', '=', 'instructor')
    .where('enrolment.active', '=', 1)
    .where('attendance.id', 'is', null)
    .where('completion.id', 'is', null)
    .orderBy('person.username')
    .orderBy('meeting.id')
    .execute();
  const meetings = new Set<string>();
  const people = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    if (people.has(row.username) || meetings.has(row.meetingId)) continue;
    people.set(row.username, row);
    meetings.add(row.meetingId);
  }
  return [...people.values()].slice(0, 2);
}

async function beginNow({ db }: DemoAcademy, meetingId: string) {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await db
    .updateTable('meeting')
    .set({ starts_at: inMinutes(-5), ends_at: inMinutes(85) })
    .where('id', '=', meetingId)
    .execute();
}
