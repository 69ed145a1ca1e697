import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD } from '#tests/support/visitor.ts';
import { expectNoTroubles } from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

describeInBrowser('the learner’s journey on a phone', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    opened = await open(demo.url);
  }, 180_000);
  afterAll(() => demo?.stop());

  it('finds 四方五步 by word, pinyin, initials and a part of the title', { timeout: 60_000 }, async () => {
    const { page } = opened;
    for (const words of ['协商', 'xieshang', 'xs', '五步']) {
      await page.goto('/courses');
      await page.getByRole('searchbox').first().fill(words);
      await page.keyboard.press('Enter');
      await page
        .getByRole('link', { name: /四方五步/ })
        .first()
        .waitFor();
    }
  });

  it('signs in by keyboard and reads what the year still needs', { timeout: 60_000 }, async () => {
    const { page } = opened;
    await page.goto('/login');
    await typeByKeyboard(page, page.getByLabel('用户名'), 'learner');
    await typeByKeyboard(page, page.getByLabel('密码', { exact: true }), DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/me');
    await expectText(/今年要修 16 学分/);
    await expectText(/评价《/);
  });

  it('evaluates the finished course: its score appears and the credit is explained', {
    timeout: 60_000,
  }, async () => {
    const { page } = opened;
    await page.goto('/courses/SM05');
    expect(await page.getByText('评价不足 5 份').count()).toBeGreaterThan(0);
    await page.goto('/me');
    await pressByKeyboard(page, page.getByRole('link', { name: '去评价' }).first());
    await page.getByRole('heading', { name: /评价《/ }).waitFor();
    for (const group of await page.getByRole('main').getByRole('group').all())
      await group.getByRole('radio').first().check();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByRole('heading', { name: '评价已收到' }).waitFor();
    await page.goto('/courses/SM05');
    await expectText(/5 人评/);
    await page.goto('/me/credits');
    await page.getByRole('link', { name: '邻里沟通与矛盾化解' }).first().click();
    await expectText(/凭回执，内容不记名/);
    await expectText(/怎么算的/);
  });

  it('chooses a section, finds it among its courses, and gives it up again', {
    timeout: 60_000,
  }, async () => {
    const { page } = opened;
    await page.goto('/courses/ZL05');
    await page.getByRole('button', { name: '选这门课' }).first().click();
    await page.waitForURL('**/me/courses?done=enrolled');
    await expectText(/已选上/);
    await page
      .getByRole('link', { name: /四方五步/ })
      .first()
      .click();
    await page.getByText('退选这门课…').click();
    await page.getByRole('button', { name: '退选', exact: true }).click();
    await page.waitForURL('**/me/courses?done=withdrawn');
  });

  it('takes the quiz: answers are kept when it is left and opened again', { timeout: 60_000 }, async () => {
    const { page } = opened;
    const quiz = await demo.db
      .selectFrom('requirement')
      .innerJoin('person', 'person.id', 'requirement.person_id')
      .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
      .select(['enrolment_id', 'subject_id'])
      .where('username', '=', 'learner')
      .where('kind', '=', 'quiz')
      .where('met_at', 'is', null)
      .executeTakeFirstOrThrow();
    const path = `/learn/${quiz.enrolment_id}/exercises/${quiz.subject_id}`;
    await page.goto(path);
    await page.getByRole('button', { name: '开始答题' }).click();
    const first = page.getByRole('main').getByRole('group').first().locator('input').first();
    await first.check();
    await page.getByText('答案已自动保存').waitFor();
    await page.goto('/me');
    await page.goto(path);
    expect(await page.getByRole('main').getByRole('group').first().locator('input').first().isChecked()).toBe(
      true,
    );
    // What was answered without a network is saved by itself once that is back.
    const away = await opened.context.newPage();
    await away.goto(path);
    await opened.context.setOffline(true);
    await away.getByRole('main').getByRole('group').nth(1).locator('input').first().check();
    await away.getByText('网络断了').waitFor();
    await opened.context.setOffline(false);
    await away.getByText('答案已自动保存').waitFor({ timeout: 10_000 });
    await page.getByRole('button', { name: '交卷' }).click();
    await expectText(/还有题没有答/);
    await page.getByRole('button', { name: '不答了，就这样交' }).click();
    await expectText(/第 1 次：/);
    // Another window that has the paper open still does not say that it keeps anything.
    await away.getByRole('main').getByRole('group').nth(2).locator('input').first().check();
    await away.getByText('这份卷子已经交上去了').waitFor();
    await away.close();
  });

  it('left no trouble in the browser', () => expectNoTroubles(opened));

  async function expectText(words: RegExp) {
    await opened.page.getByText(words).first().waitFor();
  }
});
