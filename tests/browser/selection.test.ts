import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { rosterOf, waitingOf } from '#app/features/selection/reading.server.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { DEMO_PASSWORD } from '#tests/support/visitor.ts';
import {
  expectLargeTargets,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  expectNoTroubles,
} from './support/checks.ts';
import type { OpenPage } from './support/chromium.ts';
import { pressByKeyboard } from './support/keyboard.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };

describeInBrowser('choosing several classes on a phone', (open) => {
  let demo: DemoAcademy;
  let opened: OpenPage;
  beforeAll(async () => {
    demo = await demoAcademy();
    opened = await open(demo.url);
    const { page } = opened;
    await page.goto('/login');
    await page.getByLabel('用户名').fill('learner');
    await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/me');
  }, 180_000);
  afterAll(() => demo?.stop());

  const button = (name: RegExp) => opened.page.getByRole('button', { name });
  const says = (words: RegExp) => opened.page.getByText(words).first().waitFor();
  async function putAside(course: string, section: RegExp) {
    await opened.page.goto(`/courses/${course}`);
    await button(section).first().click();
    await says(/已放进选课单/);
  }

  it('puts them into a basket and sees every check before choosing', PATIENCE, async () => {
    const { page } = opened;
    await putAside('LN02', /放进选课单：.*周四晚间班/);
    await putAside('DX06', /放进选课单：.*周四晚间班/);
    await putAside('SM01', /放进选课单：.*周六下午班/);
    await putAside('ZL02', /放进选课单/);
    await page.goto('/me/courses');
    await page.getByRole('link', { name: '选课单（4）' }).click();
    await says(/和选课单里的《防范电信网络诈骗与养老诈骗（周四晚间班）》时间冲突/);
    await says(/名额已满，可以候补/);
    await says(/你登记的身份是.*不在其中/);
    await expectNoAxeViolations(page);
    await expectNoSidewaysScroll(page);
    await expectLargeTargets(page, 44);
    const elder = await open(demo.url, { view: 'elder', cookie: await cookies() });
    await elder.page.goto('/me/basket');
    await expectNoAxeViolations(elder.page);
    await expectNoSidewaysScroll(elder.page);
    await expectLargeTargets(elder.page, 60);
    await elder.page
      .getByText(/您登记的身份是/)
      .first()
      .waitFor();
  });

  it('chooses what can be had and waits for what is full, in one go and by keyboard', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/me/basket');
    await page.getByRole('checkbox', { name: /排候补.*周六下午班/ }).check();
    await pressByKeyboard(page, button(/选上勾好的/));
    await page.getByRole('heading', { name: '选课结果' }).waitFor();
    await says(/2 个都办好了/);
    await says(/候补第 \d+ 位/);
    await page.goto('/me/courses');
    await page.getByRole('link', { name: '选课单（2）' }).waitFor();
  });

  it('swaps a class for one that clashes with it', PATIENCE, async () => {
    const { page } = opened;
    await page.goto('/courses/DX06');
    await button(/选这门课：.*周四晚间班/).click();
    await says(/和你已选的《防范电信网络诈骗与养老诈骗（周四晚间班）》时间冲突/);
    await button(/退掉《防范电信网络诈骗与养老诈骗（周四晚间班）》，换成这个班/).click();
    await page.waitForURL('**/me/courses?done=swapped');
    await says(/已换班/);
    expect(await page.getByRole('link', { name: /防范电信网络诈骗/ }).count()).toBe(1);
  });

  it('takes the seat that somebody gives up', PATIENCE, async () => {
    const { page } = opened;
    const { id: learnerId } = await demo.db
      .selectFrom('person')
      .select('id')
      .where('username', '=', 'learner')
      .executeTakeFirstOrThrow();
    const [line] = await waitingOf(demo.db, learnerId);
    if (!line) throw new Error('nobody waits');
    const { sectionId, position } = line;
    // As many go as stand in front of the learner, and one more.
    const leaving = (await rosterOf(demo.db, sectionId)).slice(0, position);
    for (const { personId } of leaving)
      await withdraw(demo.db, { actor: systemActor('test'), personId, sectionId, now: new Date() });
    await page.goto('/me/courses');
    await says(/有名额了。请在.*前答复/);
    await button(/要这个名额/).click();
    await page.waitForURL('**/me/courses?done=accepted');
  });

  it('left no trouble in the browser', () => expectNoTroubles(opened));

  async function cookies(): Promise<string> {
    const all = await opened.context.cookies();
    return all
      .filter(({ name }) => name !== 'view')
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
});
