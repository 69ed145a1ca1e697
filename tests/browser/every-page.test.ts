import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { pagesToLookAt } from './pages-to-look-at.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { viewsOfPages } from './support/chromium.ts';
import { describeInBrowser } from './support/suite.ts';

const who = [
  '',
  'learner',
  'elder',
  'instructor',
  'registrar',
  'reviewer',
  'appeals',
  'assessor',
  'auditor',
  'security',
  'sysadmin',
  'liaison',
] as const;

describeInBrowser('every page, in both views', (open) => {
  let demo: DemoAcademy;
  const cookies = new Map<string, string>();
  beforeAll(async () => {
    demo = await demoAcademy();
    for (const username of who)
      cookies.set(username, username ? (await signIn(demo.url, username)).cookie : '');
  }, 180_000);
  afterAll(() => demo?.stop());

  for (const view of viewsOfPages) {
    for (const username of who) {
      it(`${view}: ${username || 'anybody'}`, { timeout: 240_000 }, async () => {
        const opened = await open(demo.url, { view, cookie: cookies.get(username) });
        const { page } = opened;
        const problems: string[] = [];
        for (const [name, path] of await pagesToLookAt(demo.db, username)) {
          await page.goto(path);
          await noted(problems, expectNoAxeViolations(page));
          await noted(problems, expectNoSidewaysScroll(page));
          await noted(problems, expectLargeTargets(page, view === 'elder' ? 60 : 44));
          if (process.env.TEST_PICTURES) await pictures(page, view, name);
        }
        expect(problems.join('\n')).toBe('');
        expectNoTroubles(opened);
      });
    }
  }
});

/** Goes on after a finding, so that one run tells them all. */
async function noted(problems: string[], check: Promise<void>): Promise<void> {
  await check.catch((error: Error) => void problems.push(error.message));
}

async function pictures(page: Page, view: string, name: string): Promise<void> {
  await screenshot(page, `${view}-360-${name}`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await screenshot(page, `${view}-1280-${name}`);
  await page.setViewportSize({ width: 360, height: 740 });
}
