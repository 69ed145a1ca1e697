import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoTroubles } from './support/checks.ts';
import { describeInBrowser } from './support/suite.ts';

describeInBrowser('the staff’s journeys', (open) => {
  let demo: DemoAcademy;
  beforeAll(async () => {
    demo = await demoAcademy();
  }, 180_000);
  afterAll(() => demo?.stop());

  const as = async (username: string) =>
    open(demo.url, { screen: 'desk', cookie: (await signIn(demo.url, username)).cookie });

  it('the instructor marks attendance, appraises a learner and edits a course', {
    timeout: 90_000,
  }, async () => {
    const opened = await as('instructor');
    const { page } = opened;
    const section = await demo.db
      .selectFrom('section')
      .innerJoin('teacher', 'teacher.id', 'section.teacher_id')
      .innerJoin('person', 'person.id', 'teacher.person_id')
      .innerJoin('meeting', 'meeting.section_id', 'section.id')
      .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
      .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
      .select('section.title')
      .where('username', '=', 'instructor')
      .where('active', '=', 1)
      .where('section_closure.at', 'is', null)
      .orderBy('section.starts_on')
      .limit(1)
      .executeTakeFirstOrThrow();
    await page.goto('/teach');
    // Each list says the same number as the way to it.
    const waits = [
      [/^1 份答卷/, '看答卷', '共 1 份'],
      [/^2 份作业/, '看作业', '共 2 份'],
    ] as const;
    for (const [words, link, there] of waits) {
      await page.getByRole('listitem').filter({ hasText: words }).getByRole('link', { name: link }).click();
      await page.getByText(there).waitFor();
      await page.goBack();
    }
    await page.getByRole('main').getByRole('link', { name: section.title }).first().click();
    await page.getByRole('link', { name: '考勤' }).click();
    await page.getByRole('main').getByRole('group').first().getByRole('radio', { name: '请假' }).check();
    await page.getByRole('button', { name: '保存考勤' }).click();
    await page.getByText('已保存。').waitFor();
    await page.getByRole('link', { name: '评学' }).click();
    await page.locator('summary', { hasText: '还没评' }).first().click();
    const form = page.locator('details[open] form').first();
    for (const group of await form.getByRole('group').all()) await group.getByRole('radio').nth(1).check();
    await form.getByRole('button', { name: '保存评学' }).click();
    await page.getByText('已保存。').waitFor();
    await page.goto('/teach/courses/SM04');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expectNoTroubles(opened);
  });

  it('the registrar plans and opens a section, and reverses a credit with a reason', {
    timeout: 90_000,
  }, async () => {
    const opened = await as('registrar');
    const { page } = opened;
    const chooseCourse = async (label: string) => {
      await page.goto('/admin/sections/new');
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByText('请选一门课。').first().waitFor();
      await page.getByLabel('课程', { exact: true }).selectOption({ label });
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByLabel('学期').selectOption({ index: 1 });
    };
    await chooseCourse('SM01 楼栋公约共创工作坊');
    await page.getByRole('button', { name: '排好这个班' }).click();
    await page.getByText('名额至少 1。').first().waitFor();
    await page.getByLabel('班名').fill('楼栋公约共创工作坊（录播班）');
    await page.getByLabel('上课方式').selectOption('recorded');
    const fill = async () => {
      await page.getByLabel('名额', { exact: true }).fill('20');
      await page.getByLabel('开始日期').fill('2027-01-04');
      await page.getByLabel('结束日期').fill('2027-01-31');
    };
    await fill();
    await page.getByRole('button', { name: '排好这个班' }).click();
    await page.getByText('这门课还没有发布的录播').first().waitFor();
    await chooseCourse('SM04 楼栋长、单元长上岗第一课');
    await fill();
    await page.getByLabel('上课方式').selectOption('recorded');
    await page.getByLabel('班名').fill('楼栋长、单元长上岗第一课（寒假录播班）');
    await page.getByRole('button', { name: '排好这个班' }).click();
    await page.getByRole('button', { name: '开班' }).click();
    await page.getByText('已开班').first().waitFor();
    await page.goto('/admin/credits');
    await page
      .getByRole('row', { name: /已计入/ })
      .first()
      .getByRole('link')
      .click();
    await page.getByText('冲销这笔学分…').click();
    await page.getByLabel('冲销理由').fill('考勤记错了人，已和本人核对');
    await page.getByRole('button', { name: '冲销这笔学分' }).click();
    await page.getByText('已经冲销').waitFor();
    expectNoTroubles(opened);
  });

  it('the assessor reads a statement and the rules for leading a project, within the scope only', {
    timeout: 90_000,
  }, async () => {
    const opened = await as('assessor');
    const { page } = opened;
    await page.goto('/assess');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('heading', { name: /年度学分情况表/ }).waitFor();
    await page.getByText('本表供组织了解参考，不作为唯一依据').waitFor();
    expect(await page.getByText(/^(不)?符合$/).count()).toBeGreaterThan(1);
    const outside = await demo.db
      .selectFrom('person')
      .select('id')
      .where('username', '=', 'auditor')
      .executeTakeFirstOrThrow();
    const answer = await page.goto(`/assess/people/${outside.id}`);
    expect(answer?.status()).toBe(404);
    expectNoTroubles(opened);
  });
});
