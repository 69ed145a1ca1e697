import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD, signIn, visitor } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { type OpenPage, viewsOfPages } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PASSWORD = 'my-own-garden-3';
const WORDS = '登记的时候写错了，我家住在五栋二单元，麻烦改一下，谢谢。';

describeInBrowser('somebody who comes back', (open) => {
  let demo: DemoAcademy;
  beforeAll(async () => {
    // The log says what would be sent: nobody carries short messages in a demo.
    demo = await demoAcademy({ env: { LOG_LEVEL: 'info' } });
  }, 180_000);
  afterAll(() => demo?.stop());

  const enter = async (page: Page, name: string, password = DEMO_PASSWORD) => {
    await typeByKeyboard(page, page.getByLabel('用户名或手机号'), name);
    await typeByKeyboard(page, page.getByLabel('密码', { exact: true }), password);
    await page.keyboard.press('Enter');
  };
  const expectFine = async ({ page }: OpenPage, name: string) => {
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, name.startsWith('elder') ? 60 : 44);
    await screenshot(page, `back-${name}`);
  };
  const idOf = async (username: string) => {
    const person = demo.db.selectFrom('person').select('id').where('username', '=', username);
    return (await person.executeTakeFirstOrThrow()).id;
  };
  /** Their sessions were used last so long ago. */
  const leftFor = async (username: string, minutes: number) => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString();
    const theirs = demo.db.updateTable('session').set({ used_at: at, created_at: at, own_device: 0 });
    await theirs.where('person_id', '=', await idOf(username)).execute();
  };

  it('signs in by telephone number, however it is written, in 长辈版 and by keyboard', {
    timeout: 60_000,
  }, async () => {
    for (const javaScript of [true, false]) {
      const elder = await open(demo.url, { view: 'elder', javaScript });
      await elder.page.goto('/login');
      await enter(elder.page, '199 0000 0002');
      await elder.page.waitForURL('**/me');
    }
  });

  it('chooses a new password by a code that is sent to a telephone; nobody is told whether there is an account', {
    timeout: 120_000,
  }, async () => {
    const opened = await open(demo.url, { view: 'elder' });
    const { page } = opened;
    const ask = async (name: string) => {
      await page.goto('/login');
      await pressByKeyboard(page, page.getByRole('link', { name: '忘记密码' }));
      await typeByKeyboard(page, page.getByLabel('用户名、手机号或者邮箱'), name);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/login/reset?request=*');
      return (await page.getByRole('main').innerText()).trim();
    };
    expect(await ask('19900000009')).toBe(await ask('19900000002'));
    await expectFine(opened, 'elder-reset');
    const sent = () => /重设密码的验证码是 (\d{8})/.exec(demo.server.output())?.[1];
    await expect.poll(sent, { timeout: 30_000 }).toBeTruthy();
    await typeByKeyboard(page, page.getByLabel('验证码'), '00000000');
    await typeByKeyboard(page, page.getByLabel('新密码', { exact: true }), PASSWORD);
    await typeByKeyboard(page, page.getByLabel('再填一遍新密码'), PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('码对不上').first().waitFor();
    await page.getByLabel('验证码').fill('');
    await typeByKeyboard(page, page.getByLabel('验证码'), sent() ?? '');
    await typeByKeyboard(page, page.getByLabel('新密码', { exact: true }), PASSWORD);
    await typeByKeyboard(page, page.getByLabel('再填一遍新密码'), PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/login?done=password');
    await enter(page, '19900000002', PASSWORD);
    await page.waitForURL('**/me');
    expectNoTroubles(opened);
  });

  it('goes on before an idle session ends without losing what they wrote', { timeout: 90_000 }, async () => {
    const { cookie } = await signIn(demo.url, 'learner2');
    const opened = await open(demo.url, { cookie });
    const { page } = opened;
    await page.clock.install();
    await page.goto('/me/data/corrections');
    const words = page.getByRole('main').getByRole('textbox').last();
    await words.fill(WORDS);
    const bar = page.getByRole('complementary', { name: '登录时间' });
    expect(await bar.isVisible()).toBe(false);
    await leftFor('learner2', 118.5);
    await page.clock.fastForward(119 * 60_000);
    await bar.getByText('还在用的话，请按').waitFor();
    expect(await words.evaluate((field) => field === document.activeElement)).toBe(true);
    await expectFine(opened, 'standard-idle');
    const until = await bar.innerText();
    expect(until).not.toMatch(/\d+ ?秒/);
    await pressByKeyboard(page, bar.getByRole('button', { name: '继续使用' }));
    await bar.waitFor({ state: 'hidden' });
    expect(await words.inputValue()).toBe(WORDS);
    expect(page.url()).toContain('/me/data/corrections');
  });

  for (const javaScript of [true, false])
    it(`finds what they wrote after signing in again, ${javaScript ? 'with' : 'without'} JavaScript`, {
      timeout: 90_000,
    }, async () => {
      const username = javaScript ? 'learner' : 'secretary';
      const { cookie } = await signIn(demo.url, username);
      const opened = await open(demo.url, { cookie, javaScript });
      const { page } = opened;
      await page.goto('/me/data/corrections');
      const form = page.getByRole('main').locator('form').last();
      const choice = form.getByRole('radio').first();
      if (await choice.count()) await choice.check();
      const fields = form.getByRole('textbox');
      for (const field of await fields.all()) await field.fill(WORDS);
      await leftFor(username, 180);
      const isOut = async () => (await visitor(demo.url, cookie).get('/me')).status === 302;
      await expect.poll(isOut, { timeout: 10_000 }).toBe(true);
      await form.getByRole('button').last().click();
      await page.waitForURL('**/login?next=*kept=yes');
      await page.getByText('刚才填的内容替你留着').waitFor();
      await enter(page, username);
      await page.waitForURL('**/login/kept');
      expect(await page.getByLabel('写的内容').last().inputValue()).toBe(WORDS);
      const kept = (await page.context().cookies(`${demo.url}/login`))
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ');
      for (const view of viewsOfPages) {
        const other = await open(demo.url, { view, cookie: kept });
        await other.page.goto('/login/kept');
        await expectFine(other, `${view}-kept`);
      }
      await pressByKeyboard(page, page.getByRole('button', { name: '接着提交' }));
      await page.waitForURL('**/me/data/corrections*');
      const asked = demo.db.selectFrom('correction_request').selectAll();
      const rows = await asked.where('person_id', '=', await idOf(username)).execute();
      expect(JSON.stringify(rows)).toContain(WORDS);
    });
});
