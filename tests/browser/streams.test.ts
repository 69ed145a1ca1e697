import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { giveStream } from '#tests/recordings/streams.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoTroubles } from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard, tabTo } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

describeInBrowser('a lecture as a stream', (open) => {
  const streams = it.skipIf(ffmpegMissing());
  let demo: DemoAcademy;
  let phone: OpenPage;
  let page: Page;
  let lecture: { enrolment_id: string; subject_id: string; section_id: string; video_media_id: string };
  let asked: string[] = [];
  beforeAll(async () => {
    demo = await demoAcademy();
    lecture = await demo.db
      .selectFrom('requirement')
      .innerJoin('person', 'person.id', 'requirement.person_id')
      .innerJoin('enrolment', 'enrolment.id', 'requirement.enrolment_id')
      .innerJoin('recording', 'recording.id', 'requirement.subject_id')
      .select(['enrolment_id', 'subject_id', 'enrolment.section_id', 'video_media_id'])
      .where('username', '=', 'learner')
      .where('requirement.kind', '=', 'watch')
      .orderBy('requirement.position')
      .executeTakeFirstOrThrow();
    await demo.db.deleteFrom('viewing').where('enrolment_id', '=', lecture.enrolment_id).execute();
    if (ffmpegMissing()) return;
    await giveStream(demo.db, {
      recordingId: lecture.subject_id,
      mediaFolder: join(demo.dataDir, 'media'),
    });
    phone = await open(demo.url, { cookie: (await signIn(demo.url, 'learner')).cookie });
    phone.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    page = phone.page;
  }, 180_000);
  afterAll(() => demo?.stop());

  /** A school that holds somebody back the first time, or one that does not. */
  const inSchool = (school: 'governance' | 'senior') =>
    demo.db.updateTable('section').set({ school }).where('id', '=', lecture.section_id).execute();
  const film = (on = page) =>
    on.evaluate(() => {
      const video = document.querySelector('video');
      return { at: video?.currentTime ?? -1, paused: video?.paused, width: video?.videoWidth };
    });
  const playsPast = (seconds: number, on = page) =>
    on.waitForFunction(
      (to) => {
        const video = document.querySelector('video');
        return video !== null && !video.paused && video.currentTime >= to;
      },
      seconds,
      { timeout: 20_000 },
    );
  const button = (name: RegExp | string) => page.getByRole('button', { name }).first();
  const pieces = (folder: string) => asked.filter((path) => path.includes(`/${folder}/`)).length;
  const line = (text: string) => page.getByRole('region', { name: '文字稿' }).getByText(text);
  async function watch() {
    await page.goto(`/learn/${lecture.enrolment_id}/recordings/${lecture.subject_id}`);
    await button(/看|听/).and(page.locator(':enabled')).waitFor();
  }

  streams('fetches the library and the list beforehand, the film only when it plays', async () => {
    await inSchool('senior');
    await watch();
    await expect.poll(() => asked.some((path) => path.endsWith('/master.m3u8'))).toBe(true);
    expect(asked.some((path) => path.includes('/hls.light'))).toBe(true);
    expect([pieces('360p'), pieces('720p'), asked.includes(`/media/${lecture.video_media_id}`)]).toEqual([
      0,
      0,
      false,
    ]);
    await expectNoAxeViolations(page);
    await button('开始看').click();
    await playsPast(1.5);
    expect(pieces('360p')).toBeGreaterThan(1);
    expect(asked.filter((path) => path.endsWith('/00000.m4s'))).toHaveLength(1);
    await button('暂停').click();
    await button(/从 0:0\d 接着看/).waitFor();
  });

  streams('plays the size that somebody chooses, also the next time', async () => {
    await page.getByLabel('画质').selectOption('360p');
    await watch();
    expect(await page.getByLabel('画质').inputValue()).toBe('360p');
    asked = [];
    await page.getByLabel('画质').selectOption('720p');
    await watch();
    await button(/看$/).click();
    await playsPast(0.5);
    expect(pieces('720p')).toBeGreaterThan(1);
    expect(pieces('360p')).toBe(0);
    await page.getByLabel('画质').selectOption('360p');
    await expect.poll(() => pieces('360p'), { timeout: 15_000 }).toBeGreaterThan(0);
  });

  streams('goes on as sound alone from the same moment, and counts it', async () => {
    await playsPast(4);
    await page.getByLabel('速度').selectOption('1.25');
    const { at } = await film();
    asked = [];
    await button('只听声音').click();
    await playsPast(at + 2);
    expect(await film()).toMatchObject({ paused: false, width: 0 });
    expect((await film()).at).toBeLessThan(at + 8);
    expect(pieces('sound')).toBeGreaterThan(0);
    expect(await page.getByLabel('速度').inputValue()).toBe('1.25');
    await button('暂停').click();
    const covered = () =>
      demo.db
        .selectFrom('viewing')
        .select('covered_ms')
        .where('enrolment_id', '=', lecture.enrolment_id)
        .executeTakeFirst()
        .then((row) => row?.covered_ms ?? 0);
    await expect.poll(covered, { timeout: 10_000 }).toBeGreaterThan((at + 1) * 1000);
    await button('看画面').click();
    await button(/接着看/).click();
    await playsPast(at + 3);
    expect((await film()).width).toBeGreaterThan(0);
  });

  streams('goes on within five seconds of where it was when the page was killed', async () => {
    await playsPast(9);
    const { at } = await film();
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await page.close();
    page = await phone.context.newPage();
    asked = [];
    await watch();
    await button(/从 0:\d\d 接着看/).click();
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.1);
    await playsPast(5);
    expect(Math.abs((await film()).at - at)).toBeLessThan(5);
    // The beginning is not fetched for it.
    expect(asked.some((path) => path.endsWith('/00000.m4s'))).toBe(false);
  });

  streams('reads along, lets go of a hand that scrolls, and jumps to a sentence', async () => {
    const box = page.getByRole('region', { name: '文字稿' });
    const top = () => box.evaluate((element) => element.scrollTop);
    await box.getByRole('button').nth(20).click();
    await expect.poll(top).toBeGreaterThan(300);
    expect(await box.locator('[aria-current]').count()).toBe(1);
    const there = await film();
    expect(there.at).toBeGreaterThan(60);
    // A hand that turns the wheel goes on turning it while the box is still gliding to the sentence.
    await box.hover();
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, -5_000);
        return top();
      })
      .toBe(0);
    await button(/^跟着走/).click();
    await expect.poll(top).toBeGreaterThan(300);
    expect(await page.getByRole('button', { name: /^跟着走/ }).count()).toBe(0);
  });

  streams('does what the keys say, and its buttons are reached without a mouse', async () => {
    await tabTo(page, button('后退 10 秒'));
    const { at } = await film();
    await page.keyboard.press('k');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await film()).at).toBeLessThan(at - 3);
    await pressByKeyboard(page, button('开字幕'));
    await button('关字幕').waitFor();
    await watch();
    await button('关字幕').waitFor();
  });

  streams('says that the network is away, and goes on by itself when it is back', async () => {
    await page.getByRole('region', { name: '文字稿' }).getByRole('button').first().click();
    await playsPast(1);
    await phone.context.setOffline(true);
    await page.getByRole('region', { name: '文字稿' }).getByRole('button').nth(-6).click();
    await page.getByText('网络断了，正在重新连').waitFor();
    const { at } = await film();
    await phone.context.setOffline(false);
    await playsPast(at + 0.5);
    await page.getByText('网络断了，正在重新连').waitFor({ state: 'detached' });
  });

  streams('holds somebody back the first time, before anything has played too', async () => {
    await inSchool('governance');
    // From a page without a player, whose last report would come in between; without its lease it counts nothing.
    await page.goto('/accessibility');
    await page.evaluate(() => window.localStorage.clear());
    for (const table of ['viewing_lease', 'viewing'] as const)
      await demo.db.deleteFrom(table).where('enrolment_id', '=', lecture.enrolment_id).execute();
    await watch();
    const ahead = async () => {
      await line('三分钟听完').click();
      return page.getByText(/第一遍按顺序看/).isVisible();
    };
    await expect.poll(ahead, { timeout: 15_000, interval: 500 }).toBe(true);
    await playsPast(0.5);
    expect((await film()).at).toBeLessThan(5);
    expectNoTroubles(phone);
  });
});
