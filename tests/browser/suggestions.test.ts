import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { boxPages, ownSuggestionPages, suggestionDesk } from './suggestion-pages.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
} from './support/checks.ts';
import { type OpenPage, type PageOptions, PHONE } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 90_000 };

describeInBrowser('the box of suggestions', (open) => {
  let demo: DemoAcademy;
  let elder: OpenPage;
  let registrar: OpenPage;
  let stranger: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    elder = await as('elder', { screen: PHONE, view: 'elder', javaScript: false });
    registrar = await as('registrar', { screen: 'desk' });
    stranger = await open(demo.url, { screen: PHONE });
  }, 180_000);
  afterAll(() => demo?.stop());

  const as = async (username: string, options: PageOptions = {}) =>
    open(demo.url, { ...options, cookie: (await signIn(demo.url, username)).cookie });
  const says = ({ page }: OpenPage, words: string | RegExp) => page.getByText(words).first().waitFor();
  const press = ({ page }: OpenPage, name: string) => page.getByRole('button', { name, exact: true }).click();
  const matter = '三楼教室的灯一闪一闪，看黑板眼睛疼。';

  it(
    'takes what an elder writes with her name, and keeps what she typed where something is missing',
    PATIENCE,
    async () => {
      const { page } = elder;
      await page.goto('/');
      await page.getByRole('contentinfo').getByRole('link', { name: '意见箱' }).click();
      await page.getByLabel('您想说什么').fill(matter);
      await press(elder, '提交');
      await says(elder, '请选是哪一类。');
      expect(await page.getByLabel('您想说什么').inputValue()).toBe(matter);
      await page.getByRole('radio', { name: /^技术问题/ }).check();
      await press(elder, '提交');
      await says(elder, '收到了。每走一步都会通知您，也写在这里。');
      await says(elder, /前有人受理，.*前答复/);
      await expectNoSidewaysScroll(page);
    },
  );

  it('is taken up and answered at the desk, by keyboard', PATIENCE, async () => {
    const { page } = registrar;
    await page.goto('/admin/suggestions');
    await pressByKeyboard(page, page.getByRole('link', { name: matter }));
    await says(registrar, '和阿美');
    await pressByKeyboard(page, page.getByRole('button', { name: '受理，由我负责' }));
    await says(registrar, '已经受理，由你负责。');
    await typeByKeyboard(page, page.getByLabel('答复'), '电工星期三来换灯管，换好以前先用二楼教室。');
    await pressByKeyboard(page, page.getByRole('button', { name: '答复', exact: true }));
    await says(registrar, '已经答复。');
    await expectNoAxeViolations(page);
  });

  it(
    'tells her, takes one word more, is answered again and closed when she is satisfied',
    PATIENCE,
    async () => {
      const { page } = elder;
      await page.reload();
      await says(elder, '电工星期三来换灯管');
      await page.getByLabel('哪里没有说到').fill('星期三我正好有课，在哪里上？');
      await press(elder, '不满意，再说一句');
      await says(elder, '收到了，会再答复一次。');
      await registrar.page.reload();
      await registrar.page.getByLabel('答复').fill('那一天在二楼 203 上。');
      await press(registrar, '答复');
      await page.reload();
      expect(await page.getByLabel('哪里没有说到').count()).toBe(0);
      await press(elder, '满意');
      await says(elder, '记下了，谢谢。');
      await says(elder, '办结');
      await expectNoSidewaysScroll(page);
    },
  );

  it('takes something without a name and is followed by the code that is shown once', PATIENCE, async () => {
    const { page } = stranger;
    await page.goto('/suggestions');
    await page.getByRole('radio', { name: /^建议/ }).check();
    await typeByKeyboard(page, page.getByLabel('你想说什么'), '门口能不能装一个扶手？');
    await pressByKeyboard(page, page.getByRole('button', { name: '提交' }));
    await says(stranger, '收到了。回执码只显示这一次');
    const code = (await page.locator('.receipt-code').textContent()) ?? '';
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, 44);
    await page.goto('/suggestions');
    await page.getByLabel('回执码').fill(code.toLowerCase().replaceAll('-', ' '));
    await press(stranger, '看答复');
    await says(stranger, '门口能不能装一个扶手？');
    await expectNoAxeViolations(page);
    for (const opened of [elder, registrar, stranger]) expectNoTroubles(opened);
  });

  it.each(['standard', 'elder'] as const)(
    'looks right in every state, in the view %s',
    { timeout: 180_000 },
    async (view) => {
      const pages: [OpenPage, string[]][] = [
        [await open(demo.url, { screen: PHONE, view }), boxPages.map(([, path]) => path)],
        [
          await as('learner', { screen: PHONE, view }),
          (await ownSuggestionPages(demo.db, 'learner')).map(([, path]) => path),
        ],
        [
          await as('registrar', { screen: PHONE, view }),
          (await suggestionDesk(demo.db)).map(([, path]) => path),
        ],
      ];
      for (const [opened, paths] of pages) {
        for (const path of paths) {
          await opened.page.goto(path);
          await expectNoAxeViolations(opened.page);
          await expectNoSidewaysScroll(opened.page);
          await expectLargeTargets(opened.page, view === 'elder' ? 60 : 44);
        }
        expectNoTroubles(opened);
      }
    },
  );
});
