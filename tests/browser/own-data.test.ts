import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPerson, setPassword } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { closeDueAccounts } from '#app/features/privacy/closing-accounts.server.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll } from './support/checks.ts';
import { type OpenPage, type PageOptions, PHONE } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 90_000 };
const PASSWORD = 'fangxing-2026';

/** Somebody older and her own data, without JavaScript; then the desk; then an account that nobody needs any more. */
describeInBrowser('one’s own data', (open) => {
  let demo: DemoAcademy;
  let elder: OpenPage;
  let registrar: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    elder = await as('elder', { screen: PHONE, view: 'elder', javaScript: false });
    registrar = await as('registrar', { screen: 'desk' });
  }, 180_000);
  afterAll(() => demo?.stop());

  const as = async (username: string, options: PageOptions = {}) =>
    open(demo.url, { ...options, cookie: (await signIn(demo.url, username, PASSWORD)).cookie });
  const says = ({ page }: OpenPage, words: string | RegExp) => page.getByText(words).first().waitFor();
  const press = ({ page }: OpenPage, name: string | RegExp) => page.getByRole('button', { name }).click();
  const follow = ({ page }: OpenPage, name: string | RegExp) =>
    page.getByRole('main').getByRole('link', { name }).first().click();

  it('is read on paper, and kept from nobody', PATIENCE, async () => {
    const { page } = elder;
    await page.goto('/me');
    await follow(elder, /我的资料/);
    await says(elder, '学院记了您什么');
    await expectNoSidewaysScroll(page);
    await follow(elder, '看全部资料');
    await says(elder, '和阿美的全部资料');
    await says(elder, /别人的名字写成“工作人员”/);
    await expectNoSidewaysScroll(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('contentinfo').isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
  });

  it('comes as a file for programs, with everything that is printed', PATIENCE, async () => {
    const { page } = await as('elder');
    await page.goto('/me/data');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /JSON/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^my-data-\d{4}-\d\d-\d\d\.json$/);
    const data = JSON.parse(await readFile((await file.path()) ?? '', 'utf8'));
    expect(data).toMatchObject({ format: 'community-academy-personal-data', version: 1 });
    const person = data.tables.find(({ table }: { table: string }) => table === 'person');
    expect(person.rows).toMatchObject([{ name: '和阿美' }]);
  });

  it('is agreed to and taken back with one press each', PATIENCE, async () => {
    const { page } = elder;
    await page.goto('/me/data/consents');
    await press(elder, /^同意：把学分情况/);
    await says(elder, '记下了：同意。');
    await page.getByText(/^撤回同意：把学分情况/).click();
    await page.getByRole('button', { name: '确定撤回' }).and(page.locator(':visible')).click();
    await says(elder, '记下了：同意已经撤回。');
    await says(elder, '已撤回');
    await expectNoSidewaysScroll(page);
  });

  it('is put right by the desk, by keyboard, and she is told', PATIENCE, async () => {
    const { page } = elder;
    await page.goto('/me/data/corrections');
    await press(elder, '提交');
    await says(elder, '没有提交');
    await page.getByRole('radio', { name: '年龄段' }).check();
    await page.getByLabel('应该是什么').fill('70-74');
    await press(elder, '提交');
    await says(elder, '收到了。办好了会通知您。');
    const desk = registrar.page;
    await desk.goto('/admin/corrections');
    await pressByKeyboard(desk, desk.getByRole('link', { name: '和阿美' }).first());
    await typeByKeyboard(desk, desk.getByLabel('说明'), '核对过登记表了。');
    await pressByKeyboard(desk, desk.getByRole('button', { name: '照改' }));
    await says(registrar, /和阿美|没有等处理的/);
    await expectNoAxeViolations(desk);
    await page.reload();
    await says(elder, '核对过登记表了。');
  });

  it('ends with the account: not before what is open is done, and not at once', PATIENCE, async () => {
    await elder.page.goto('/me/data/closing');
    await says(elder, '先办完这些');
    const actor = systemActor('test');
    const now = new Date();
    const made = await createPerson(demo.db, { actor, username: 'lin-guoke', name: '邻过客', now });
    if (!made.ok) throw new Error(made.reason);
    await setPassword(demo.db, { actor, personId: made.personId, password: PASSWORD, now });
    const guest = await as('lin-guoke', { screen: PHONE, view: 'elder', javaScript: false });
    await guest.page.goto('/me/data/closing');
    await guest.page.getByLabel('密码').fill('not-the-password');
    await press(guest, '注销账号');
    await says(guest, '现在的密码不对，账号没有注销。');
    await guest.page.getByLabel('密码').fill(PASSWORD);
    await press(guest, '注销账号');
    await says(guest, '收到了注销的请求。');
    await press(guest, '不注销了');
    await says(guest, '注销已经取消，账号照旧。');
    await guest.page.goto('/me/data/closing');
    await guest.page.getByLabel('密码').fill(PASSWORD);
    await press(guest, '注销账号');
    await says(guest, /账号将在 .* 以后注销/);
    await expectNoSidewaysScroll(guest.page);
    const failed = (id: string, error: unknown) => {
      throw new Error(`${id}: ${error}`);
    };
    const later = new Date(now.getTime() + 8 * 86_400_000);
    expect(await closeDueAccounts(demo.db, { limit: 10, now: later, failed })).toBe(1);
    // A server looks up anew who sits in a session every two seconds.
    const leadsTo = async () => {
      await guest.page.goto('/me');
      return new URL(guest.page.url()).pathname;
    };
    await expect.poll(leadsTo, { timeout: 10_000 }).toBe('/login');
  });
});
