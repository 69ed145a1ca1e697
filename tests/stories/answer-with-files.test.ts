import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { fileForm } from '#tests/support/file-form.ts';
import { signIn, type Visitor } from '#tests/support/visitor.ts';
import { breachesOf } from './crowd.ts';
import { ownCourses, recordedSection, rightAnswers } from './steps.ts';

const MIB = 1024 * 1024;
/** As large as a phone takes them. */
const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(6 * MIB, 1),
]);

/** From a question in the bank to the score, without scripts. Each step needs those before it. */
describeOnBothDatabases('a question that is answered with files', (open) => {
  let demo: DemoAcademy;
  let learner: Visitor;
  let other: Visitor;
  let registrar: Visitor;
  let quiz: string;
  let question: string;
  let attempt: string;
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    learner = await signIn(demo.url, 'learner');
    other = await signIn(demo.url, 'learner2');
    registrar = await signIn(demo.url, 'registrar');
  });
  afterAll(async () => {
    await demo?.stop();
  });
  const send = (who: Visitor, fields: Record<string, string>, fileName: string | null = null) => {
    const file = fileName ? { name: fileName, type: 'image/png', bytes: PNG } : null;
    const { headers, body } = fileForm({ form: 'files', ...fields }, file);
    return who.send('POST', question, headers, body);
  };
  const hrefIn = (html: string) => /\/media\/[^"]+/.exec(html)?.[0].replaceAll('&amp;', '&') ?? '';

  it('comes into the bank by a plain form', async () => {
    const bank = '/teach/courses/ZL05/questions';
    const form = { stem: '把议事现场拍下来交上来。', objective: 1, explanation: '看得出四方都到场。' };
    expect((await registrar.post(`${bank}/new?kind=upload`, { ...form, explanation: '' })).status).toBe(400);
    const made = await registrar.post(`${bank}/new?kind=upload`, form);
    const questionId = /#([\w-]+)$/.exec(made.location ?? '')?.[1] ?? '';
    expect([made.status, questionId.length]).toEqual([303, 36]);
    // Only this one can be drawn from now on.
    const { course_id } = await demo.db
      .selectFrom('question')
      .select('course_id')
      .where('id', '=', questionId)
      .executeTakeFirstOrThrow();
    await demo.db
      .updateTable('question')
      .set({ retired_at: new Date().toISOString() })
      .where('course_id', '=', course_id)
      .where('id', '!=', questionId)
      .execute();
    await learner.post(`/sections/${await recordedSection(demo.db, 'ZL05')}/enrolment`);
    const own = (await ownCourses(learner)).enrolments.find(({ course }) => course === 'ZL05');
    quiz =
      new RegExp(`/learn/${own?.id}/exercises/[\\w-]+`).exec(
        (await learner.get(`/learn/${own?.id}`)).text,
      )?.[0] ?? '';
    expect((await learner.post(quiz)).status).toBe(303);
    ({ attempt } = await rightAnswers(demo.db, own?.id ?? ''));
    question = `${quiz}/questions/${questionId}`;
  });

  it('leads from the paper to its own page, which takes a file', async () => {
    const paper = (await learner.get(quiz)).text;
    expect(paper).toContain('老师看过再出分');
    const went = await learner.post(`${quiz}/answers`, { attempt, files: question.split('/').at(-1) ?? '' });
    expect([went.status, went.location]).toEqual([303, question]);
    const page = (await learner.get(question)).text;
    expect(page).toContain('最多 5 个');
    expect(page).not.toContain('window.__remixContext');
    expect((await send(learner, { means: 'add' })).status).toBe(400);
    expect((await send(other, { means: 'add' }, '现场.png')).status).toBe(404);
    const sent = await send(learner, { means: 'add' }, '现场.png');
    expect([sent.status, sent.location]).toEqual([303, `${question}?done=added`]);
    const href = hrefIn((await learner.get(question)).text);
    expect([(await learner.get(href)).status, (await other.get(href)).status]).toEqual([200, 404]);
  });

  it('waits for a person, and nobody begins anew meanwhile', async () => {
    expect((await learner.post(`${quiz}/answers`, { attempt, means: 'hand-in' })).location).toBe(quiz);
    expect((await learner.get(quiz)).text).toContain('等老师看过再出分');
    expect((await learner.post(quiz)).status).toBe(409);
    expect((await send(learner, { means: 'add' }, '晚了.png')).status).toBe(409);
    expect(await breachesOf(demo)).toBe('');
  });

  it('is marked by somebody else, once, and then there is the score', async () => {
    const marking = `/teach/exercises/marking/${attempt}`;
    expect((await registrar.get('/teach/exercises/marking')).text).toContain(marking);
    expect((await learner.get(marking)).status).toBe(403);
    const page = (await registrar.get(marking)).text;
    expect(page).toContain('看得出四方都到场。');
    const href = hrefIn(page);
    expect([(await registrar.get(href)).status, (await learner.get(href)).status]).toEqual([200, 404]);
    expect((await registrar.post(marking, { right1: 'no', words1: '' })).status).toBe(400);
    const marked = { right1: 'yes', words1: '四方都看得清。' };
    const outcomes = await Promise.all([registrar.post(marking, marked), registrar.post(marking, marked)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([303, 409]);
    const result = (await learner.get(quiz)).text;
    for (const words of ['100 分', '四方都看得清。', '看得出四方都到场。']) expect(result).toContain(words);
    expect(await breachesOf(demo)).toBe('');
  });

  it('and work for a task take files of such a size; one that is too large costs no words', async () => {
    const task = await demo.db
      .selectFrom('submission')
      .innerJoin('person', 'person.id', 'submission.person_id')
      .select(['enrolment_id', 'task_id'])
      .where('username', '=', 'learner')
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow();
    const address = `/learn/${task.enrolment_id}/tasks/${task.task_id}`;
    const page = (await learner.get(address)).text;
    const seen = /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? '';
    const save = (body: string, bytes: typeof PNG) => {
      const file = { name: '三户门.png', type: 'image/png', bytes };
      const form = fileForm({ seen, body, means: 'save' }, file);
      return learner.send('POST', address, form.headers, form.body);
    };
    const refused = await save('写了很久的话', Buffer.concat([PNG, Buffer.alloc(15 * MIB, 1)]));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('“三户门.png”超过 20 MB');
    expect(refused.text).toContain('写了很久的话');
    expect((await learner.get(address)).text).not.toContain('三户门.png');
  });
});
