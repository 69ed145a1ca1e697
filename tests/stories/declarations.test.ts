import { afterAll, beforeAll, expect, it } from 'vitest';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { fileForm } from '#tests/support/file-form.ts';
import { flood } from '#tests/support/flood.ts';
import { type Answer, signIn, type Visitor } from '#tests/support/visitor.ts';
import { academy } from '#tests/support/world.ts';
import { answersOf, breachesOf } from './crowd.ts';
import { ownCredits, personIdOf } from './steps.ts';

const AT_ONCE = 50;
const DAY_MS = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
/** A file of its own for each thing: one piece of evidence pays once. */
const proofOf = (title = '') => ({
  name: '结业证明.txt',
  type: 'text/plain',
  bytes: Buffer.from(`兹证明参加了${title}。`),
});

/** From the form to the ledger and to whoever hears an appeal, through the built server; everybody presses at once. */
describeOnBothDatabases('what somebody declares', (open) => {
  let demo: DemoAcademy;
  let learner: Visitor;
  let reviewers: [Visitor, Visitor];
  let hearers: [Visitor, Visitor];
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    learner = await signIn(demo.url, 'learner');
    await giveRole('learner2', 'credit-reviewer');
    await giveRole('elder', 'appeals-reviewer');
    reviewers = [await signIn(demo.url, 'reviewer'), await signIn(demo.url, 'learner2')];
    hearers = [await signIn(demo.url, 'appeals'), await signIn(demo.url, 'elder')];
  });
  afterAll(async () => {
    await demo?.stop();
  });

  async function giveRole(username: string, role: Role): Promise<void> {
    const personId = await personIdOf(demo.db, username);
    const validFrom = dayBefore(30);
    const granted = await grantRole(demo.db, { actor: academy, personId, role, validFrom, now: new Date() });
    if (!granted.ok) throw new Error(granted.reason);
  }

  const statuses = (answers: readonly Answer[]) => {
    const counts: Record<string, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };
  const sendFile = (who: Visitor, path: string, fields: Record<string, string>, file = true) => {
    const { headers, body } = fileForm(fields, file ? proofOf(fields.title) : null);
    return who.send('POST', path, headers, body);
  };
  const idIn = ({ location = '' }: Answer) => /declarations\/([\w-]+)/.exec(location)?.[1] ?? '';
  const hiddenIn = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

  const form = (title: string) => ({
    ...{ title, units: '4', occurredOn: dayBefore(3), organiser: '方兴市社会工作协会' },
    words: '签到表和证明在附件里。',
  });
  /** Declares it and sends it; its id. */
  async function declared(kind: string, title: string): Promise<string> {
    const made = await sendFile(learner, `/me/declarations/new?kind=${kind}`, {
      ...form(title),
      token: newId(),
    });
    const id = idIn(made);
    const seen = hiddenIn((await learner.get(`/me/declarations/${id}`)).text, 'seen');
    const sent = await sendFile(
      learner,
      `/me/declarations/${id}`,
      { ...form(title), seen, means: 'send' },
      false,
    );
    expect([sent.status, idIn(sent)]).toEqual([303, id]);
    return id;
  }
  const rowsOf = (table: 'declaration' | 'appeal', title: string) =>
    demo.db.selectFrom(table).select('id').where('title', '=', title).execute();
  const entriesOf = async (id: string) =>
    demo.db
      .selectFrom('credit_entry')
      .select(['id', 'amount'])
      .where('source_type', '=', 'declaration')
      .where('source_id', '=', id)
      .execute();
  const decisionOf = (id: string) => `/admin/declarations/${id}/decision`;

  it(`is one when its form is sent ${AT_ONCE} times at once, and sent once`, async () => {
    const title = '同时提交的培训';
    const token = newId();
    const made = answersOf(
      await flood(AT_ONCE, AT_ONCE, () =>
        sendFile(learner, '/me/declarations/new?kind=H.outside', { ...form(title), token }),
      ),
    );
    expect(statuses(made)).toEqual({ 303: AT_ONCE });
    expect(new Set(made.map(idIn)).size).toBe(1);
    expect(await rowsOf('declaration', title)).toHaveLength(1);
    const id = idIn(made[0] as Answer);
    const files = await demo.db
      .selectFrom('declaration_file')
      .select('media_id')
      .where('declaration_id', '=', id)
      .execute();
    expect(files).toHaveLength(1);
    const seen = hiddenIn((await learner.get(`/me/declarations/${id}`)).text, 'seen');
    const sent = answersOf(
      await flood(AT_ONCE, AT_ONCE, () =>
        sendFile(learner, `/me/declarations/${id}`, { ...form(title), seen, means: 'send' }, false),
      ),
    );
    expect(sent.every(({ status }) => status === 303 || status === 409)).toBe(true);
    expect(sent.filter(({ status }) => status === 303).length).toBeGreaterThan(0);
    const steps = await demo.db
      .selectFrom('declaration_step')
      .select('kind')
      .where('declaration_id', '=', id)
      .execute();
    expect(steps).toEqual([{ kind: 'sent' }]);
  });

  it('is decided by one of two reviewers who press together; the others are told', async () => {
    const id = await declared('G.service', '同时审核的服务');
    const seen = hiddenIn((await reviewers[0].get(decisionOf(id))).text, 'seen');
    const answers = answersOf(
      await flood(20, 20, (n) => {
        const reviewer = reviewers[n % 2] as Visitor;
        return n % 4 < 2
          ? reviewer.post(decisionOf(id), { seen, means: 'grant' })
          : reviewer.post(decisionOf(id), { seen, means: 'refuse', words: '没有组织方的记录。' });
      }),
    );
    expect(statuses(answers)).toEqual({ 303: 1, 409: 19 });
    for (const { text } of answers.filter(({ status }) => status === 409))
      expect(text).toContain('别的审核员刚刚处理过');
    const { state } = await demo.db
      .selectFrom('declaration')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(await entriesOf(id)).toHaveLength(state === 'posted' ? 1 : 0);
    expect(['posted', 'refused']).toContain(state);
    expect(await breachesOf(demo)).toBe('');
  });

  it('is never decided by whoever declared it, and not seen by those who have no part in it', async () => {
    const own = await sendFile(reviewers[1], '/me/declarations/new?kind=H.outside', {
      ...form('自己的培训'),
      token: newId(),
    });
    const path = `/me/declarations/${idIn(own)}`;
    const seen = hiddenIn((await reviewers[1].get(path)).text, 'seen');
    await sendFile(reviewers[1], path, { ...form('自己的培训'), seen, means: 'send' }, false);
    const refused = await reviewers[1].post(decisionOf(idIn(own)), { seen: '1', means: 'grant' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('这是自己的申报');
    expect((await learner.get(path)).status).toBe(404);
    expect((await learner.post(decisionOf(idIn(own)), { seen: '1', means: 'grant' })).status).toBe(403);
  });

  it('is public for its working days, and then counts once, however many look after it', async () => {
    const title = '邻里调解进阶班';
    const id = await declared('H.outside', title);
    const before = await ownCredits(learner);
    const seen = hiddenIn((await reviewers[0].get(decisionOf(id))).text, 'seen');
    expect((await reviewers[0].post(decisionOf(id), { seen, means: 'grant' })).status).toBe(303);
    expect((await hearers[1].get('/publicity')).text).toContain(title);
    expect((await learner.get('/me')).text).toContain(`“${title}”审核通过，正在公示`);
    const { ends_on } = await demo.db
      .selectFrom('publicity')
      .select('ends_on')
      .where('declaration_id', '=', id)
      .executeTakeFirstOrThrow();
    const noonOf = (day: string, days: number) => new Date(Date.parse(`${day}T04:00:00Z`) + days * DAY_MS);
    await postAfterPublicity(demo.db, { limit: 100, now: noonOf(ends_on, 0) });
    expect(await entriesOf(id)).toEqual([]);
    const round = () => postAfterPublicity(demo.db, { limit: 100, now: noonOf(ends_on, 1) });
    const posted = await Promise.all([round(), round()]);
    expect(posted.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
    const [entry, ...others] = await entriesOf(id);
    expect([entry?.amount, others]).toEqual([400, []]);
    const own = await ownCredits(learner);
    expect(own.balance - before.balance).toBeGreaterThanOrEqual(400);
    expect((await learner.get('/me')).text).toContain(`“${title}”的 4 学分已计入`);
    const explained = (await learner.get(`/me/credits/${entry?.id}`)).text;
    for (const words of ['由另一个人审核通过', '公示 5 个工作日', '材料 1 份'])
      expect(explained).toContain(words);
    expect(await breachesOf(demo)).toBe('');
  });

  it('is appealed against once, and decided by one of two who press together', async () => {
    const title = '没有盖章的服务';
    const id = await declared('G.service', title);
    const seen = hiddenIn((await reviewers[0].get(decisionOf(id))).text, 'seen');
    const refusal = { seen, means: 'refuse', words: '证明上没有盖章。' };
    expect((await reviewers[0].post(decisionOf(id), refusal)).status).toBe(303);
    const appealPage = `/me/declarations/${id}/appeal`;
    expect((await learner.post(appealPage, { words: '不' })).status).toBe(400);
    const raised = answersOf(
      await flood(20, 20, () => learner.post(appealPage, { words: '协会的网页上有名单，请再看一次。' })),
    );
    expect(statuses(raised)).toEqual({ 303: 20 });
    const [appeal, ...others] = await rowsOf('appeal', title);
    expect(others).toEqual([]);
    const desk = `/admin/appeals/${appeal?.id}`;
    expect((await reviewers[0].post(desk, { means: 'uphold', words: '名单核对过了。' })).status).toBe(403);
    const answers = answersOf(
      await flood(20, 20, (n) =>
        (hearers[n % 2] as Visitor).post(desk, {
          means: 'uphold',
          units: '4',
          words: '名单核对过，予以认定。',
        }),
      ),
    );
    expect(statuses(answers)).toEqual({ 303: 1, 409: 19 });
    for (const { text } of answers.filter(({ status }) => status === 409))
      expect(text).toContain('别的复核员刚刚处理过');
    expect(await entriesOf(id)).toMatchObject([{ amount: 100 }]);
    expect((await learner.get('/me')).text).toContain(`“${title}”的申诉成立`);
    expect(await breachesOf(demo)).toBe('');
  });
});
