import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoTroubles } from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

/** The library for streams is not among it: that comes with a lecture that has one. */
const MOST_SCRIPT_BYTES = 110_000;

describeInBrowser('watching a lecture', (open) => {
  let demo: DemoAcademy;
  let phone: OpenPage;
  let page: Page;
  let lecture: { enrolment_id: string; subject_id: string; section_id: string };
  let path: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    lecture = await demo.db
      .selectFrom('requirement')
      .innerJoin('person', 'person.id', 'requirement.person_id')
      .innerJoin('enrolment', 'enrolment.id', 'requirement.enrolment_id')
      .innerJoin('section', 'section.id', 'enrolment.section_id')
      .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
      .select(['enrolment_id', 'subject_id', 'enrolment.section_id'])
      .where('username', '=', 'learner')
      .where('requirement.kind', '=', 'watch')
      .where('met_at', 'is', null)
      .orderBy('requirement.position')
      .executeTakeFirstOrThrow();
    path = `/learn/${lecture.enrolment_id}/recordings/${lecture.subject_id}`;
    phone = await open(demo.url, { cookie: await cookie() });
    page = phone.page;
    // A section of one of the schools that ask and hold.
    await demo.db
      .updateTable('section')
      .set({ school: 'governance' })
      .where('id', '=', lecture.section_id)
      .execute();
    // From the beginning, whatever the demo has watched.
    await demo.db
      .deleteFrom('viewing')
      .where('enrolment_id', '=', lecture.enrolment_id)
      .where('recording_id', '=', lecture.subject_id)
      .execute();
  }, 180_000);
  afterAll(() => demo?.stop());

  const cookie = async () => (await signIn(demo.url, 'learner')).cookie;
  const viewing = () =>
    demo.db
      .selectFrom('viewing')
      .selectAll()
      .where('enrolment_id', '=', lecture.enrolment_id)
      .where('recording_id', '=', lecture.subject_id)
      .executeTakeFirstOrThrow();
  const place = (on: Page) => on.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
  const playsPast = (on: Page, seconds: number) =>
    on.waitForFunction((to) => (document.querySelector('video')?.currentTime ?? 0) >= to, seconds, {
      timeout: 30_000,
    });
  const isPaused = (on: Page) => on.waitForFunction(() => document.querySelector('video')?.paused === true);
  async function watch(on: Page) {
    await on.goto(path);
    await on.getByRole('button', { name: /字幕/ }).and(on.locator(':enabled')).waitFor();
  }
  const play = (on: Page) => on.evaluate(() => document.querySelector('video')?.play());
  const pause = (on: Page) => on.evaluate(() => document.querySelector('video')?.pause());
  const says = (on: Page, words: RegExp | string) => on.getByText(words).first().waitFor();
  async function covers(seconds: number) {
    await expect
      .poll(async () => (await viewing()).covered_ms / 1000, { timeout: 20_000 })
      .toBeGreaterThan(seconds);
  }

  it('brings little script', { timeout: 60_000 }, async () => {
    const scripts: string[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(new URL(response.url()).pathname);
    });
    await watch(page);
    const gzipped = scripts.map((path) => gzipSync(readFileSync(`build/client${path}`)).length);
    expect(scripts.length).toBeGreaterThan(3);
    expect(gzipped.reduce((sum, one) => sum + one, 0)).toBeLessThan(MOST_SCRIPT_BYTES);
  });

  it('keeps a note by keyboard, and the focus where it was', { timeout: 60_000 }, async () => {
    await watch(page);
    const button = page.getByRole('button', { name: '记下', exact: true });
    await typeByKeyboard(page, page.locator('#quick-note'), '四句话先抄下来');
    await pressByKeyboard(page, button);
    await page.getByText('记下了', { exact: true }).waitFor();
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
  });

  it('plays, and counts what was played', { timeout: 60_000 }, async () => {
    await watch(page);
    await play(page);
    await playsPast(page, 4);
    await pause(page);
    await covers(3);
  });

  it('ends a jump ahead where it has come to, and says why', { timeout: 60_000 }, async () => {
    const before = await place(page);
    await page.evaluate(() => {
      const video = document.querySelector('video');
      if (video) video.currentTime = 40;
    });
    await says(page, /第一遍按顺序看/);
    expect(await place(page)).toBeLessThan(before + 2);
    await page.evaluate(() => {
      const video = document.querySelector('video');
      if (video) video.currentTime = 0.2;
    });
    await page.getByText(/第一遍按顺序看/).waitFor({ state: 'detached' });
  });

  it('goes on where it was when the page is killed, and nothing is lost', { timeout: 90_000 }, async () => {
    await play(page);
    await playsPast(page, 9);
    const at = await place(page);
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await page.close();
    page = await phone.context.newPage();
    await watch(page);
    await page.waitForFunction(
      (to) => Math.abs((document.querySelector('video')?.currentTime ?? 0) - to) < 5,
      at,
    );
    await covers(at - 2.5);
  });

  it('keeps what is watched without a network, and sends it later', { timeout: 90_000 }, async () => {
    await play(page);
    await playsPast(page, 11);
    await phone.context.setOffline(true);
    const from = await place(page);
    await playsPast(page, from + 6);
    await pause(page);
    await says(page, /网络断了/);
    const at = await place(page);
    await phone.context.setOffline(false);
    await covers(at - 2);
    await page.getByText(/网络断了/).waitFor({ state: 'detached' });
  });

  it('hands over to another device and back, without losing the place', { timeout: 90_000 }, async () => {
    await play(page);
    const desk = await open(demo.url, { cookie: await cookie(), screen: 'desk' });
    await watch(desk.page);
    await play(desk.page);
    await says(desk.page, /换到这里来看了/);
    await says(page, /这里先停下了/);
    await isPaused(page);
    const here = await place(page);
    await playsPast(desk.page, here + 6);
    await pause(desk.page);
    await covers(here + 4);
    const there = await place(desk.page);
    await page.getByRole('button', { name: '在这里继续' }).click();
    await playsPast(page, there - 2);
    await pause(page);
    await play(desk.page);
    expectNoTroubles(desk);
    await desk.context.close();
  });

  it('asks whether somebody is still there, by keyboard and without hurry', { timeout: 90_000 }, async () => {
    await watch(page);
    const { covered_ms } = await viewing();
    await demo.db
      .updateTable('viewing')
      .set({ ask_at_ms: covered_ms + 2_000 })
      .where('enrolment_id', '=', lecture.enrolment_id)
      .where('recording_id', '=', lecture.subject_id)
      .execute();
    const from = await place(page);
    await play(page);
    await says(page, '继续听吗？');
    await isPaused(page);
    expect((await viewing()).covered_ms).toBe(covered_ms + 2_000);
    await play(page);
    await isPaused(page);
    await page.keyboard.press('Enter');
    await playsPast(page, from + 12);
    await pause(page);
    await covers(covered_ms / 1000 + 4);
    expectNoTroubles(phone);
  });
});
