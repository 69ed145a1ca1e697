import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy, sectionCalled } from '#tests/support/demo.ts';
import { signIn, type Visitor } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import type { OpenPage, PageView } from './support/chromium.ts';
import { pressByKeyboard, tickByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

/** A class with seats for everybody, and one that is full. */
const OPEN_CLASS = '消防安全与电动车规范充电（周日班）';
const FULL_CLASS = '楼栋公约共创工作坊（周六下午班）';

describeInBrowser('the liaison’s journey on a phone', (open) => {
  let demo: DemoAcademy;
  let liaison: OpenPage;
  let elderId: string;
  let ticket: string;
  const sectionIds = new Map<string, string>();
  beforeAll(async () => {
    demo = await demoAcademy();
    elderId = await idOf('elder');
    for (const title of [OPEN_CLASS, FULL_CLASS]) sectionIds.set(title, await sectionCalled(demo, title));
    await offeredToTheElder(await signIn(demo.url, 'liaison'), await signIn(demo.url, 'registrar'));
    liaison = await open(demo.url);
  }, 180_000);
  afterAll(() => demo?.stop());

  const idOf = async (username: string) =>
    (
      await demo.db
        .selectFrom('person')
        .select('id')
        .where('username', '=', username)
        .executeTakeFirstOrThrow()
    ).id;
  /** The liaison puts the elder in line for the full class; the registrar finds seats for everybody in it. */
  async function offeredToTheElder(asLiaison: Visitor, asRegistrar: Visitor) {
    const sectionId = sectionIds.get(FULL_CLASS);
    const consent = { means: 'in-person', words: '想和老姐妹一起上', agreed: 'yes' };
    const waits = await asLiaison.post(`/assist/people/${elderId}/sections/${sectionId}`, {
      deed: 'wait',
      ...consent,
    });
    expect(waits.location).toContain('done=wait');
    const more = { means: 'capacity', capacity: '24' };
    expect((await asRegistrar.post(`/admin/sections/${sectionId}`, more)).status).toBe(303);
  }

  async function expectFine(opened: OpenPage, name: string, view: PageView = 'standard') {
    const { page } = opened;
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, view === 'elder' ? 60 : 44);
    await screenshot(page, `liaison-${view}-${name}`);
  }
  const shows = (opened: OpenPage, words: RegExp | string) => opened.page.getByText(words).first().waitFor();

  it('signs in and sees whom to call, until when', { timeout: 60_000 }, async () => {
    const { page } = liaison;
    await page.goto('/login');
    await page.getByLabel('用户名').fill('liaison');
    await page.getByLabel('密码', { exact: true }).fill('fangxing-2026');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/assist');
    await page.getByRole('heading', { name: /要打电话的/ }).waitFor();
    await shows(liaison, '和阿美');
    await shows(liaison, /前要答复，过时转给下一位/);
    await expectFine(liaison, 'whom-to-call');
    await page.getByRole('button', { name: '没打通：和阿美' }).click();
    await shows(liaison, '记下了：没打通');
    await shows(liaison, /打过 1 次没打通/);
  });

  it('answers by phone, by keyboard alone, not without consent', { timeout: 60_000 }, async () => {
    const { page } = liaison;
    await pressByKeyboard(page, page.getByRole('link', { name: '打过电话，要这个名额：和阿美' }));
    await page.getByRole('heading', { name: '打电话问和阿美' }).waitFor();
    await expectFine(liaison, 'call');
    await typeByKeyboard(page, page.getByLabel('和阿美怎么说的'), '要的，周六下午有空');
    await pressByKeyboard(page, page.getByRole('button', { name: '记下答复' }));
    await page.getByRole('alert').waitFor();
    await shows(liaison, /请先问过本人/);
    expect(await page.getByLabel('和阿美怎么说的').inputValue()).toBe('要的，周六下午有空');
    await expectFine(liaison, 'no-consent');
    await tickByKeyboard(page, page.getByRole('checkbox'));
    await pressByKeyboard(page, page.getByRole('button', { name: '记下答复' }));
    await page.waitForURL(`**/assist/people/${elderId}?done=accept`);
    await shows(liaison, /名额已确认，选上了/);
    await expectFine(liaison, 'person');
  });

  it('finds the elder by pinyin, sees what they may take, and enrols them', { timeout: 60_000 }, async () => {
    const { page } = liaison;
    await page.goto('/assist');
    await page.getByLabel('按姓名找').fill('heamei');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '和阿美' }).first().click();
    await page.getByRole('link', { name: '替和阿美选课' }).click();
    await page.getByRole('heading', { name: /现在不能选的/ }).waitFor();
    await expectFine(liaison, 'sections');
    await page.getByLabel('找课').fill('消防');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await page.locator(`a[href$="${sectionIds.get(OPEN_CLASS)}"]`).click();
    await page.getByRole('heading', { name: '替本人选这个班' }).waitFor();
    await expectFine(liaison, 'section');
    await page.getByLabel('当面').check();
    await page.getByLabel('和阿美怎么说的').fill('女儿说要学学，周日上午有空');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '替和阿美选上' }).click();
    await shows(liaison, '已替本人选上，也通知了本人。');
  });

  it('applies for the elder in the draw of the next term, not without consent', {
    timeout: 60_000,
  }, async () => {
    const { page } = liaison;
    await page.getByRole('link', { name: '替和阿美报预选' }).click();
    await page.getByRole('heading', { level: 1, name: '替和阿美报预选' }).waitFor();
    await expectFine(liaison, 'application');
    for (const [at, title] of ['银龄议事员', '智能手机'].entries()) {
      const wished = page.locator(`select[name=choice${at + 1}]`);
      await wished.selectOption(await wished.locator('option', { hasText: title }).getAttribute('value'));
    }
    await page.getByRole('button', { name: '核对志愿' }).click();
    await page.getByRole('heading', { name: '请核对' }).waitFor();
    await page.getByLabel('电话').check();
    await page.getByLabel('和阿美怎么说的').first().fill('春天想去议事，周二上午有空');
    await page.getByRole('button', { name: '确认报名' }).click();
    await shows(liaison, /请先问过本人/);
    expect(await page.getByLabel('和阿美怎么说的').first().inputValue()).toBe('春天想去议事，周二上午有空');
    await expectFine(liaison, 'application-no-consent');
    await page.getByRole('checkbox', { name: /同意/ }).first().check();
    await page.getByRole('button', { name: '确认报名' }).click();
    await shows(liaison, '已替本人报名，也通知了本人。');
    await shows(liaison, /第一志愿：银龄议事员/);
    ticket = await page.locator('.ticket-code').innerText();
    await expectFine(liaison, 'applied');
  });

  it('prints the slip on one sheet, and has it all on record', { timeout: 60_000 }, async () => {
    const { page } = liaison;
    await page.getByRole('link', { name: '打印上课通知单' }).click();
    await page.getByRole('heading', { name: '和阿美的上课通知单' }).waitFor();
    await shows(liaison, /消防安全/);
    await shows(liaison, ticket);
    await shows(liaison, /不想上了，或者没有同意过/);
    await expectFine(liaison, 'slip');
    const sheet = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    expect(sheet.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
    await page.goto('/assist/log');
    for (const words of ['代选', '代为确认名额', '女儿说要学学']) await shows(liaison, new RegExp(words));
    await expectFine(liaison, 'log');
    expectNoTroubles(liaison);
  });

  it('lets the elder undo one, and say of the other that they never agreed', {
    timeout: 90_000,
  }, async () => {
    const { cookie } = await signIn(demo.url, 'elder');
    const elder = await open(demo.url, { cookie, view: 'elder' });
    const { page } = elder;
    await page.goto('/me');
    await shows(elder, /睦跑腿 替您选了/);
    await page.goto('/me/application');
    await shows(elder, ticket);
    await page.goto('/me/courses');
    await shows(elder, /由社区联络员 睦跑腿 代选，.*您当面同意/);
    await expectFine(elder, 'my-courses', 'elder');
    await page.getByRole('link', { name: /撤销.*消防安全/ }).click();
    await expectFine(elder, 'my-deed', 'elder');
    await page.getByRole('button', { name: '退选', exact: true }).click();
    await page.waitForURL('**/me/courses?done=withdrawn');
    await page.getByRole('link', { name: /撤销.*楼栋公约/ }).click();
    await page.getByRole('button', { name: '这不是我同意的' }).click();
    await shows(elder, '记下了，已经替您退出来。教务会来问清楚。');
    await expectFine(elder, 'my-deed-disputed', 'elder');
    await page.goto('/me/assisted');
    await shows(elder, '您说没有同意');
    await expectFine(elder, 'my-assisted', 'elder');
    expectNoTroubles(elder);
    const left = await demo.db
      .selectFrom('enrolment')
      .select('id')
      .where('person_id', '=', elderId)
      .where('section_id', 'in', [...sectionIds.values()])
      .where('active', '=', 1)
      .execute();
    expect(left).toEqual([]);
  });

  it('lets the registrar see the dispute first, and settle it', { timeout: 60_000 }, async () => {
    const { cookie } = await signIn(demo.url, 'registrar');
    const desk = await open(demo.url, { cookie });
    const { page } = desk;
    await page.goto('/admin/assisted');
    await page.getByRole('heading', { name: '本人说没有同意的（1）' }).waitFor();
    await expectFine(desk, 'admin-assisted');
    await page.getByRole('link', { name: '和阿美' }).first().click();
    await expectFine(desk, 'admin-deed');
    await page.getByLabel('怎么处理的').fill('和双方都谈过，是听错了课名');
    await page.getByRole('button', { name: '处理好了' }).click();
    await shows(desk, '记下了，也通知了本人。');
    await page.goto(`/admin/sections/${sectionIds.get(FULL_CLASS)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expectNoTroubles(desk);
  });
});
