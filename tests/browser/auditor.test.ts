import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archiveJournal } from '#app/features/audit/archiving.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { codeAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { offerSecret, setUpSecondFactor } from '#app/features/sign-in/second-factor.server.ts';
import { readSheet } from '#app/lib/sheet.server.ts';
import { contextFor } from '#tests/media/asking.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD, signedIn, signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
  screenshot,
} from './support/checks.ts';
import { pressByKeyboard, tabTo, typeByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE_MS = 180_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const views = [
  { view: 'standard', screen: 'desk', targets: 44 },
  { view: 'elder', screen: 'phone', targets: 60 },
] as const;

describeInBrowser('the auditor’s journey', (open) => {
  let demo: DemoAcademy;
  let secret: string;
  beforeAll(async () => {
    demo = await demoAcademy();
    secret = await withSecondStep(demo);
  }, PATIENCE_MS);
  afterAll(() => demo?.stop());

  it.each(views)(
    'finds, reads, takes along and checks, with the keyboard alone: $view',
    { timeout: PATIENCE_MS },
    async ({ view, screen, targets }) => {
      const opened = await open(demo.url, { view, screen });
      const { page } = opened;
      const fine = async (name: string) => {
        await expectNoAxeViolations(page);
        await expectNoSidewaysScroll(page);
        await expectLargeTargets(page, targets);
        await screenshot(page, `auditor-${view}-${name}`);
      };
      await page.goto('/login');
      await typeByKeyboard(page, page.getByLabel('用户名'), 'auditor');
      await typeByKeyboard(page, page.getByLabel('密码', { exact: true }), DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/login/code');
      await fine('code');
      await typeByKeyboard(page, page.locator('input[name=code]'), freshCode(view, secret));
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => !url.pathname.startsWith('/login'));

      await page.goto('/admin/audit');
      await fine('journal');
      await openFilters(page);
      await typeByKeyboard(page, page.getByLabel('关于谁'), 'assessor');
      await chooseFamily(page, page.getByLabel('哪一类事'), '角色权限');
      await pressByKeyboard(page, page.getByRole('button', { name: '看结果' }));
      await page.waitForURL('**/admin/audit?**');
      await fine('found');
      const sheet = page.getByRole('link', { name: '导出 Excel' });
      const [taken] = await Promise.all([page.waitForEvent('download'), pressByKeyboard(page, sheet)]);
      const read = await readSheet(new Uint8Array(await readFile(await taken.path())), { mostRows: 100 });
      expect(read.ok && read.rows.some((row) => row.includes('授予角色'))).toBe(true);
      await pressByKeyboard(page, page.getByRole('link', { name: '授予角色' }).first());
      await page.waitForURL('**/admin/audit/lines/**');
      await page.getByRole('heading', { level: 1, name: '授予角色' }).waitFor();
      await fine('line');

      await pressByKeyboard(page, page.getByRole('link', { name: '审计日志' }).first());
      await pressByKeyboard(page, page.getByRole('link', { name: '核对和归档' }));
      await page.waitForURL('**/admin/audit/archives');
      await pressByKeyboard(page, page.getByRole('button', { name: '现在核对一遍' }));
      await page.getByText('核对完了').waitFor();
      await page.getByText(/没有问题：\d+ 块/).waitFor();
      await pressByKeyboard(page, page.getByRole('button', { name: '生成校验点' }));
      await page.getByText('生成了').waitFor();
      await fine('archives');
      expectNoTroubles(opened);
    },
  );

  it.each(views)(
    'opens, checks and takes a file of old lines: $view',
    { timeout: PATIENCE_MS },
    async ({ view, screen, targets }) => {
      await anArchive(demo);
      const { cookie } = await signedIn(demo.db, demo.url, await auditorId(demo));
      const opened = await open(demo.url, { view, screen, cookie });
      const { page } = opened;
      await page.goto('/admin/audit/archives');
      await page.getByText('已经归档').waitFor();
      await expectNoAxeViolations(page);
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page, targets);
      await screenshot(page, `auditor-${view}-archived`);
      const table = page.getByRole('region', { name: '归档文件，最近的在前' });
      await pressByKeyboard(page, table.getByRole('link').first());
      await pressByKeyboard(page, page.getByRole('button', { name: '核对这份归档' }));
      await page.getByText('每一条都是封存时的样子', { exact: false }).last().waitFor();
      const download = page.getByRole('link', { name: '下载这份归档' });
      const [taken] = await Promise.all([page.waitForEvent('download'), pressByKeyboard(page, download)]);
      const lines = gunzipSync(await readFile(await taken.path()))
        .toString()
        .trim()
        .split('\n');
      expect(lines.map((line) => JSON.parse(line) as object).some((line) => 'entry' in line)).toBe(true);
      await expectNoAxeViolations(page);
      await expectNoSidewaysScroll(page);
      await expectLargeTargets(page, targets);
      await screenshot(page, `auditor-${view}-archive`);
      expectNoTroubles(opened);
    },
  );

  it('is nobody else’s: neither the system nor the security administrator’s', {
    timeout: PATIENCE_MS,
  }, async () => {
    for (const username of ['sysadmin', 'security']) {
      const { cookie } = await signIn(demo.url, username);
      const { page } = await open(demo.url, { cookie, screen: 'desk' });
      for (const path of ['/admin/audit', '/admin/audit/archives', '/admin/audit/journal.xlsx']) {
        const answer = await page.goto(path);
        expect([username, path, answer?.status()]).toEqual([username, path, 403]);
      }
      await screenshot(page, `auditor-refused-${username}`);
    }
  });
});

async function auditorId({ db }: Pick<DemoAcademy, 'db'>): Promise<string> {
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'auditor')
    .executeTakeFirstOrThrow();
  return id;
}

async function withSecondStep({ db, dataDir }: DemoAcademy): Promise<string> {
  const { env } = contextFor({ db, mediaUrl: `file:${dataDir}/media`, settings: { DATA_DIR: dataDir } });
  const personId = await auditorId({ db });
  // Long enough ago for the codes of now to be new ones.
  const now = new Date(Date.now() - 10 * MINUTE_MS);
  const { secret, offer } = offerSecret(env, { personId, now });
  const actor = systemActor('test');
  const made = await setUpSecondFactor(db, {
    ...{ env, actor, personId, offer, code: codeAt(secret, now) },
    ...{ sessionId: null, now },
  });
  if (!made.ok) throw new Error(made.reason);
  return secret;
}

/** Each code is taken once: whoever comes second uses the one before, or after. */
function freshCode(view: 'standard' | 'elder', secret: string): string {
  return codeAt(secret, new Date(Date.now() + (view === 'standard' ? -25_000 : 25_000)));
}

async function anArchive({ db, dataDir }: DemoAcademy): Promise<void> {
  const settings = { DATA_DIR: dataDir };
  const { env } = contextFor({ db, mediaUrl: `file:${join(dataDir, 'media')}`, settings });
  const now = new Date(Date.now() + 400 * DAY_MS);
  await archiveJournal(db, { env, actor: systemActor('test'), now });
}

async function openFilters(page: Page): Promise<void> {
  const fold = page.locator('summary', { hasText: '筛选' });
  const isShut = (await fold.count()) > 0 && !(await page.getByLabel('关于谁').isVisible());
  if (isShut) await pressByKeyboard(page, fold.first());
}

/** As somebody without a mouse: to the list, then the first letters would need an input method, so arrows. */
async function chooseFamily(page: Page, list: Locator, label: string): Promise<void> {
  await tabTo(page, list);
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await list.locator('option:checked').textContent()) === label) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the arrows did not reach ${label}`);
}
