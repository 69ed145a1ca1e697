import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { lockYear, openConfirmation, previewYear } from '#app/features/closing/closings.server.ts';
import { answerObjection, objectionsOf } from '#app/features/closing/objections.server.ts';
import { unfinishedRuns } from '#app/features/closing/runs.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
} from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };
const views = [
  { name: '标准版', view: 'standard', least: 44 },
  { name: '长辈版', view: 'elder', least: 60 },
] as const;

describeInBrowser('the learner’s year on a small phone', (open) => {
  describe.each(views)('$name', ({ view, least }) => {
    let demo: DemoAcademy;
    let learner: OpenPage;
    let year: number;
    beforeAll(async () => {
      demo = await demoAcademy();
      learner = await open(demo.url, { view, cookie: (await signIn(demo.url, 'learner2')).cookie });
      year = await yearBeingClosed();
    }, 180_000);
    afterAll(() => demo?.stop());

    const says = (words: string | RegExp) => learner.page.getByText(words).first().waitFor();
    const link = (name: string | RegExp) =>
      learner.page.getByRole('main').getByRole('link', { name }).first();
    const button = (name: string | RegExp) =>
      learner.page.getByRole('main').getByRole('button', { name }).first();
    const press = (target: ReturnType<typeof link>) => pressByKeyboard(learner.page, target);
    async function isSound(): Promise<void> {
      await expectNoSidewaysScroll(learner.page);
      await expectLargeTargets(learner.page, least);
      await expectNoAxeViolations(learner.page);
    }

    async function registrar(): Promise<Actor> {
      const { id } = await demo.db
        .selectFrom('person')
        .select('id')
        .where('username', '=', 'registrar')
        .executeTakeFirstOrThrow();
      const role = { role: 'registrar' as const, scopePath: null, scopeTree: null, school: null };
      return sealActor({ personId: id, name: '教务', roles: [role] });
    }

    /** The server's own worker may have a batch in hand: then its end is waited for. */
    async function walked(now: Date): Promise<void> {
      const ended = async () => {
        await advanceRuns(demo.db, { now });
        expect(await unfinishedRuns(demo.db)).toEqual([]);
      };
      await vi.waitFor(ended, { timeout: 30_000, interval: 200 });
    }

    /** The one before the demo's closed year: drafts of it are shown until some days from now. */
    async function yearBeingClosed(): Promise<number> {
      const closed = await demo.db.selectFrom('year_closing').select('year').executeTakeFirstOrThrow();
      const shown = closed.year - 1;
      await demo.db
        .updateTable('appointment')
        .set({ valid_from: `${shown}-01-01` })
        .where('position', '=', 'unit-head')
        .execute();
      const now = new Date();
      const deed = { actor: await registrar(), year: shown, now };
      expect(await previewYear(demo.db, deed)).toMatchObject({ ok: true });
      await walked(now);
      const untilDay = addDays(dayOf(now), 10);
      expect(await openConfirmation(demo.db, { ...deed, untilDay })).toMatchObject({ ok: true });
      await walked(now);
      return shown;
    }

    it('sees what the year lacks, and chooses a section that is proposed for it', PATIENCE, async () => {
      const { page } = learner;
      await page.goto('/me');
      await says(/今年要修/);
      await says(/还有 \d+ 个名额/);
      await isSound();
      const missing = page.locator('.fitting-sections').first().getByRole('link').first();
      const title = (await missing.textContent()) ?? '';
      await press(missing);
      await page.waitForURL('**/courses/*#sections');
      await press(button(/选这门课/));
      await page.waitForURL('**/me/courses?done=enrolled');
      await says(title);
      await isSound();
    });

    it(
      'opens an entry of the credits, and what was taken back: why, and a reviewer to ask',
      PATIENCE,
      async () => {
        const { page } = learner;
        await page.goto('/me/credits');
        await isSound();
        await press(link(/^冲销/));
        await says(/理由/);
        await isSound();
        await press(link('申诉'));
        await typeByKeyboard(
          page,
          page.getByLabel(/理由|为什么|哪里/).first(),
          '去年那一次是另一个班，请再核对。',
        );
        await press(button(/申诉/));
        await says('去年那一次是另一个班');
        await isSound();
      },
    );

    it(
      'objects to the draft of a statement, is answered by nobody yet, and confirms it',
      PATIENCE,
      async () => {
        const { page } = learner;
        await page.goto(`/me/statements/${year}`);
        await says('不当作同意');
        await isSound();
        if (view === 'elder') {
          await press(page.getByText('有不对的地方…'));
          await typeByKeyboard(page, page.getByLabel('哪里不对'), '少了一次议事协商');
          await press(button('交给教务'));
          await says('意见已经交给教务');
        }
        await press(button('没有问题，确认'));
        await says('确认好了。');
        await says(/[你您]已经确认这张表/);
        await isSound();
      },
    );

    it('has it frozen, and takes it home as a file', PATIENCE, async () => {
      const { page } = learner;
      await demo.db
        .updateTable('year_closing')
        .set({ confirm_until: new Date(Date.now() - 60_000).toISOString() })
        .where('year', '=', year)
        .execute();
      const now = new Date();
      const deed = { actor: await registrar(), year, now };
      // An objection has its answer before the year is locked, also where its author has confirmed since.
      const { id: closingId } = await demo.db
        .selectFrom('year_closing')
        .select('id')
        .where('year', '=', year)
        .executeTakeFirstOrThrow();
      const { objections } = await objectionsOf(demo.db, { closingId, page: 1 });
      for (const { id: answerId } of objections)
        await answerObjection(demo.db, { ...deed, answerId, words: '那一次没有签到。' });
      expect(await lockYear(demo.db, deed)).toMatchObject({ ok: true });
      await walked(now);
      await page.goto(`/me/statements/${year}`);
      await says('本人已确认');
      await isSound();
      const downloading = page.waitForEvent('download');
      await press(link('下载 PDF'));
      expect((await downloading).suggestedFilename()).toBe(`${year} 年度学分情况表.pdf`);
    });

    it('asks for a certificate, and anybody finds it valid by its code', PATIENCE, async () => {
      const { page } = learner;
      await page.goto('/me/certificates');
      await press(button(/^领《/));
      await says('已经发的');
      await isSound();
      const code = (await link(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/).textContent()) ?? '';
      const downloading = page.waitForEvent('download');
      await press(link(/^下载《.*》的证书/));
      expect((await downloading).suggestedFilename()).toMatch(/\.pdf$/);
      const anybody = await open(demo.url, { view });
      await anybody.page.goto('/verify');
      await typeByKeyboard(anybody.page, anybody.page.getByLabel(/校验码/), code);
      await anybody.page.keyboard.press('Enter');
      await anybody.page.getByText('有效的结业证书').first().waitFor();
      await expectNoSidewaysScroll(anybody.page);
      await expectNoAxeViolations(anybody.page);
      for (const opened of [learner, anybody]) expectNoTroubles(opened);
    });
  });
});
