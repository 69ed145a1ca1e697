import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { aProvider } from '#tests/accounts/issuers.ts';
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  screenshot,
} from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { describeInBrowser } from './support/suite.ts';

const PASSWORD = 'my-own-garden-3';

async function expectFine({ page }: OpenPage, name: string, targets = 60) {
  await expectNoAxeViolations(page);
  await expectNoSidewaysScroll(page);
  await expectLargeTargets(page, targets);
  await screenshot(page, `accounts-${name}`);
}

describeInBrowser('somebody who cannot get in', (open) => {
  let demo: DemoAcademy;
  let provider: Awaited<ReturnType<typeof aProvider>>;
  beforeAll(async () => {
    provider = await aProvider();
    const env = {
      OIDC_ISSUER: provider.url,
      OIDC_CLIENT_ID: 'academy',
      OIDC_CLIENT_SECRET: 'academy-secret-of-thirty-two-characters',
    };
    demo = await demoAcademy({ env });
    provider.admit(`${demo.url}/login/oidc/callback`);
  }, 180_000);
  afterAll(async () => {
    await demo?.stop();
    await provider?.close();
  });

  const elderId = async () =>
    (
      await demo.db
        .selectFrom('person')
        .select('id')
        .where('username', '=', 'elder')
        .executeTakeFirstOrThrow()
    ).id;

  it('an elder gets a code from the liaison and chooses a password, in 长辈版 and without JavaScript', {
    timeout: 120_000,
  }, async () => {
    const { cookie } = await signIn(demo.url, 'liaison');
    const liaison = await open(demo.url, { cookie, javaScript: false });
    await liaison.page.goto(`/assist/people/${await elderId()}`);
    await liaison.page.getByRole('link', { name: /重设密码/ }).click();
    await liaison.page.getByLabel('当面认得').check();
    await liaison.page.getByRole('button', { name: '给登录码' }).click();
    const code = await liaison.page.locator('.first-code').innerText();
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    await screenshot(liaison.page, 'accounts-code');

    const elder = await open(demo.url, { view: 'elder', javaScript: false });
    await elder.page.goto('/login');
    await elder.page.getByRole('link', { name: '我有登录码' }).click();
    await elder.page.getByLabel('用户名或手机号').fill('elder');
    await elder.page.getByLabel('登录码').fill('AAAA-AAAA');
    await elder.page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await elder.page.getByLabel('再填一遍新密码').fill(PASSWORD);
    await elder.page.getByRole('button', { name: '设好密码' }).click();
    await elder.page.getByText('名字和码对不上').first().waitFor();
    await screenshot(elder.page, 'accounts-first-wrong');
    await elder.page.getByLabel('登录码').fill(code.toLowerCase().replace('-', ' '));
    await elder.page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await elder.page.getByLabel('再填一遍新密码').fill(PASSWORD);
    await elder.page.getByRole('button', { name: '设好密码' }).click();
    await elder.page.waitForURL('**/login?done=password');
    await elder.page.getByLabel('用户名').fill('elder');
    await elder.page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await elder.page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await elder.page.waitForURL('**/me');
    expect(await elder.page.content()).toContain('有人帮你重设密码');
  });

  it('finds these pages fit for everybody', { timeout: 120_000 }, async () => {
    const elder = await open(demo.url, { view: 'elder' });
    for (const page of ['first', 'forgotten']) {
      await elder.page.goto(`/login/${page}`);
      await expectFine(elder, page);
    }
    const { cookie } = await signIn(demo.url, 'liaison');
    const liaison = await open(demo.url, { cookie });
    await liaison.page.goto(`/assist/people/${await elderId()}/first-code`);
    await expectFine(liaison, 'help', 44);
  });

  it('links the account of another service once and signs in by it from then on', {
    timeout: 120_000,
  }, async () => {
    const { cookie } = await signIn(demo.url, 'learner');
    const signedIn = await open(demo.url, { cookie });
    await signedIn.context.unrouteAll();
    await signedIn.page.goto('/me/settings/contacts');
    await expectFine(signedIn, 'contacts', 44);
    await signedIn.page.locator('#oidc-password').fill('not-the-password');
    await signedIn.page.getByRole('button', { name: '绑定统一身份' }).click();
    await signedIn.page.getByText('没有绑定').waitFor();
    await signedIn.page.goto('/me/settings/contacts');
    await signedIn.page.locator('#oidc-password').fill('fangxing-2026');
    await signedIn.page.getByRole('button', { name: '绑定统一身份' }).click();
    await signedIn.page.getByRole('link', { name: '去统一身份登录' }).click();
    await signedIn.page.waitForURL('**/me/settings/contacts?done=link');

    const anew = await open(demo.url);
    await anew.context.unrouteAll();
    await anew.page.goto('/login?next=/me/credits');
    await anew.page.getByRole('link', { name: '用统一身份登录' }).click();
    await anew.page.waitForURL('**/me/credits');

    provider.mood.account = { sub: 'a-stranger' };
    const stranger = await open(demo.url);
    await stranger.context.unrouteAll();
    await stranger.page.goto('/login/oidc');
    await stranger.page.getByText('请联系学院教务或者社区联络员').waitFor();
    await expectFine(stranger, 'oidc-stranger', 44);
  });
});

describeInBrowser('an academy without anybody', (open) => {
  let database: FreshDatabase;
  let server: RunningServer;
  beforeAll(async () => {
    database = await freshDatabase('sqlite');
    const dataDir = await mkdtemp(join(tmpdir(), 'academy-first-'));
    server = await startServer({ databaseUrl: database.url, dataDir });
  }, 60_000);
  afterAll(async () => {
    hangUp();
    await server?.stop();
    await database?.close();
    if (server) await rm(server.dataDir, { recursive: true, force: true });
  });

  it('is begun by whoever reads what its server prints, once', { timeout: 90_000 }, async () => {
    const printed = () => /\/setup with the code ([2-9A-Z-]{19})/.exec(server.output())?.[1];
    await expect.poll(printed, { timeout: 20_000 }).toBeTruthy();
    const first = await open(server.url, { screen: 'desk' });
    await first.page.goto('/setup');
    await expectFine(first, 'setup', 44);
    const fill = async (code: string) => {
      await first.page.getByLabel('设置码').fill(code);
      await first.page.getByLabel('安全管理员姓名').fill('安一');
      await first.page.getByLabel('用户名').fill('an-yi');
      await first.page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
      await first.page.getByLabel('再填一遍新密码').fill(PASSWORD);
      await first.page.getByRole('button', { name: '设好' }).click();
    };
    await fill('AAAA-AAAA-AAAA-AAAA');
    await first.page.getByText('设置码不对').first().waitFor();
    await fill(printed() ?? '');
    await first.page.waitForURL('**/login?done=setup');
    await first.page.getByLabel('用户名').fill('an-yi');
    await first.page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await first.page.getByRole('main').getByRole('button', { name: '登录' }).click();
    // Whoever keeps the keys of others proves who they are in two steps, from the first time on.
    await first.page.waitForURL('**/login/set-up');
    const secret = (await first.page.locator('.secret-key').innerText()).replaceAll(' ', '');
    await first.page.getByLabel('验证器上的 6 位数字').fill(codeAt(secret, new Date()));
    await first.page.keyboard.press('Enter');
    await first.page.getByRole('link', { name: '已经收好，继续' }).click();
    await first.page.waitForURL((url) => !url.pathname.startsWith('/login'));
    expect((await first.page.goto('/setup'))?.status()).toBe(404);
  });
});
