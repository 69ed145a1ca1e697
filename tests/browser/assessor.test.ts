import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSheet } from '#app/lib/sheet.server.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { pdfPages } from '#tests/support/pdf-text.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll, expectNoTroubles } from './support/checks.ts';
import { type OpenPage, PHONE } from './support/chromium.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };

describeInBrowser('the assessor, from the list to the files, and the waiver', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    const { cookie } = await signIn(demo.url, 'assessor');
    opened = await open(demo.url, { screen: 'desk', cookie });
  }, 180_000);
  afterAll(() => demo?.stop());

  const button = (name: string | RegExp) => opened.page.getByRole('button', { name, exact: true });
  const link = (name: string | RegExp) => opened.page.getByRole('link', { name, exact: true });
  const says = (words: string | RegExp) => opened.page.getByText(words).first().waitFor();

  it('narrows the list by result and position and looks at another day', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/assess');
    await says(/整个范围里：达标/);
    await page.getByLabel('身份', { exact: true }).selectOption({ label: '楼栋长' });
    await button('看结果').click();
    await page.getByRole('link', { name: '方小兴' }).waitFor();
    expect(new URL(page.url()).searchParams.get('position')).toBe('building-head');
    await page.getByText('看另一天的组织').click();
    await page.getByLabel('哪一天', { exact: true }).fill('2001-01-01');
    await button('看这一天').click();
    await says('范围里没有这样的人');
    await expectNoAxeViolations(page);
  });

  it(
    'looks at the share by community and by position, with a table beside each chart',
    PATIENCE,
    async () => {
      const { page } = opened;
      await page.goto('/assess');
      await link('看各社区、各身份的达标情况').click();
      await page.getByRole('heading', { name: '按社区' }).waitFor();
      await page.getByRole('table', { name: '各社区达标的比例，全部' }).waitFor();
      await says('少于 5 人的不显示');
      await expectNoAxeViolations(page);
    },
  );

  async function download(press: () => Promise<void>): Promise<Uint8Array> {
    const coming = opened.page.waitForEvent('download');
    await press();
    return new Uint8Array(await readFile(await (await coming).path()));
  }

  it('takes the whole scope as Excel and a list as sheets of A4', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/assess?position=building-head');
    await page.getByText('导出和打印', { exact: true }).click();
    const sheet = await readSheet(await download(() => link('导出 Excel').click()), {
      mostRows: 500,
    });
    expect(sheet.ok && sheet.rows.some(([name]) => name === '方小兴')).toBe(true);
    const pages = pdfPages(await download(() => button('打印名单上的情况表（PDF）').click()));
    expect(pages.some((text) => text.includes('方小兴'))).toBe(true);
  });

  it('asks whether somebody may lead a project on a day, and sees what was waived', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/assess?position=building-head');
    await page.getByRole('link', { name: '方小兴' }).click();
    await page.getByLabel('什么项目').fill('楼道花园');
    await button('对照要求').click();
    await says(/领办“楼道花园”/);
    await says(/代表学院豁免/);
    await expectNoAxeViolations(page);
    await expectNoTroubles(opened);
  });

  it('was seen by the person concerned, each time in its way', PATIENCE, async () => {
    const { cookie } = await signIn(demo.url, 'learner');
    const { page } = await open(demo.url, { screen: PHONE, cookie });
    await page.goto(`/me/statements/${new Date().getFullYear()}`);
    for (const way of ['打开查阅', '导出 Excel', '打印（PDF）'])
      await page
        .getByText(new RegExp(way.replace(/[()（）]/g, '.')))
        .first()
        .waitFor();
    await expectNoSidewaysScroll(page);
  });

  it('cannot waive anything: the administration does, and takes it back', PATIENCE, async () => {
    expect((await opened.page.goto('/admin/waivers'))?.status()).toBe(403);
    const { cookie } = await signIn(demo.url, 'registrar');
    const { page } = await open(demo.url, { screen: 'desk', cookie });
    await page.goto('/admin/waivers');
    await page.getByRole('link', { name: '方小兴' }).click();
    await page.getByText('收回…').click();
    await page.getByLabel('收回的理由').fill('课已经排上了');
    await page.getByRole('button', { name: '收回豁免' }).click();
    await page.getByText('收回了，也通知了本人。').waitFor();
    await page.getByText('已收回', { exact: true }).first().waitFor();
    await expectNoAxeViolations(page);
  });
});
