import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { flood, tally } from '#tests/support/flood.ts';
import { signIn, type Visitor } from '#tests/support/visitor.ts';
import { breachesOf } from './crowd.ts';
import {
  choicesOn,
  ownCourses,
  ownCredits,
  personIdOf,
  recordedSection,
  rightAnswers,
  waited,
} from './steps.ts';

/** The learner's way from choosing a class to the credit, its reversal and its readers. Each step needs those before it. */
describeOnBothDatabases('from a class to a credit', (open) => {
  let demo: DemoAcademy;
  let learner: Visitor;
  let other: Visitor;
  let personId: string;
  let learning: string;
  let entryId: string;
  let year: number;
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    [learner, other] = [await signIn(demo.url, 'learner'), await signIn(demo.url, 'learner2')];
    personId = await personIdOf(demo.db, 'learner');
    year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  });
  afterAll(async () => {
    await demo?.stop();
  });
  const awards = async () =>
    demo.db.selectFrom('credit_entry').selectAll().where('person_id', '=', personId).execute();

  it('takes a seat with a plain form, once', async () => {
    const section = await recordedSection(demo.db, 'ZL05');
    const answer = await learner.post(`/sections/${section}/enrolment`);
    expect([answer.status, answer.location]).toEqual([303, '/me/courses?done=enrolled']);
    const again = await learner.post(`/sections/${section}/enrolment`);
    expect([again.status, again.text.includes('已经选过了')]).toEqual([409, true]);
    const own = (await ownCourses(learner)).enrolments.filter((enrolment) => enrolment.section === section);
    expect(own).toMatchObject([{ course: 'ZL05', state: 'running' }]);
    learning = `/learn/${own[0]?.id}`;
    expect(own[0]?.recordings.length).toBeGreaterThan(0);
    expect(missingIn((await learner.get(learning)).text, '四方五步')).toEqual([]);
  });

  it('believes a player no more than the clock', async () => {
    const recordings = await ownRecordings();
    for (const { id, durationSeconds } of recordings) {
      const viewing = `${learning}/recordings/${id}/viewing`;
      const report = async (lease: string, to: number, from = 0, rate = 1) =>
        (await learner.postJson(viewing, { lease, spans: [[from, to]], rate })).json<Report>();
      expect(missingIn((await learner.get(`${learning}/recordings/${id}`)).text, '<video')).toEqual([]);
      const { lease } = (await learner.postJson(`${viewing}/lease`, {})).json<{ lease: string }>();
      expect(await report(lease, durationSeconds)).toMatchObject({ accepted: false, reason: 'too-fast' });
      expect(await report(lease, durationSeconds, 0, 100)).toMatchObject({ reason: 'too-fast' });
      expect(await report(lease, durationSeconds + 60)).toMatchObject({ reason: 'out-of-range' });
      expect(await report('somebody-else', 1)).toMatchObject({ reason: 'lease-lost', coveredSeconds: 0 });
      expect((await other.postJson(viewing, { lease, spans: [[0, 1]], rate: 1 })).status).toBe(404);
      expect((await other.postJson(`${viewing}/lease`, {})).status).toBe(404);
      await waited(demo.db, personId, durationSeconds);
      expect(await report(lease, durationSeconds)).toMatchObject({ accepted: true, complete: true });
      expect(await report(lease, durationSeconds)).toMatchObject({ reason: 'too-fast', complete: true });
    }
    expect((await ownRecordings()).every(({ complete }) => complete)).toBe(true);
  });

  it('asks for a pass in the quiz, with plain forms', async () => {
    const quiz = /\/learn\/[\w-]+\/exercises\/[\w-]+/.exec((await learner.get(learning)).text)?.[0] ?? '';
    expect((await other.get(quiz)).status).toBe(404);
    const before = await awards();
    await flood(5, 5, () => learner.post(quiz));
    const paper = (await learner.get(quiz)).text;
    const { attempt, answers } = await rightAnswers(demo.db, learning.slice('/learn/'.length));
    expect([...choicesOn(paper).keys()].sort()).toEqual(Object.keys(answers).sort());
    const half = await learner.post(`${quiz}/answers`, { attempt, means: 'hand-in' });
    expect(half.location).toBe(`${quiz}?unanswered`);
    const stolen = await other.post(`${quiz}/answers`, { attempt, means: 'hand-in', ...answers });
    expect(stolen.status).toBe(404);
    const handedIn = await learner.post(`${quiz}/answers`, { attempt, means: 'hand-in', ...answers });
    expect([handedIn.status, handedIn.location]).toEqual([303, quiz]);
    expect(missingIn((await learner.get(quiz)).text, '100 分')).toEqual([]);
    expect(await awards()).toEqual(before);
  });

  it('pays once when the last step is sent fifty times at once', async () => {
    const before = await awards();
    const evaluation = `${learning}/evaluation`;
    const questions = choicesOn((await learner.get(evaluation)).text);
    expect((await learner.post(evaluation, { comment: '只写评语' })).status).toBe(400);
    const ballot = Object.fromEntries([...questions].map(([name, values]) => [name, values[0] ?? '']));
    const outcome = await flood(50, 50, () => learner.post(evaluation, { ...ballot, comment: '讲得明白。' }));
    expect(tally(outcome, ({ status, location }) => `${status} ${location}`)).toEqual({
      [`303 ${evaluation}`]: 50,
    });
    const fresh = (await awards()).filter(({ id }) => before.every((entry) => entry.id !== id));
    expect(fresh).toMatchObject([{ kind: 'award', source_type: 'completion' }]);
    entryId = fresh[0]?.id ?? '';
    const enrolmentId = learning.slice('/learn/'.length);
    const completions = await demo.db
      .selectFrom('completion')
      .select('id')
      .where('enrolment_id', '=', enrolmentId)
      .execute();
    expect(completions.map(({ id }) => id)).toEqual([fresh[0]?.source_id]);
    expect(missingIn((await learner.get(evaluation)).text, '评价已收到')).toEqual([]);
  });

  it('shows a balance that is the sum of the entries, and explains each', async () => {
    await balanceIsSum();
    const page = (await learner.get(`/me/credits/${entryId}`)).text;
    expect(missingIn(page, '怎么算的', '凭什么得到', '看完', '小测', '经手', entryId)).toEqual([]);
    expect(missingIn((await learner.get(learning)).text, '已结业')).toEqual([]);
  });

  it('keeps it from everybody whom it does not concern', async () => {
    const unknown = `/me/credits/${personId}`;
    for (const path of [`/me/credits/${entryId}`, learning, `${learning}/evaluation`]) {
      const answer = await other.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const foreign = (await other.get(`/me/credits/${entryId}`)).text;
    const missing = (await other.get(unknown)).text;
    const plain = (text: string) => text.replaceAll(/[\w+/-]{12,}=*/g, '');
    expect(plain(foreign)).toBe(plain(missing));
    for (const path of [`/admin/credits/${entryId}`, `/assess/people/${personId}`, '/teach']) {
      expect([path, (await learner.get(path)).status]).toEqual([path, 403]);
    }
    const registrar = await signIn(demo.url, 'registrar');
    expect((await registrar.get(`/assess/people/${personId}`)).status).toBe(403);
  });

  it('lets the assessor read the statement, and the learner see who read it', async () => {
    const assessor = await signIn(demo.url, 'assessor');
    const statement = `/me/statements/${year}`;
    expect(missingIn((await learner.get(statement)).text, '还没有人查阅过')).toEqual([]);
    const page = await assessor.get(`/assess/people/${personId}`);
    expect(page.status).toBe(200);
    expect(missingIn(page.text, '方小兴', '楼栋长')).toEqual([]);
    expect(missingIn((await learner.get(statement)).text, '安有据')).toEqual([]);
    const outside = await personIdOf(demo.db, 'instructor');
    const [foreign, missing] = [
      await assessor.get(`/assess/people/${outside}`),
      await assessor.get(`/assess/people/${entryId}`),
    ];
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect((await assessor.get(`/admin/credits/${entryId}`)).status).toBe(403);
  });

  it('takes it back only with a reason, once, and says so to the learner', async () => {
    const registrar = await signIn(demo.url, 'registrar');
    const reversal = `/admin/credits/${entryId}/reversal`;
    expect(missingIn((await registrar.get(`/admin/credits/${entryId}`)).text, '方小兴')).toEqual([]);
    expect((await registrar.post(reversal, { reason: ' ' })).status).toBe(400);
    expect((await learner.post(reversal, { reason: '我自己来冲销' })).status).toBe(403);
    const before = (await ownCredits(learner)).balance;
    const reason = '学员说明是替别人签的到';
    const outcome = await flood(10, 10, () => registrar.post(reversal, { reason }));
    expect(tally(outcome, ({ status }) => status)).toEqual({ 303: 1, 409: 9 });
    const amount = (await awards()).find(({ id }) => id === entryId)?.amount ?? 0;
    expect(amount).toBeGreaterThan(0);
    expect(await balanceIsSum()).toBe(before - amount);
    const page = (await learner.get(`/me/credits/${entryId}`)).text;
    expect(missingIn(page, '已经冲销')).toEqual([]);
    const [, reversed = ''] = /href="(\/me\/credits\/[\w-]+)">看冲销记录/.exec(page) ?? [];
    expect(missingIn((await learner.get(reversed)).text, reason)).toEqual([]);
  });

  it('makes the score of a course appear with the fifth ballot', async () => {
    const own = (await ownCourses(learner)).enrolments.find(({ course }) => course === 'SM05');
    const score = async () => (await learner.json('/api/v1/courses/SM05')).json<{ score: unknown }>().score;
    expect(await score()).toBeNull();
    const evaluation = `/learn/${own?.id}/evaluation`;
    const questions = choicesOn((await learner.get(evaluation)).text);
    const ballot = Object.fromEntries([...questions].map(([name, values]) => [name, values[0] ?? '']));
    expect((await learner.post(evaluation, ballot)).status).toBe(303);
    expect(await score()).toMatchObject({ n: 5 });
  });

  it('leaves books that add up and a log without an error', async () => {
    expect(await breachesOf(demo)).toBe('');
    expect(demo.server.output()).not.toMatch(/"level":(50|60)/);
  });

  type Report = { accepted: boolean; reason?: string; coveredSeconds: number; complete: boolean };

  /** Words that a page should have and has not; a whole page in a failure would say nothing. */
  function missingIn(page: string, ...words: string[]): string[] {
    return words.filter((word) => !page.includes(word));
  }

  async function ownRecordings() {
    const { enrolments } = await ownCourses(learner);
    return enrolments.find(({ id }) => learning.endsWith(id))?.recordings ?? [];
  }

  async function balanceIsSum(): Promise<number> {
    const { balance, balances, entries } = await ownCredits(learner);
    const kept = (await awards()).filter(({ occurred_on }) => occurred_on.startsWith(String(year)));
    const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
    expect(sum(entries.map(({ amount }) => amount))).toBe(balance);
    expect(sum(Object.values(balances))).toBe(balance);
    expect(sum(kept.map(({ amount }) => amount))).toBe(balance);
    expect(entries.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    return balance;
  }
});
