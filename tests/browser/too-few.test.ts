import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy, sectionCalled } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll, expectNoTroubles } from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };
const [MERGED, INTO] = ['楼栋公约共创工作坊（周日上午班）', '楼栋公约共创工作坊（周六下午班）'];
const CANCELLED = '居家养老政策与服务一本通（周三班）';

describeInBrowser('the registrar, when too few people are in a class', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    const { cookie } = await signIn(demo.url, 'registrar');
    opened = await open(demo.url, { screen: 'desk', cookie });
  }, 180_000);
  afterAll(() => demo?.stop());

  const button = (name: string) => opened.page.getByRole('button', { name, exact: true });
  const field = (label: string) => opened.page.getByLabel(label, { exact: true });
  const says = (words: string | RegExp) => opened.page.getByText(words).first().waitFor();

  /** The learner takes it; then the registrar wants more people than are in it, and goes there from the list of such classes. */
  async function goToTooFewIn(title: string) {
    const { page } = opened;
    const sectionId = await sectionCalled(demo, title);
    const learner = await signIn(demo.url, 'learner');
    expect((await learner.post(`/sections/${sectionId}/enrolment`)).status).toBe(303);
    await page.goto(`/admin/sections/${sectionId}/details`);
    await field('最少人数').fill('12');
    await button('保存').click();
    await says('已保存。');
    await page.goto('/admin/sections');
    await page.getByRole('link', { name: '只看人数不足的' }).click();
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: title }).click();
    await says(/人数不足：现在 \d+ 人，最少要 12 人/);
    return sectionId;
  }

  /** Everybody who was in it is told, and the learner reads it in 我的. */
  async function expectTold(sectionId: string, kind: string, title: string, body: RegExp) {
    const left = await demo.db
      .selectFrom('enrolment')
      .select('person_id')
      .where('section_id', '=', sectionId)
      .where('active', 'is', null)
      .execute();
    const told = await demo.db
      .selectFrom('notice')
      .select('person_id')
      .where('kind', '=', kind)
      .where('title', '=', title)
      .execute();
    const people = new Set(told.map(({ person_id }) => person_id));
    expect(left.length).toBeGreaterThan(5);
    expect(left.filter(({ person_id }) => !people.has(person_id))).toEqual([]);
    const learner = await open(demo.url, { cookie: (await signIn(demo.url, 'learner')).cookie });
    await learner.page.goto('/me');
    await learner.page.getByText(title).first().waitFor();
    await learner.page.getByText(body).first().waitFor();
    await expectNoSidewaysScroll(learner.page);
    expectNoTroubles(learner);
    return learner.page;
  }

  it('merges a class with too few people into another, and everybody is told', PATIENCE, async () => {
    const { page } = opened;
    const sectionId = await goToTooFewIn(MERGED);
    await page.getByRole('link', { name: '看能并到哪个班' }).click();
    await page.getByRole('radio', { name: INTO }).check();
    await expectNoAxeViolations(page);
    await button('看看能转多少人').click();
    await says('转过去');
    await expectNoAxeViolations(page);
    await button('并班').click();
    await page.getByRole('alert').first().waitFor();
    await field('并班原因').fill('两个班人都不多');
    await button('并班').click();
    await says(/并好了：\d+ 人转了过来，都已通知到。/);
    const learner = await expectTold(
      sectionId,
      'section-merged',
      `《${MERGED}》并到了《${INTO}》`,
      /两个班人都不多。你已经转到/,
    );
    await learner.goto('/me/courses');
    await learner
      .getByText(/周六下午班/)
      .first()
      .waitFor();
  });

  it('cancels another, says why, and everybody is told', PATIENCE, async () => {
    const { page } = opened;
    const sectionId = await goToTooFewIn(CANCELLED);
    await page.getByText('取消这个班…').click();
    await button('取消这个班').click();
    await says(/请写一句原因/);
    await field('取消原因').fill('报名的人太少');
    await button('取消这个班').click();
    await says(/原因：报名的人太少/);
    await expectNoAxeViolations(page);
    await expectTold(
      sectionId,
      'section-cancelled',
      `《${CANCELLED}》取消了`,
      /报名的人太少。你在这个班的名额到此结束/,
    );
  });

  it('left no trouble in the browser', () => expectNoTroubles(opened));
});
