import { afterAll, beforeAll, expect, it } from 'vitest';
import { sheetOf } from '#tests/imports/sheets.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll } from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard, tabTo } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const roster = sheetOf([
  ['和风社区志愿者花名册'],
  ['序号', '姓名', '联系电话', '所在社区', '职务', '任职时间'],
  [1, '聂双全', 13812345678, '和风社区', '志愿者', { day: 45717 }],
  [2, '聂双喜', '１３８１２３４５６７９', '和风社区', '飞行员', '2025年3月'],
  [3, '聂双庆', '', '晴川社区', '志愿者', '2025.3.1'],
]);

describeInBrowser('the registrar’s import', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    const { cookie } = await signIn(demo.url, 'registrar');
    opened = await open(demo.url, { screen: 'desk', cookie });
  }, 180_000);
  afterAll(() => demo?.stop());

  it('goes by keyboard from the list of people to what was taken', { timeout: 120_000 }, async () => {
    const { page } = opened;
    await page.goto('/admin/people');
    await pressByKeyboard(page, page.getByRole('link', { name: '从 Excel 导入' }));
    await page.getByRole('heading', { name: '传一份表' }).waitFor();
    await expectNoAxeViolations(page);
    // Only the file is handed over by the system.
    const file = { name: '花名册.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(roster) };
    await page.getByLabel('文件', { exact: true }).setInputFiles(file);
    await pressByKeyboard(page, page.getByRole('button', { name: '传上来看一遍' }));
    await page.getByRole('heading', { name: '花名册.xlsx' }).waitFor();
    expect(await page.getByLabel('姓名', { exact: true }).inputValue()).toBe('1');
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await tabTo(page, page.getByLabel('岗位（选填）').or(page.getByLabel(/^岗位/)).first());
    await pressByKeyboard(page, page.getByRole('button', { name: '看一遍会怎样' }));
    await page.getByText('岗位“飞行员”认不出').first().waitFor();
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await pressByKeyboard(page, page.getByRole('button', { name: '确认，收进来' }));
    await page.getByText('收了一部分').first().waitFor();
    await expectNoAxeViolations(page);
    const added = await demo.db
      .selectFrom('person')
      .select('username')
      .where('name', 'like', '聂双%')
      .execute();
    expect(added.map(({ username }) => username)).toEqual(['nieshuangqing']);
    await pressByKeyboard(page, page.getByRole('link', { name: '看人员' }));
    await page.getByRole('heading', { name: '人员' }).waitFor();
  });
});
