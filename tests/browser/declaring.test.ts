import { afterAll, beforeAll, expect, it } from 'vitest';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
} from './support/checks.ts';
import { type OpenPage, type PageOptions, PHONE } from './support/chromium.ts';
import { pressByKeyboard, tabTo, typeByKeyboard, typeDayByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 90_000 };
const DAY_MS = 86_400_000;
/** A file of its own for each thing: one piece of evidence pays once. */
const proofOf = (title: string) => ({
  name: '结业证明.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from(`兹证明参加了${title}。`),
});

describeInBrowser('an outside training that somebody declares', (open) => {
  let demo: DemoAcademy;
  let learner: OpenPage;
  let reviewer: OpenPage;
  let appeals: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    learner = await as('learner', { screen: PHONE });
    reviewer = await as('reviewer', { screen: 'desk' });
    appeals = await as('appeals', { screen: 'desk' });
  }, 180_000);
  afterAll(() => demo?.stop());

  const as = async (username: string, options: PageOptions = {}) =>
    open(demo.url, { ...options, cookie: (await signIn(demo.url, username)).cookie });
  const says = ({ page }: OpenPage, words: string | RegExp) => page.getByText(words).first().waitFor();
  const heading = ({ page }: OpenPage, name: string) => page.getByRole('heading', { name }).first().waitFor();
  const press = ({ page }: OpenPage, name: string) => page.getByRole('button', { name, exact: true }).click();
  const day = () => addDays(dayOf(new Date()), -2);

  const button = ({ page }: OpenPage, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true });

  /** From one's own declarations to what was sent, with nothing but the keyboard; only the file is handed over by the system. */
  async function declareByKeyboard(who: OpenPage, title: string): Promise<void> {
    const { page } = who;
    await page.goto('/me/declarations');
    await pressByKeyboard(page, page.getByRole('link', { name: '申报学分' }));
    await heading(who, '要申报哪一种');
    await pressByKeyboard(page, page.getByRole('link', { name: /^外部培训/ }).first());
    await typeByKeyboard(page, page.getByLabel('什么培训'), title);
    await typeByKeyboard(page, page.getByLabel(/^学了多少/), '4');
    await typeDayByKeyboard(page, page.getByLabel('结业的日子'), day());
    await typeByKeyboard(page, page.getByLabel('哪里办的'), '方兴市社会工作协会');
    await typeByKeyboard(page, page.getByLabel('凭什么认定'), '结业证明在附件里。');
    await tabTo(page, page.getByLabel('照片或文件'));
    await page.getByLabel('照片或文件').setInputFiles(proofOf(title));
    await pressByKeyboard(page, button(who, '下一步：看怎么算'));
    await says(who, '草稿存好了');
    await says(who, '结业证明.txt');
    await pressByKeyboard(page, button(who, '提交审核'));
    await says(who, '已经提交。');
  }

  async function openAtDesk(title: string, state = 'waiting'): Promise<void> {
    await reviewer.page.goto(`/admin/declarations?state=${state}`);
    await reviewer.page.getByRole('link', { name: title }).click();
    await heading(reviewer, title);
  }

  it('is declared by keyboard, with a file, and sent', PATIENCE, async () => {
    await declareByKeyboard(learner, '邻里调解进阶班');
    await says(learner, /学分审核员会在.*前给出结果/);
    await expectNoAxeViolations(learner.page);
    await expectNoSidewaysScroll(learner.page);
  });

  it('is recognised by a reviewer who saw the file, and made public', PATIENCE, async () => {
    await openAtDesk('邻里调解进阶班');
    const file = reviewer.page.getByRole('link', { name: /结业证明\.txt/ });
    const kept = await reviewer.page.request.get((await file.getAttribute('href')) ?? '');
    expect((await kept.body()).equals(proofOf('邻里调解进阶班').buffer)).toBe(true);
    await press(reviewer, '通过');
    await says(reviewer, '已通过，本人收到了通知。');
    await expectNoAxeViolations(reviewer.page);
    const neighbour = await as('learner2', { screen: PHONE, view: 'elder' });
    await neighbour.page.goto('/publicity');
    await says(neighbour, '邻里调解进阶班');
    await expectNoAxeViolations(neighbour.page);
    await expectNoSidewaysScroll(neighbour.page);
    await expectLargeTargets(neighbour.page, 60);
  });

  it('counts when its working days have passed, and not before', PATIENCE, async () => {
    const { page } = learner;
    const ledger = `/me/credits?year=${day().slice(0, 4)}`;
    await page.goto(ledger);
    expect(await page.getByRole('link', { name: '邻里调解进阶班' }).count()).toBe(0);
    await postAfterPublicity(demo.db, { limit: 100, now: new Date(Date.now() + 30 * DAY_MS) });
    await page.goto(ledger);
    await pressByKeyboard(page, page.getByRole('link', { name: '邻里调解进阶班' }).first());
    await says(learner, /起公示 5 个工作日，没有成立的异议/);
    await says(learner, '由另一个人审核通过');
    await expectNoAxeViolations(page);
    await page.goto('/me/declarations');
    await says(learner, '已计入');
  });

  it('is refused, appealed against in 长辈版, and decided by somebody else', PATIENCE, async () => {
    const older = await as('learner', { screen: PHONE, view: 'elder' });
    await declareByKeyboard(older, '楼组长应急演练班');
    await openAtDesk('楼组长应急演练班');
    await press(reviewer, '不予认定');
    await says(reviewer, /把不予认定的理由写清楚/);
    await reviewer.page.getByLabel('给申报人的话').fill('证明上没有盖章，看不出是谁办的。');
    await press(reviewer, '不予认定');
    await says(reviewer, '已决定不予认定');
    const { page } = older;
    await page.reload();
    await says(older, '证明上没有盖章');
    await pressByKeyboard(page, page.getByRole('link', { name: '申诉', exact: true }));
    await heading(older, '申诉：楼组长应急演练班');
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, 60);
    await typeByKeyboard(page, page.getByLabel('为什么不同意'), '协会的网页上有名单，请再看一次。');
    await pressByKeyboard(page, button(older, '提交申诉'));
    await says(older, '申诉已经提交');
    expect((await reviewer.page.goto('/admin/appeals'))?.status()).toBe(403);
    await appeals.page.goto('/admin/appeals');
    await appeals.page.getByRole('link', { name: '楼组长应急演练班' }).click();
    await says(appeals, '协会的网页上有名单');
    await appeals.page.getByLabel('复核的情况和理由').fill('名单核对过，予以认定。');
    await press(appeals, '申诉成立');
    await says(appeals, '已经决定，本人收到了通知。');
    await expectNoAxeViolations(appeals.page);
    await page.reload();
    await says(older, '名单核对过，予以认定');
    await says(older, '已通过，公示中');
    for (const opened of [learner, older, reviewer, appeals]) expectNoTroubles(opened);
  });

  it('is declared with JavaScript off; a reviewer’s own is left to another', PATIENCE, async () => {
    const own = await as('reviewer', { javaScript: false, view: 'elder' });
    const { page } = own;
    await page.goto('/me/declarations/new?kind=H.outside');
    await page.getByLabel('什么培训').fill('学分审核培训');
    await page.getByLabel(/^学了多少/).fill('很多');
    await press(own, '下一步：看怎么算');
    await says(own, /请用数字写多少学时/);
    expect(await page.getByLabel('什么培训').inputValue()).toBe('学分审核培训');
    await page.getByLabel(/^学了多少/).fill('2');
    await page.getByLabel('结业的日子').fill(day());
    await page.getByLabel('哪里办的').fill('方兴市社会工作协会');
    await page.getByLabel('照片或文件').setInputFiles(proofOf('学分审核培训'));
    await press(own, '下一步：看怎么算');
    await says(own, '草稿存好了');
    await press(own, '提交审核');
    await says(own, '已经提交。');
    await openAtDesk('学分审核培训');
    await says(reviewer, '这是自己的申报，要请别的审核员处理。');
    expect(await button(reviewer, '通过').count()).toBe(0);
  });
});
