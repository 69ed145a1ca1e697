import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, dayOf, formatDate } from '#app/lib/time.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn, type Visitor } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { type OpenPage, type PageView, viewsOfPages } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard, typeDayByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

/** Each view on a community of its own, so that neither meets what the other has changed. */
const places = {
  standard: { community: '和风社区', name: '和顺社区', yard: '南屏巷', to: '南枝社区' },
  elder: { community: '晴溪社区', name: '晴光社区', yard: '柳荫里', to: '邻光社区' },
} as const;

describeInBrowser('people’s rights and the organisation, by those who keep them', (open) => {
  let demo: DemoAcademy;
  const visitors = new Map<string, Visitor>();
  const today = dayOf(new Date());
  beforeAll(async () => {
    demo = await demoAcademy();
    for (const who of ['registrar', 'security']) visitors.set(who, await signIn(demo.url, who));
  }, 180_000);
  afterAll(() => demo?.stop());

  const by = (who: string, view: PageView) =>
    open(demo.url, { view, screen: view === 'elder' ? 'phone' : 'desk', cookie: visitors.get(who)?.cookie });
  const idOf = async (username: string) =>
    (
      await demo.db
        .selectFrom('person')
        .select('id')
        .where('username', '=', username)
        .executeTakeFirstOrThrow()
    ).id;
  /** The unit of that name that stands. */
  const unitCalled = async (name: string) =>
    (
      await demo.db
        .selectFrom('org_unit')
        .select('id')
        .where('name', '=', name)
        .where('valid_to', 'is', null)
        .executeTakeFirstOrThrow()
    ).id;
  async function expectFine({ page }: OpenPage, view: PageView, name: string) {
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, view === 'elder' ? 60 : 44);
    await screenshot(page, `organising-${view}-${name}`);
  }
  const shows = ({ page }: OpenPage, words: RegExp | string) => page.getByText(words).first().waitFor();

  it.each(viewsOfPages)(
    'the registrar appoints somebody, with the day and where it is known from: %s',
    { timeout: 90_000 },
    async (view) => {
      const opened = await by('registrar', view);
      const { page } = opened;
      const { community } = places[view];
      await page.goto(`/admin/people/${await idOf('instructor')}`);
      await typeByKeyboard(page, page.getByLabel('先找组织'), community);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '登记岗位' }).waitFor();
      await expectFine(opened, view, 'appointing');
      await page.getByLabel('岗位', { exact: true }).selectOption({ label: '志愿者' });
      await page.getByLabel('所在组织').first().selectOption({ index: 0 });
      await typeDayByKeyboard(page, page.getByLabel('从哪一天起').first(), addDays(today, -30));
      await pressByKeyboard(page, page.getByRole('button', { name: '登记岗位' }));
      await shows(opened, '已经登记好');
      const row = page.getByRole('row').filter({ hasText: community });
      await row
        .getByText(formatDate(addDays(today, -30)))
        .first()
        .waitFor();
      await row.getByText('教务登记').first().waitFor();
      await expectFine(opened, view, 'appointed');
      expectNoTroubles(opened);
    },
  );

  it.each(viewsOfPages)(
    'the security administrator grants a role over a part for a time, and neither to oneself nor two of three: %s',
    { timeout: 90_000 },
    async (view) => {
      const opened = await by('security', view);
      const { page } = opened;
      const { community } = places[view];
      const last = addDays(today, 90);
      await page.goto(`/admin/people/${await idOf('instructor')}?place=${encodeURIComponent(community)}`);
      await page.getByLabel('授权', { exact: true }).selectOption({ label: '组织考核查看人' });
      await page.getByLabel('管到哪里').selectOption({ index: 1 });
      await typeDayByKeyboard(page, page.locator('#grant-to'), last);
      await expectFine(opened, view, 'granting');
      await pressByKeyboard(page, page.getByRole('button', { name: '给予授权' }));
      await shows(opened, '已经登记好');
      await page
        .getByRole('row')
        .filter({ hasText: community })
        .getByText(formatDate(last))
        .first()
        .waitFor();
      await expectFine(opened, view, 'granted');

      await page.goto(`/admin/people/${await idOf('sysadmin')}`);
      await page.getByLabel('授权', { exact: true }).selectOption({ label: '审计员' });
      await page.getByLabel('管到哪里').selectOption({ label: '全院' });
      await pressByKeyboard(page, page.getByRole('button', { name: '给予授权' }));
      await shows(opened, /系统、安全、审计三种管理要由不同的人担任/);
      await expectFine(opened, view, 'two-of-three');

      await page.goto(`/admin/people/${await idOf('security')}`);
      await shows(opened, '授权要由另一位管理员来给');
      expect(await page.getByRole('button', { name: '给予授权' }).count()).toBe(0);
      const forced = { what: 'grant', role: 'registrar', reach: 'everywhere' };
      const answer = await visitors.get('security')?.post(`/admin/people/${await idOf('security')}`, forced);
      expect([answer?.status, answer?.text]).toEqual([409, expect.stringContaining('不能给自己授权')]);
      expectNoTroubles(opened);
    },
  );

  it.each(viewsOfPages)(
    'the registrar looks at a change first, plans it, takes it back, and does one whose day before stays as it was: %s',
    { timeout: 120_000 },
    async (view) => {
      const opened = await by('registrar', view);
      const { page } = opened;
      const { community, name, yard, to } = places[view];
      const unit = `/admin/organisation/units/${await unitCalled(community)}`;
      await page.goto(`${unit}/rename`);
      await typeByKeyboard(page, page.getByLabel('新的名称'), name);
      await typeDayByKeyboard(page, page.getByLabel('从哪一天起'), addDays(today, 30));
      await typeByKeyboard(page, page.getByLabel('为什么'), '区划调整（演示）');
      await pressByKeyboard(page, page.getByRole('button', { name: '先看会怎样' }));
      await shows(opened, `起把“${community}”改名为“${name}”`);
      await shows(opened, /任职不中断，全年任务照原来算/);
      expect(await unitCalled(community)).toBe(unit.split('/').at(-1));
      await expectFine(opened, view, 'dry-run');
      await pressByKeyboard(page, page.getByRole('button', { name: /^确认/ }));
      await page.waitForURL('**done=changed');
      await page.goto(`${unit}?on=${addDays(today, 30)}`);
      await expectFine(opened, view, 'planned');
      await page.goto(unit);
      await pressByKeyboard(
        page,
        page.getByRole('link', { name: /改名/ }).and(page.locator('[href*="/changes/"]')).first(),
      );
      await page.getByText('撤回这项计划…').first().waitFor();
      await pressByKeyboard(page, page.locator('summary', { hasText: '撤回这项计划' }));
      await pressByKeyboard(page, page.getByRole('button', { name: '撤回', exact: true }));
      await shows(opened, /撤回/);
      expect(await unitCalled(community)).toBe(unit.split('/').at(-1));

      const moved = `/admin/organisation/units/${await unitCalled(yard)}`;
      await page.goto(`${moved}/move?place=${encodeURIComponent(to)}`);
      await typeByKeyboard(page, page.getByLabel('为什么'), '区划调整（演示）');
      await pressByKeyboard(page, page.getByRole('button', { name: '先看会怎样' }));
      await page.getByRole('heading', { name: '请看一遍再确认' }).waitFor();
      await expectFine(opened, view, 'moving');
      await pressByKeyboard(page, page.getByRole('button', { name: /^确认/ }));
      await page.waitForURL('**done=changed');
      await expectFine(opened, view, 'moved');
      const below = async (parent: string, day: string) => {
        await page.goto(`/admin/organisation?unit=${await unitCalled(parent)}&on=${day}`);
        return page
          .getByRole('link', { name: yard, exact: true })
          .or(page.getByText(yard, { exact: true }))
          .count();
      };
      expect([(await below(community, addDays(today, -1))) > 0, (await below(community, today)) > 0]).toEqual(
        [true, false],
      );
      expect([(await below(to, addDays(today, -1))) > 0, (await below(to, today)) > 0]).toEqual([
        false,
        true,
      ]);
      // The party organisations stand beside it, linked to what stands now.
      await page.goto(`/admin/organisation/units/${await unitCalled(`${yard}党支部`)}`);
      await page
        .getByRole('link', { name: new RegExp(yard) })
        .first()
        .waitFor();
      await expectFine(opened, view, 'party');
      expectNoTroubles(opened);
    },
  );
});
