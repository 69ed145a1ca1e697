import { afterAll, beforeAll, expect, it } from 'vitest';
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { unfinishedRuns } from '#app/features/closing/runs.server.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn } from '#tests/support/visitor.ts';
import { expectNoAxeViolations, expectNoSidewaysScroll, expectNoTroubles } from './support/checks.ts';
import { type OpenPage, PHONE } from './support/chromium.ts';
import { describeInBrowser } from './support/suite.ts';

const PATIENCE = { timeout: 60_000 };

describeInBrowser('the registrar closes a year', (open) => {
  let demo: DemoAcademy;
  let registrar: OpenPage;
  let learner: OpenPage;
  let year: number;
  beforeAll(async () => {
    demo = await demoAcademy();
    const { year: closed } = await demo.db
      .selectFrom('year_closing')
      .select('year')
      .executeTakeFirstOrThrow();
    year = closed - 1;
    await heldIn(year);
    registrar = await open(demo.url, {
      screen: 'desk',
      cookie: (await signIn(demo.url, 'registrar')).cookie,
    });
    learner = await open(demo.url, { screen: 'desk', cookie: (await signIn(demo.url, 'learner')).cookie });
  }, 180_000);
  afterAll(() => demo?.stop());

  const desk = () => `/admin/statements/${year}`;
  const says = ({ page }: OpenPage, words: string | RegExp) => page.getByText(words).first().waitFor();
  const press = ({ page }: OpenPage, name: string) => page.getByRole('button', { name, exact: true }).click();
  /** The server's own worker may have a batch in its hands: then it is waited for. */
  const worked = async () => {
    await advanceRuns(demo.db, { now: new Date() });
    await expect.poll(() => unfinishedRuns(demo.db), { timeout: 30_000 }).toEqual([]);
  };

  /** The demo world is younger than the year to be closed: some have held their posts for longer. */
  async function heldIn(past: number): Promise<void> {
    await demo.db
      .updateTable('appointment')
      .set({ valid_from: `${past}-01-01` })
      .where('position', '=', 'building-head')
      .execute();
  }

  it('has it counted, and asks everybody to look at their draft', PATIENCE, async () => {
    const { page } = registrar;
    await page.goto('/admin/statements');
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: `${year} 年度` }).click();
    await press(registrar, '统计');
    await says(registrar, '开始统计了');
    await worked();
    await page.goto(desk());
    await says(registrar, '统计结果');
    await expectNoAxeViolations(page);
    await page.getByLabel('核对截止日期').fill(dayOf(new Date()));
    await press(registrar, '请大家核对');
    await says(registrar, /至少要给大家留/);
    await page.getByLabel('核对截止日期').fill(addDays(dayOf(new Date()), 10));
    await press(registrar, '请大家核对');
    await says(registrar, '开始通知大家核对。');
    await worked();
  });

  it('is told what is wrong with a draft, and answers', PATIENCE, async () => {
    const { page } = learner;
    await page.goto(`/me/statements/${year}`);
    await says(learner, '不当作同意');
    await expectNoAxeViolations(page);
    await page.getByText('有不对的地方…').click();
    await page.getByLabel('哪里不对').fill('少了一次议事协商');
    await press(learner, '交给教务');
    await says(learner, '意见已经交给教务');
    await registrar.page.goto(desk());
    await registrar.page.getByLabel(/^答复/).fill('那一次没有签到，不能计入');
    await press(registrar, '答复');
    await says(registrar, '答复已经送到本人。');
    await page.goto(`/me/statements/${year}`);
    await says(learner, '那一次没有签到');
    await press(learner, '没有问题，确认');
    await says(learner, '确认好了。');
  });

  it('locks it after the deadline; the statements are frozen and stay', PATIENCE, async () => {
    const { page } = registrar;
    await demo.db
      .updateTable('year_closing')
      .set({ confirm_until: new Date(Date.now() - 60_000).toISOString() })
      .where('year', '=', year)
      .execute();
    await page.goto(desk());
    await page.getByText('锁定并结账…').click();
    await press(registrar, '锁定并结账');
    await says(registrar, '已经锁定');
    await worked();
    await page.goto(desk());
    await says(registrar, '结账结果');
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: '按姓名看情况表' }).click();
    await expectNoAxeViolations(page);
    await learner.page.goto(`/me/statements/${year}`);
    await says(learner, '本人已确认');
    await says(learner, new RegExp(`编号 ${year}-\\d{6}`));
    await expectNoAxeViolations(learner.page);
    await learner.page.setViewportSize(PHONE);
    await expectNoSidewaysScroll(learner.page);
    const file = await learner.page.request.get(`/me/statements/${year}/statement.pdf`);
    expect(file.headers()['content-type']).toBe('application/pdf');
    const again = await learner.page.request.get(`/me/statements/${year}/statement.pdf`);
    expect((await again.body()).equals(await file.body())).toBe(true);
  });

  it('asks for a statement to be opened again, and waits for somebody else', PATIENCE, async () => {
    const { page } = registrar;
    const { person_id } = await demo.db
      .selectFrom('frozen_statement')
      .innerJoin('person', 'person.id', 'frozen_statement.person_id')
      .select('person_id')
      .where('username', '=', 'learner')
      .limit(1)
      .executeTakeFirstOrThrow();
    await page.goto(`${desk()}/people/${person_id}`);
    await page.getByText('申请重开这张表…').click();
    await page.getByLabel('重开的理由').fill('漏记了一次');
    await press(registrar, '提交申请');
    await says(registrar, '等另一位同意');
    expect(await page.getByRole('button', { name: '同意重开' }).count()).toBe(0);
    await expectNoAxeViolations(page);
    for (const opened of [registrar, learner]) expectNoTroubles(opened);
  });
});
