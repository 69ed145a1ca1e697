import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { viewsOfPages } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

/** In an academy that is no demo, where nobody keeps the keys of others without two steps. */
describeInBrowser('the security officer', (open) => {
  let demo: DemoAcademy;
  let secret = '';
  let codes: string[] = [];
  let lockedId: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    await demo.db.deleteFrom('academy_flag').where('name', '=', 'demo').execute();
    lockedId = await idOf('learner2');
  }, 180_000);
  afterAll(() => demo?.stop());

  const idOf = async (username: string) => {
    const person = demo.db.selectFrom('person').select('id').where('username', '=', username);
    return (await person.executeTakeFirstOrThrow()).id;
  };
  const giveName = async (page: Page, password = DEMO_PASSWORD, username = 'security') => {
    await typeByKeyboard(page, page.getByLabel('用户名或手机号'), username);
    await typeByKeyboard(page, page.getByLabel('密码', { exact: true }), password);
    await page.keyboard.press('Enter');
  };
  const expectFine = async (page: Page, name: string) => {
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, name.startsWith('elder') ? 60 : 44);
    await screenshot(page, `security-${name}`);
  };

  it('sets the second step up at the first sign-in, by keyboard alone, and keeps the codes', {
    timeout: 120_000,
  }, async () => {
    const opened = await open(demo.url, { screen: 'desk' });
    const { page } = opened;
    await page.goto('/login?next=/admin/sign-in');
    await giveName(page);
    await page.waitForURL('**/login/set-up');
    expect(await page.getByRole('img', { name: '给验证器扫的方块图' }).count()).toBe(1);
    for (const view of viewsOfPages) {
      const other = await open(demo.url, { view, cookie: await cookiesOf(page) });
      await other.page.goto('/login/set-up');
      await expectFine(other.page, `${view}-set-up`);
    }
    secret = (await page.locator('.secret-key').innerText()).replaceAll(' ', '');
    await typeByKeyboard(page, page.getByLabel('验证器上的 6 位数字'), '000000');
    await page.keyboard.press('Enter');
    await page.getByText('数字不对').first().waitFor();
    await typeByKeyboard(page, page.getByLabel('验证器上的 6 位数字'), codeAt(secret, new Date()));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '备用码' }).waitFor();
    codes = await page.locator('.recovery-codes code').allInnerTexts();
    expect(codes).toHaveLength(10);
    await expectFine(page, 'recovery-codes');
    await pressByKeyboard(page, page.getByRole('link', { name: '已经收好，继续' }));
    await page.waitForURL('**/admin/sign-in');
    await page.goto('/me/settings');
    await pressByKeyboard(page, page.getByRole('button', { name: '退出登录' }).first());
    await page.waitForURL((url) => url.pathname !== '/me/settings');
    expectNoTroubles(opened);
  });

  it('signs in by the code, sees what is locked and lets somebody in again', {
    timeout: 120_000,
  }, async () => {
    const stranger = await open(demo.url, { screen: 'desk' });
    await stranger.page.goto('/login');
    for (let n = 0; n < 5; n += 1) {
      await giveName(stranger.page, `guess number ${n}`, 'learner2');
      await stranger.page.getByText('用户名或密码不对').first().waitFor();
    }
    await giveName(stranger.page, DEMO_PASSWORD, 'learner2');
    await stranger.page.getByText('试错的次数太多').first().waitFor();

    const opened = await open(demo.url, { screen: 'desk' });
    const { page } = opened;
    await page.goto('/login?next=/admin/sign-in');
    await giveName(page);
    await page.waitForURL('**/login/code');
    for (const view of viewsOfPages) {
      const other = await open(demo.url, { view, cookie: await cookiesOf(page) });
      await other.page.goto('/login/code');
      await expectFine(other.page, `${view}-code`);
    }
    // The code of the half minute that comes: the one of setting up is used.
    const next = codeAt(secret, new Date(Date.now() + 30_000));
    await typeByKeyboard(page, page.getByLabel('验证器上的 6 位数字'), next);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/sign-in');
    const name = await demo.db
      .selectFrom('person')
      .select('name')
      .where('id', '=', lockedId)
      .executeTakeFirst();
    await expectFine(page, 'desk');
    await pressByKeyboard(page, page.getByRole('link', { name: name?.name ?? '', exact: true }));
    await page.waitForURL(`**/admin/people/${lockedId}/sign-in`);
    await expectFine(page, 'person');
    await typeByKeyboard(page, page.getByLabel('为什么放开'), '本人打电话来，是他自己输错的');
    await pressByKeyboard(page, page.getByRole('button', { name: '放开这个账号' }));
    await page.waitForURL('**/sign-in?done=unlock');
    await giveName(stranger.page, DEMO_PASSWORD, 'learner2');
    await stranger.page.waitForURL('**/me');
    expect(await stranger.page.content()).toContain('安全管理员放开了你被锁住的登录');
    expectNoTroubles(opened);
  });

  it('does nothing about their own account, and reads no journal', { timeout: 120_000 }, async () => {
    const opened = await open(demo.url, { screen: 'desk', javaScript: false });
    const { page } = opened;
    await page.goto('/login');
    await giveName(page);
    await page.waitForURL('**/login/code');
    await page.getByRole('link', { name: '手机不在身边，用备用码' }).click();
    await page.getByLabel('备用码').fill((codes[0] ?? '').toLowerCase());
    await page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/admin/people');
    const own = await idOf('security');
    await page.goto(`/admin/people/${own}/sign-in`);
    await page.getByText('这是自己的账号').waitFor();
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    const grants = async () =>
      (await demo.db.selectFrom('role_grant').select('role').where('person_id', '=', own).execute()).length;
    const before = await grants();
    const sent = await page.request.post(`${demo.url}/admin/people/${own}`, {
      form: { what: 'grant', role: 'registrar', reach: 'everywhere' },
      headers: { origin: demo.url },
    });
    expect(sent.status()).toBe(409);
    expect(await grants()).toBe(before);
    for (const path of ['/admin/audit', '/admin/audit/journal.jsonl', '/admin/settings'])
      expect((await page.goto(path))?.status()).toBe(403);
    await page.goto('/me/security/second-step');
    await page.getByText('还有 9 个没用过').waitFor();
    expect(await page.getByText('关闭两步登录…').count()).toBe(0);
    // New codes for the password and a code that holds now, and nothing less.
    const renew = async (code: string) => {
      await page.getByLabel('现在的密码').fill(DEMO_PASSWORD);
      await page.getByLabel('验证器上的 6 位数字').fill(code);
      await page.getByRole('button', { name: '换一批新的备用码' }).click();
    };
    await renew(codes[0] ?? '');
    await page
      .getByText(/这个码(不对，或者已经用过|用过了，或者不对)/)
      .first()
      .waitFor();
    for (const view of viewsOfPages) {
      const other = await open(demo.url, { view, cookie: await cookiesOf(page) });
      await other.page.goto('/me/security/second-step');
      await expectFine(other.page, `${view}-keeping`);
    }
    await renew(codes[1] ?? '');
    await page.getByText('新的备用码做好了').first().waitFor();
    expect(await page.locator('.recovery-codes code').count()).toBe(10);
  });

  const cookiesOf = async (page: Page) =>
    (await page.context().cookies(`${demo.url}/login`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
});
