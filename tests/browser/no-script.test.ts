import { afterAll, beforeAll, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD } from '#tests/support/visitor.ts';
import { describeInBrowser } from './support/suite.ts';

describeInBrowser('with JavaScript off', (open) => {
  let demo: DemoAcademy;
  beforeAll(async () => {
    demo = await demoAcademy();
  }, 180_000);
  afterAll(() => demo?.stop());

  it('signing in, 长辈版, selecting and evaluating work', { timeout: 90_000 }, async () => {
    const { page } = await open(demo.url, { javaScript: false });
    await page.goto('/login');
    await page
      .getByRole('button', { name: /长辈版/ })
      .first()
      .click();
    await page.locator('html[data-view=elder]').waitFor();
    await page.getByLabel('用户名').fill('learner');
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/me');
    await page.goto('/courses/ZL05');
    await page.getByRole('button', { name: '选这门课' }).first().click();
    await page.waitForURL('**/me/courses?done=enrolled');
    await page.goto('/me');
    await page.getByRole('link', { name: '去评价' }).first().click();
    for (const group of await page.getByRole('main').getByRole('group').all())
      await group.getByRole('radio').first().check();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByRole('heading', { name: '评价已收到' }).waitFor();
  });
});
