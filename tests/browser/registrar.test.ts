import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '#app/lib/time.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll, expectNoTroubles } from './support/checks.ts';
import { type OpenPage, PHONE } from './support/chromium.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };
const EVENING = '楼栋长、单元长上岗第一课（晚间班）';
const LATE = '楼栋长、单元长上岗第一课（夜班）';

/** The first Wednesday of a day's week or after it: on it the section begins. */
function wednesdayFrom(day: string): string {
  const ahead = (3 - new Date(`${day}T00:00:00Z`).getUTCDay() + 7) % 7;
  return addDays(day, ahead);
}

describeInBrowser('the registrar, from the term to the class list', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  let termId: string;
  let firstDay: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    const { cookie } = await signIn(demo.url, 'registrar');
    opened = await open(demo.url, { screen: 'desk', cookie });
  }, 180_000);
  afterAll(() => demo?.stop());

  const button = (name: string | RegExp) => opened.page.getByRole('button', { name, exact: true });
  const field = (label: string | RegExp) => opened.page.getByLabel(label, { exact: true });
  const says = (words: string | RegExp) => opened.page.getByText(words).first().waitFor();

  it('sets up a term with its windows and a day without classes', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/admin/terms/new');
    await field('学期结束').fill('2020-01-01');
    await button('排好这个学期').click();
    await page.getByRole('alert').first().waitFor();
    await page.goto('/admin/terms/new');
    await expectNoAxeViolations(page);
    await field('名字').fill('桂花学期');
    const windows = page.getByRole('group');
    for (const name of [/预选/, /选课/, /退/]) {
      const from = windows.filter({ hasText: name }).first().getByLabel('从');
      expect(await from.inputValue(), `a usual time for ${name}`).toMatch(/^\d{4}-\d{2}-\d{2}T09:00/);
    }
    await button('排好这个学期').click();
    await says('学期排好了。接下来可以排班。');
    termId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const term = await demo.db
      .selectFrom('term')
      .select('starts_on')
      .where('id', '=', termId)
      .executeTakeFirstOrThrow();
    firstDay = wednesdayFrom(addDays(term.starts_on, 14));
    await field('为什么停课').fill('社区大扫除');
    await field('从哪一天').fill(addDays(firstDay, 7));
    await field('到哪一天（这天也停）').fill(addDays(firstDay, 7));
    await button('加上').click();
    await says('停课的日子加上了。');
    await expectNoAxeViolations(page);
  });

  async function fillSection(title: string, firstAt: string) {
    const { page } = opened;
    await page.goto('/admin/sections/new');
    await field('课程').selectOption({ label: 'SM04 楼栋长、单元长上岗第一课' });
    await button('下一步').click();
    await field('学期').selectOption(termId);
    await field('班名').fill(title);
    await field('上课方式').selectOption('face');
    await field('老师（选填）').or(page.getByLabel(/^老师/)).first().selectOption({ index: 1 });
    await field('名额').fill('20');
    await field('开始日期').fill(firstDay);
    await field('结束日期').fill(addDays(firstDay, 42));
    await page.getByRole('checkbox', { name: '周三' }).check();
    await field('课次').fill('3');
    await page.getByLabel(/^上课时间/).fill(firstAt);
  }

  it('plans a class in it: the weekly pattern passes over that day', PATIENCE, async () => {
    const { page } = opened;
    await fillSection(EVENING, '19:00');
    await button('排好这个班').click();
    await says(/跳过/);
    await page.getByRole('link', { name: '课次' }).click();
    const days = await demo.db
      .selectFrom('meeting')
      .innerJoin('section', 'section.id', 'meeting.section_id')
      .select('meeting.starts_at')
      .where('section.title', '=', EVENING)
      .orderBy('meeting.starts_at')
      .execute();
    expect(days.map(({ starts_at }) => starts_at.slice(0, 10))).toEqual(
      [0, 14, 21].map((ahead) => addDays(firstDay, ahead)),
    );
    await expectNoAxeViolations(page);
  });

  it(
    'is refused for a clash by name, mends it in the form as it was typed, and opens the class',
    PATIENCE,
    async () => {
      const { page } = opened;
      await fillSection(LATE, '20:00');
      await button('排好这个班').click();
      await says(new RegExp(`老师.*要上《${EVENING}》.*排不开`));
      expect(await field('班名').inputValue()).toBe(LATE);
      expect(await page.getByRole('checkbox', { name: '周三' }).isChecked()).toBe(true);
      await expectNoAxeViolations(page);
      await page.setViewportSize(PHONE);
      await expectNoSidewaysScroll(page);
      await page.getByLabel(/^上课时间/).fill('20:30');
      await button('排好这个班').click();
      await says(LATE);
      await page.setViewportSize({ width: 1280, height: 800 });
      await button('开班').click();
      await says('已开班');
    },
  );

  it('holds a preselection for it and publishes that', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/admin/rounds');
    await field('学期').selectOption(termId);
    await field('名称').fill('桂花学期预选');
    await button('建好，去选班').click();
    await page.getByRole('checkbox', { name: /夜班/ }).check();
    await button('加进预选').click();
    await says('已保存。');
    await expectNoAxeViolations(page);
    await page.getByText('公布…').click();
    await button('公布').click();
    await says('已保存。');
    await page.getByRole('link', { name: '看公布的页面' }).click();
    await page.getByRole('heading', { level: 1, name: /桂花学期预选/ }).waitFor();
    await says(/夜班/);
  });

  it('looks at the class list on paper and at the classes of a running section', PATIENCE, async () => {
    const { page } = opened;
    const section = await demo.db
      .selectFrom('enrolment')
      .innerJoin('section', 'section.id', 'enrolment.section_id')
      .innerJoin('formation', 'formation.section_id', 'section.id')
      .select(['section.id', 'section.title'])
      .where('enrolment.active', '=', 1)
      .where('formation.active', '=', 1)
      .limit(1)
      .executeTakeFirstOrThrow();
    await page.goto(`/admin/sections/${section.id}/list`);
    await page
      .getByRole('table', { name: /签到表/ })
      .first()
      .waitFor();
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(1);
    await expectNoAxeViolations(page);
    await page.goto(`/admin/sections/${section.id}/classes`);
    await page.getByRole('heading', { level: 1, name: '分班' }).waitFor();
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
  });

  it('left no trouble in the browser', () => expectNoTroubles(opened));
});
