import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { giveStream } from '#tests/recordings/streams.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, screenshot } from './support/checks.ts';
import { describeInBrowser } from './support/suite.ts';

/** The player tries again by itself, at last every few seconds; on a busy machine it takes longer. */
const PATIENCE_MS = 45_000;

describeInBrowser('a lecture while the store of films is away', (open) => {
  let demo: DemoAcademy;
  let lectures: { enrolment_id: string; subject_id: string }[];
  let cookie: string;
  let page: Page;
  let refused: Response[];
  let isAway = false;
  beforeAll(async () => {
    demo = await demoAcademy();
    lectures = await demo.db
      .selectFrom('requirement')
      .innerJoin('person', 'person.id', 'requirement.person_id')
      .select(['enrolment_id', 'subject_id'])
      .where('username', '=', 'learner')
      .where('requirement.kind', '=', 'watch')
      .orderBy('requirement.position')
      .execute();
    // One as a stream, the other as a whole file. Neither holds anybody back.
    const first = lectures[0]?.subject_id ?? '';
    if (!ffmpegMissing()) await giveStream(demo.db, { recordingId: first, mediaFolder: media() });
    await demo.db.updateTable('section').set({ school: 'senior' }).execute();
    cookie = (await signIn(demo.url, 'learner')).cookie;
  }, 180_000);
  afterAll(() => demo?.stop());

  beforeEach(async () => {
    await demo.db.deleteFrom('viewing').execute();
    ({ page } = await open(demo.url, { cookie, view: 'elder' }));
    refused = [];
    page.on('response', (answer) => void (answer.status() === 503 && refused.push(answer)));
  });
  afterEach(comesBack);

  const media = () => join(demo.dataDir, 'media');
  async function goesAway() {
    await rename(media(), `${media()}-away`);
    isAway = true;
  }
  async function comesBack() {
    if (isAway) await rename(`${media()}-away`, media());
    isAway = false;
  }
  async function watch(n: number) {
    const { enrolment_id, subject_id } = lectures[n] ?? { enrolment_id: '', subject_id: '' };
    await page.goto(`/learn/${enrolment_id}/recordings/${subject_id}`);
    await page.getByRole('button', { name: /字幕/ }).and(page.locator(':enabled')).waitFor();
  }
  const button = (name: RegExp) => page.getByRole('button', { name }).first();
  const lines = () => page.getByRole('region', { name: '文字稿' }).getByRole('button');
  const place = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
  const playsPast = (seconds: number) =>
    page.waitForFunction(
      (to) => {
        const video = document.querySelector('video');
        return video !== null && !video.paused && video.currentTime >= to;
      },
      seconds,
      { timeout: PATIENCE_MS },
    );
  const words = () => page.getByText('视频暂时取不到');
  const saysThatItTries = () => words().waitFor({ timeout: PATIENCE_MS });
  const saysNothingMore = () => words().waitFor({ state: 'detached', timeout: PATIENCE_MS });

  it.skipIf(ffmpegMissing())(
    'goes on by itself from the same moment, a stream',
    { timeout: 120_000 },
    async () => {
      await watch(0);
      await button(/开始看/).click();
      await playsPast(1);
      await goesAway();
      await lines().nth(-6).click();
      await saysThatItTries();
      // It is not their network, and nothing of theirs is lost.
      expect(await page.getByText('网络断了').count()).toBe(0);
      expect(refused[0]?.headers()['retry-after']).toMatch(/^\d+$/);
      await expectNoAxeViolations(page);
      await screenshot(page, 'store-away-stream');
      const stands = await place();
      await comesBack();
      await playsPast(stands + 0.5);
      expect(await place()).toBeLessThan(stands + 20);
      await saysNothingMore();
    },
  );

  it('begins by itself when it was away from the start, a whole file', { timeout: 120_000 }, async () => {
    await goesAway();
    await watch(1);
    await button(/开始看/).click();
    await saysThatItTries();
    expect(await page.getByText('网络断了').count()).toBe(0);
    expect(refused.length).toBeGreaterThan(0);
    await screenshot(page, 'store-away-file');
    await comesBack();
    await playsPast(0.5);
    await saysNothingMore();
  });

  it('stays as it is when somebody has paused it meanwhile', { timeout: 120_000 }, async () => {
    await goesAway();
    await watch(1);
    await button(/开始看/).click();
    await saysThatItTries();
    await button(/暂停/).click();
    await comesBack();
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 1, undefined, {
      timeout: PATIENCE_MS,
    });
    expect(await page.evaluate(() => document.querySelector('video')?.paused)).toBe(true);
    expect(await place()).toBe(0);
  });

  it('begins by itself when it is back before anybody has asked what was wrong', async () => {
    let [isComing, isBack] = [false, false];
    await page.route('**/media/**', (route) => {
      const isFilm = route.request().resourceType() === 'media';
      const isQuestion = !isFilm && 'range' in route.request().headers();
      // The film fails once more; whoever asks what was wrong finds it there.
      isBack ||= isComing && isQuestion;
      return isBack || !(isFilm || isQuestion) ? route.continue() : route.fulfill({ status: 503 });
    });
    await watch(1);
    await button(/开始看/).click();
    await saysThatItTries();
    isComing = true;
    await playsPast(0.5);
    expect(isBack).toBe(true);
    await saysNothingMore();
  });
});
