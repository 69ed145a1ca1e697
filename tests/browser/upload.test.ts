import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aFilm } from '#tests/recordings/films.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { hangUp, signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  screenshot,
} from './support/checks.ts';
import { describeInBrowser } from './support/suite.ts';

const MIB = 1024 * 1024;
const LARGE = 48 * MIB;

describeInBrowser('uploading a lecture', (open) => {
  let demo: DemoAcademy;
  let folder: string;
  let film: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    folder = await mkdtemp(join(tmpdir(), 'upload-journey-'));
    film = join(folder, '邻里协商.mp4');
    // A real film, made long by an empty box at its end: players skip it.
    const room = Buffer.alloc(LARGE);
    room.writeUInt32BE(LARGE);
    room.write('free', 4, 'latin1');
    await writeFile(film, Buffer.concat([await aFilm(), room]));
  }, 180_000);
  afterAll(async () => {
    await demo?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function fillIn(page: Page, title: string, file: string): Promise<void> {
    await page.goto('/teach/recordings');
    await page.getByLabel('标题').fill(title);
    await page.getByLabel('属于哪门课').selectOption({ index: 1 });
    await page.getByLabel('视频文件').setInputFiles(file);
    await page.getByRole('button', { name: '上传', exact: true }).click();
  }
  async function slowNetwork(page: Page, bytesPerSecond: number): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  }

  it('goes on after a pause, after the page was closed and after the server was killed', {
    timeout: 120_000,
  }, async () => {
    const { cookie } = await signIn(demo.url, 'instructor');
    const { page, context } = await open(demo.url, { screen: 'desk', cookie });
    await slowNetwork(page, 4 * MIB);
    await fillIn(page, '邻里协商三步', film);
    await page.getByText(/已传 .+共 48 MB（[1-9]\d?%）/).waitFor();
    await screenshot(page, 'upload-sending-desk');
    await page.getByRole('button', { name: '暂停' }).click();
    await page.getByText('已暂停').first().waitFor();
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: '继续上传' }).click();
    await page.getByText('关掉这一页也不要紧').waitFor();
    await demo.server.kill();
    hangUp();
    await page.getByText('正在重新连接').first().waitFor();
    await page.close();
    await demo.server.restart();
    const again = await context.newPage();
    await fillIn(again, '邻里协商三步', film);
    await again.waitForURL(/\/teach\/recordings\/[^/]+\?done=added/, { timeout: 60_000 });
    await again.getByRole('heading', { level: 1, name: '邻里协商三步' }).waitFor();
    // On a page of its own: the one before may still be loading, and would break this off.
    const list = await context.newPage();
    await list.goto('/teach/recordings');
    expect(await list.getByText('没有传完的视频').count()).toBe(0);
    const bytes = await demo.db
      .selectFrom('media_file')
      .select('bytes')
      .where('original_name', '=', '邻里协商.mp4')
      .execute();
    expect(bytes).toHaveLength(1);
  });

  it('says on a phone, also in 长辈版, what is wrong and what is not finished', {
    timeout: 120_000,
  }, async () => {
    const text = join(folder, '讲稿.mp4');
    await writeFile(text, '这不是视频');
    for (const view of ['standard', 'elder'] as const) {
      const { cookie } = await signIn(demo.url, view === 'elder' ? 'registrar' : 'instructor');
      const { page } = await open(demo.url, { screen: 'phone', view, cookie });
      await fillIn(page, '讲稿', text);
      await page.getByText('没有收下').first().waitFor();
      await screenshot(page, `upload-refused-${view}`);
      await slowNetwork(page, 2 * MIB);
      await fillIn(page, '很长的一讲', film);
      await page.getByText(/（[1-9]\d?%）/).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: '没有传完的视频' }).waitFor();
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page, view === 'elder' ? 60 : 44);
      await expectNoAxeViolations(page);
      await screenshot(page, `upload-open-${view}`);
      await page.getByRole('button', { name: '放弃“邻里协商.mp4”' }).click();
      await page.getByText('已放弃').waitFor();
    }
  });
});
