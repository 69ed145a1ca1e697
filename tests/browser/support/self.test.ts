import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
} from './checks.ts';
import { chooseByKeyboard, tabTo, typeByKeyboard } from './keyboard.ts';
import { describeInBrowser } from './suite.ts';

const good = `<!doctype html><html lang="zh-CN"><title>好</title><style>
  button, input[type=text], label { display: block; min-width: 60px; min-height: 60px }
  label { display: flex }</style>
  <main><h1>好</h1><button type="button">选课</button><label>姓名 <input type="text" name="n"></label>
  <fieldset><legend>答</legend><label><input type="radio" name="r" value="1">一</label>
  <label><input type="radio" name="r" value="2">二</label><label><input type="radio" name="r" value="3">三</label></fieldset></main>`;

const bad = `<!doctype html><html lang="zh-CN"><title>坏</title><style>a { display: block; outline: none }</style>
  <main><h1>坏</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="width:900px">宽</p>
  <a href="/">小</a><script>fetch('http://foreign.example/').catch(() => {}); throw new Error('broken');</script></main>`;

/** The checks that all browser tests rely on: a good page passes, a bad one does not. */
describeInBrowser('the browser checks', (open) => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((req, res) => {
      res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      res.end(req.url === '/bad' ? bad : good);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('let a good page pass', async () => {
    const opened = await open(url);
    await opened.page.goto('/');
    await expectNoAxeViolations(opened.page);
    await expectNoSidewaysScroll(opened.page);
    await expectLargeTargets(opened.page, 60);
    expectNoTroubles(opened);
  });

  it('notice a bad page', async () => {
    const opened = await open(url);
    await opened.page.goto('/bad');
    await expect(expectNoAxeViolations(opened.page)).rejects.toThrow(/image-alt/);
    await expect(expectNoSidewaysScroll(opened.page)).rejects.toThrow(/<p/);
    await expect(expectLargeTargets(opened.page, 44)).rejects.toThrow(/小/);
    await expect(tabTo(opened.page, opened.page.getByRole('link'))).rejects.toThrow(/cannot be seen/);
    expect([...opened.troubles].sort()).toEqual(
      [expect.stringContaining('foreign.example'), expect.stringContaining('broken')].sort(),
    );
  });

  it('work a form by keyboard alone', async () => {
    const { page } = await open(url, { screen: 'desk' });
    await page.goto('/');
    await typeByKeyboard(page, page.getByLabel('姓名'), '楼栋长');
    expect(await page.getByLabel('姓名').inputValue()).toBe('楼栋长');
    await chooseByKeyboard(page, page.getByLabel('三'));
    expect(await page.getByLabel('三').isChecked()).toBe(true);
  });

  it('carry view and cookie, and open without scripts', async () => {
    const { page, context } = await open(url, {
      view: 'elder',
      cookie: 'academy_session=abc',
      javaScript: false,
    });
    await page.goto('/bad');
    expect((await context.cookies()).map(({ name, value }) => `${name}=${value}`).sort()).toEqual([
      'academy_session=abc',
      'view=elder.1',
    ]);
    expect(await page.getByRole('heading').textContent()).toBe('坏');
  });
});
