import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSheet } from '#app/lib/sheet.server.ts';
import { csvOf, sheetOf } from '#tests/imports/sheets.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { type OpenPage, type PageView, viewsOfPages } from './support/chromium.ts';
import { chooseByKeyboard, pressByKeyboard, tabTo } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

/** A roster as a community keeps it: a merged title, two rows of headings, blank rows, the community written once for several people. */
const rosterOf = (surname: string, phone: string, rest: readonly string[]) =>
  sheetOf(
    [
      ['和风社区、晴溪社区骨干花名册（2025年）'],
      ['序号', '姓名', '联系电话', '所在社区', '任职情况', null],
      [null, null, null, null, '职务', '任职时间'],
      [],
      [1, `${surname}双全`, Number(`${phone}1`), '和风社区', '志愿者', { day: 45717 }],
      [2, `${surname}双喜`, wide(`${phone}2`), null, rest[0] ?? '志愿者', '2025年3月'],
      [],
      [3, `${surname}双庆`, null, '晴溪社区', '志愿者', '2025.3.1'],
      [4, `${surname} 双庆`, null, '晴溪社区', '志愿者', { formula: 'F8', saved: '2025-03-01' }],
      [null, null, null, null, null, '合计'],
    ],
    'wps',
    ['A1:F1', 'E2:F2', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'D5:D6'],
  );
const wide = (figures: string) =>
  figures.replace(/\d/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

/** 姓名,社区,职务 and one person, in GBK without a mark. */
const gbk = Buffer.from(
  'd0d5c3fb2cc9e7c7f82cd6b0cef10d0ac4f4d4c6b7e52cc7e7cfaac9e7c7f82cd6bed4b8d5df0d0a',
  'hex',
);

describeInBrowser('the registrar’s import', (open) => {
  let demo: DemoAcademy;
  let cookie: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    ({ cookie } = await signIn(demo.url, 'registrar'));
  }, 180_000);
  afterAll(() => demo?.stop());

  const called = async (name: string) => {
    const rows = await demo.db
      .selectFrom('person')
      .select('username')
      .where('name', 'like', `${name}%`)
      .orderBy('username')
      .execute();
    return rows.map(({ username }) => username);
  };

  async function expectFine({ page }: OpenPage, view: PageView, name: string) {
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, view === 'elder' ? 60 : 44);
    await screenshot(page, `import-${view}-${name}`);
  }

  /** Only the file itself is handed over by the system. */
  async function bring({ page }: OpenPage, name: string, bytes: Buffer) {
    await page.goto('/admin/imports/new?kind=people');
    await page.getByRole('heading', { name: '传一份表' }).waitFor();
    const file = { name, mimeType: 'application/octet-stream', buffer: bytes };
    await page.getByLabel('文件', { exact: true }).setInputFiles(file);
    await pressByKeyboard(page, page.getByRole('button', { name: '传上来看一遍' }));
    await page.getByRole('heading', { name }).waitFor();
  }
  const lookAtAll = async ({ page }: OpenPage) => {
    await pressByKeyboard(page, page.getByRole('button', { name: '看一遍会怎样' }));
    await page.getByRole('heading', { name: '一行一行看' }).waitFor();
  };

  it.each([
    ['standard', '聂', '1994444000'],
    ['elder', '佴', '1995555000'],
  ] as const)(
    'goes by keyboard from a real roster to what was taken: %s',
    { timeout: 180_000 },
    async (view, surname, phone) => {
      const opened = await open(demo.url, { screen: view === 'elder' ? 'phone' : 'desk', view, cookie });
      const { page } = opened;
      await page.goto('/admin/people');
      await pressByKeyboard(page, page.getByRole('link', { name: '从 Excel 导入' }));
      await page.getByRole('heading', { name: '传一份表' }).waitFor();
      await chooseByKeyboard(page, page.getByRole('radio', { name: /^人员/ }));
      await expectFine(opened, view, 'new');

      await bring(opened, '花名册.xlsx', rosterOf(surname, phone, ['飞行员']));
      const chosen = async (label: string) => page.getByLabel(label).first().inputValue();
      expect([
        await chosen('姓名'),
        await chosen('手机'),
        await chosen('岗位'),
        await chosen('任职时间'),
      ]).toEqual(['1', '2', '4', '5']);
      await expectFine(opened, view, 'columns');
      await lookAtAll(opened);
      await page.getByText('岗位“飞行员”认不出').first().waitFor();
      await page.getByText('和第 8 行写的是同一件事，只收一次。').first().waitFor();
      await expectFine(opened, view, 'dry-run');
      expect(await called(surname)).toEqual([]);

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        pressByKeyboard(page, page.getByRole('link', { name: '下载带结果的表' })),
      ]);
      expect(download.suggestedFilename()).toBe('花名册-结果.xlsx');
      const marked = await readSheet(await readFile(await download.path()), { mostRows: 100 });
      const told = marked.ok ? marked.rows.map((row) => row.slice(-2)) : [];
      expect(told[2]).toEqual(['结果', '说明']);
      expect(told[5]?.[1]).toContain('岗位“飞行员”认不出');

      await pressByKeyboard(page, page.getByRole('button', { name: '确认，收进来' }));
      await page.getByText('收了一部分').first().waitFor();
      await expectFine(opened, view, 'taken-in-part');
      expect(await called(surname)).toHaveLength(1);

      // Put right, and brought once more: the community that was left out comes in, the other one stays as it is.
      const right = rosterOf(surname, phone, ['楼栋长']);
      await bring(opened, '花名册改好.xlsx', right);
      await lookAtAll(opened);
      await pressByKeyboard(page, page.getByRole('button', { name: '确认，收进来' }));
      await page.getByText('都收好了').first().waitFor();
      await expectFine(opened, view, 'taken');
      const everybody = await called(surname);
      expect(everybody).toHaveLength(3);
      await pressByKeyboard(page, page.getByRole('link', { name: '看人员' }));
      await page.getByRole('heading', { name: '人员' }).waitFor();

      // The same file again changes nothing.
      await bring(opened, '花名册改好.xlsx', right);
      await lookAtAll(opened);
      await page.getByText('都已经有了，没有要收的').first().waitFor();
      expect(await page.getByRole('button', { name: '确认，收进来' }).count()).toBe(0);
      expect(await called(surname)).toEqual(everybody);
      await page.goto('/admin/imports');
      await expectFine(opened, view, 'list');
      await tabTo(page, page.getByRole('link', { name: '花名册.xlsx' }).first());
      expectNoTroubles(opened);
    },
  );

  it('reads a CSV of WPS, and refuses what is none with words that say what to do', {
    timeout: 60_000,
  }, async () => {
    const opened = await open(demo.url, { screen: 'desk', cookie });
    const { page } = opened;
    await bring(opened, '花名册.csv', gbk);
    await lookAtAll(opened);
    await page.getByText('会新登记聂云峰').first().waitFor();
    await page.goto('/admin/imports/new?kind=people');
    const refused = async (buffer: Buffer) => {
      const file = { name: '表.xls', mimeType: 'application/octet-stream', buffer };
      await page.getByLabel('文件', { exact: true }).setInputFiles(file);
      await pressByKeyboard(page, page.getByRole('button', { name: '传上来看一遍' }));
      await page.getByText('这份表没有收下').waitFor();
    };
    await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await page.getByText('这是旧版 .xls').first().waitFor();
    await expectFine(opened, 'standard', 'refused');
    await refused(Buffer.from(csvOf([['<html>'], ['姓名']])));
    await page.getByText('这个文件打不开').first().waitFor();
  });

  it.each(viewsOfPages)(
    'says of a sheet of units what is new and what is renamed elsewhere: %s',
    { timeout: 60_000 },
    async (view) => {
      const opened = await open(demo.url, { view, cookie });
      const { page } = opened;
      await page.goto('/admin/imports/new?kind=units');
      const rows = [
        ['名称', '类别', '上级', '原名称'],
        ['花圃路新区', '小区', '晴溪社区', ''],
        ['和风新里', '小区', '和风社区', '和风里'],
      ];
      const file = { name: '组织.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf(rows)) };
      await page.getByLabel('文件', { exact: true }).setInputFiles(file);
      await pressByKeyboard(page, page.getByRole('button', { name: '传上来看一遍' }));
      await page.getByRole('heading', { name: '组织.csv' }).waitFor();
      await lookAtAll(opened);
      await page.getByText('会新建小区花圃路新区').first().waitFor();
      await page.getByText('这是改名').first().waitFor();
      await expectFine(opened, view, 'units');
    },
  );
});
