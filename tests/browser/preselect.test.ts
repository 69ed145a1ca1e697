import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll, expectNoTroubles } from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard, tabTo } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };

describeInBrowser('applying for a preselection by keyboard, without JavaScript', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  let ticket: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    const { cookie } = await signIn(demo.url, 'learner');
    opened = await open(demo.url, { cookie, javaScript: false });
  }, 180_000);
  afterAll(() => demo?.stop());

  const button = (name: string | RegExp) => opened.page.getByRole('button', { name });
  const press = (name: string | RegExp) => pressByKeyboard(opened.page, button(name).first());
  const says = (words: string | RegExp) => opened.page.getByText(words).first().waitFor();
  const preference = (at: number) => opened.page.locator(`select[name=choice${at}]`);
  const ticketShown = () => opened.page.locator('.ticket-code').innerText();
  /** The choices as the card says them, the first first. */
  const chosen = () => opened.page.locator('.rule-list .rule-head strong').allInnerTexts();

  it('applies from the page of the course and gets a ticket', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/courses/SM01');
    await pressByKeyboard(page, page.getByRole('link', { name: '去预选报名' }).first());
    await page.waitForURL('**/me/application?section=*');
    expect(await preference(1).locator('option:checked').innerText()).toMatch(/楼栋公约共创工作坊/);
    await tabTo(page, preference(2));
    await page.keyboard.press('ArrowDown');
    while (/不填|不能选|楼栋公约/.test(await preference(2).locator('option:checked').innerText()))
      await page.keyboard.press('ArrowDown');
    await press('核对志愿');
    await says('请核对');
    await press('确认报名');
    await says('报名收到了。截止以前都可以改。');
    ticket = await ticketShown();
    expect(ticket).not.toBe('');
    expect((await chosen())[0]).toMatch(/第一志愿：.*楼栋公约共创工作坊/);
    await expectNoSidewaysScroll(page);
  });

  it('changes the order, and keeps the ticket', PATIENCE, async () => {
    const { page } = opened;
    await pressByKeyboard(page, page.locator('summary', { hasText: '改一改志愿' }));
    await press('第二志愿上移');
    await press('核对志愿');
    await press('确认报名');
    await says('报名收到了。截止以前都可以改。');
    const order = await chosen();
    expect(order[1]).toMatch(/第二志愿：.*楼栋公约共创工作坊/);
    expect(await ticketShown()).toBe(ticket);
  });

  it('takes it back', PATIENCE, async () => {
    const { page } = opened;
    await pressByKeyboard(page, page.locator('summary', { hasText: '撤回报名…' }));
    await press('撤回报名');
    await says('报名已撤回。截止以前可以再报。');
    expect(await page.locator('.ticket-code').count()).toBe(0);
  });

  it('reads what came of the round that was drawn', PATIENCE, async () => {
    const { page } = opened;
    const round = await demo.db
      .selectFrom('selection_round')
      .select('id')
      .where('name', '=', '本学期预选')
      .executeTakeFirstOrThrow();
    await page.goto(`/rounds/${round.id}`);
    await page.getByRole('heading', { level: 1, name: /本学期预选/ }).waitFor();
    await pressByKeyboard(page, page.getByRole('link', { name: '看你的结果' }));
    await page.getByRole('heading', { level: 1, name: '摇号结果' }).waitFor();
    await says('没抽中');
    await says(/这次没选上已经记下来/);
    const own = await open(demo.url, { cookie: (await signIn(demo.url, 'learner')).cookie });
    await own.page.goto(`/me/application?round=${round.id}`);
    await expectNoAxeViolations(own.page);
    expectNoTroubles(own);
  });

  it('left no trouble in the browser', () => expectNoTroubles(opened));
});
