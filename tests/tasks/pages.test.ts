import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loader as fileLoader } from '#app/features/media/pages/file.ts';
import { action as editAction, loader as editLoader } from '#app/features/tasks/pages/edit-task.tsx';
import { action as newAction } from '#app/features/tasks/pages/new-task.tsx';
import { loader as queueLoader } from '#app/features/tasks/pages/queue.tsx';
import { action as judge, loader as judgeLoader } from '#app/features/tasks/pages/submission.tsx';
import { action as send, loader as taskLoader } from '#app/features/tasks/pages/task.tsx';
import type { WorkVersion } from '#app/features/tasks/reading.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now, withPolicies } from '#tests/support/world.ts';
import { aDoer, aTaskClass, type Doer, type TaskClass } from './work.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const photo = (name: string, extra = 0) => new File([PNG, new Uint8Array([extra])], name);

describeOnBothDatabases('the pages of tasks', (open) => {
  let db: Db;
  let folder: string;
  let group: TaskClass;
  let doer: Doer;
  let cookies: { learner: string; teacher: string };
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'task-pages-'));
    await withPolicies(db);
    group = await aTaskClass(db);
    doer = await aDoer(db, group);
    await aGrant(db, group.teacher.personId, 'instructor');
    cookies = {
      learner: await cookieOf(db, doer.personId, now),
      teacher: await cookieOf(db, group.teacher.personId, now),
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = () => contextFor({ db, mediaUrl: `file:${join(folder, 'media')}`, now: () => now });
  const get = (path: string, cookie: string) =>
    new Request(`http://127.0.0.1${path}`, { headers: { cookie } });
  const post = (cookie: string, body: BodyInit) =>
    new Request('http://127.0.0.1/x', { method: 'POST', headers: { cookie }, body });
  const params = () => ({ enrolmentId: doer.enrolmentId, taskId: group.taskId });
  const waiting = () => readdir(join(folder, 'media', 'incoming')).catch(() => []);

  function filled(fields: Record<string, string>, files: readonly File[] = []): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const file of files) form.append('file', file);
    return form;
  }
  const sendWork = (fields: Record<string, string>, files: readonly File[] = [], cookie = cookies.learner) =>
    outcomeOf(send, { request: post(cookie, filled(fields, files)), params: params(), context: context() });
  const desk = async () =>
    (await outcomeOf(taskLoader, {
      request: get('/x', cookies.learner),
      params: params(),
      context: context(),
    })) as {
      versions: WorkVersion[];
    };
  const judgeWork = (submissionId: string, fields: Record<string, string>) =>
    outcomeOf(judge, {
      request: post(cookies.teacher, new URLSearchParams(fields)),
      params: { submissionId },
      context: context(),
    });
  const fileAt = async (href: string, cookie: string) =>
    answerOf(fileLoader, {
      request: get(href, cookie),
      params: { mediaId: /media\/([^?]+)/.exec(href)?.[1] ?? '' },
      context: context(),
    });

  it('take words and files, and give the files to those entitled only', async () => {
    const [a, b] = [photo('现场.exe'), photo('签到.png', 1)];
    expect(await sendWork({ body: '做了一次\r\n两行', means: 'save' }, [a, b])).toMatchObject({
      status: 303,
    });
    const { versions } = await desk();
    expect(versions[0]?.body).toBe('做了一次\n两行');
    expect(versions[0]?.files.map(({ name }) => name).sort()).toEqual(['现场.png', '签到.png'].sort());
    const href = versions[0]?.files[0]?.href ?? '';
    const own = await fileAt(href, cookies.learner);
    expect([own.status, own.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringMatching(/^attachment/),
    ]);
    expect((await fileAt(href, cookies.teacher)).status).toBe(404);
    const seen = now.toISOString();
    const remove = versions[0]?.files[1]?.id;
    expect(await sendWork({ body: '做了', seen, means: `remove:${remove}` })).toMatchObject({ status: 303 });
    expect((await desk()).versions).toMatchObject([{ body: '做了', files: [{ href }] }]);
    expect(await waiting()).toEqual([]);
  });

  it('keep the words when a file is refused, and say why', async () => {
    const odd = new File([new Uint8Array([0, 1, 2, 3, 0xff])], '录音.png');
    const many = Array.from({ length: 7 }, (_, index) => photo(`${index}.png`, index));
    expect(await sendWork({ body: '写好的', means: 'hand-in' }, [odd])).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: 'file', message: expect.stringContaining('“录音.png”不是能收的文件') }] },
    });
    expect((await desk()).versions).toMatchObject([{ state: 'draft', body: '写好的', files: [] }]);
    const seen = now.toISOString();
    expect(await sendWork({ body: '写好的', seen, means: 'save' }, many)).toMatchObject({
      init: { status: 400 },
    });
    expect((await desk()).versions[0]?.files).toHaveLength(5);
    expect(await waiting()).toEqual([]);
  });

  it('give back words that are too long, whole', async () => {
    const body = '长'.repeat(10_001);
    expect(await sendWork({ body, means: 'save' })).toMatchObject({
      init: { status: 400 },
      data: { body, reason: 'long' },
    });
    expect((await desk()).versions).toEqual([]);
  });

  it('lead from handing in to the queue, the review and back', async () => {
    await sendWork({ body: '做了一次', means: 'hand-in' }, [photo('现场.png')]);
    const queue = (await outcomeOf(queueLoader, {
      request: get('/teach/tasks?page=x', cookies.teacher),
      context: context(),
    })) as { works: { id: string }[]; total: number };
    expect(queue.total).toBe(1);
    const submissionId = queue.works[0]?.id ?? '';
    const page = (await outcomeOf(judgeLoader, {
      request: get('/x', cookies.teacher),
      params: { submissionId },
      context: context(),
    })) as { versions: WorkVersion[] };
    const href = page.versions[0]?.files[0]?.href ?? '';
    expect([
      (await fileAt(href, cookies.teacher)).status,
      (await fileAt(href, cookies.learner)).status,
    ]).toEqual([200, 404]);
    expect(await judgeWork(submissionId, { means: 'pass', points1: '61', points2: '' })).toMatchObject({
      init: { status: 400 },
      data: { fields: { points1: '61' }, errors: [{ field: 'points1' }, { field: 'points2' }] },
    });
    expect(await judgeWork(submissionId, { means: 'return', words: '' })).toMatchObject({
      init: { status: 400 },
    });
    expect(await judgeWork(submissionId, { means: 'pass', points1: '30', points2: '20' })).toMatchObject({
      init: { status: 409 },
    });
    expect(await judgeWork(submissionId, { means: 'return', words: '请写清楚经过。' })).toMatchObject({
      status: 303,
    });
    // The next version begins with the file of the last.
    await sendWork({ body: '写清楚了', means: 'hand-in' });
    const { versions } = await desk();
    expect(versions.map(({ state, files }) => [state, files.length])).toEqual([
      ['handed-in', 1],
      ['returned', 1],
    ]);
    const next = versions[0]?.id ?? '';
    expect(await judgeWork(next, { means: 'pass', points1: '60', points2: '20' })).toMatchObject({
      status: 303,
    });
    expect((await desk()).versions[0]).toMatchObject({ state: 'passed', review: { score: 80 } });
  });

  it('set a task and change it, and come back with all that was typed', async () => {
    const fields = {
      course: group.course.courseId,
      kind: 'assignment',
      title: '案例分析',
      instructions: '写五百字左右。',
      files: 'none',
      passMark: '60',
      label1: '看得准',
      points1: '100',
    };
    const set = (more: Record<string, string>) =>
      outcomeOf(newAction, {
        request: post(cookies.teacher, new URLSearchParams({ ...fields, ...more })),
        context: context(),
      });
    expect(await set({ title: '' })).toMatchObject({
      init: { status: 400 },
      data: { fields: { label1: '看得准' } },
    });
    const other = (await aTaskClass(db)).course.courseId;
    expect(await set({ course: other })).toMatchObject({ data: { errors: [{ field: 'course' }] } });
    const made = (await set({})) as Response;
    const taskId = /tasks\/([^?]+)/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
    const edit = (more: Record<string, string>) =>
      outcomeOf(editAction, {
        request: post(cookies.teacher, new URLSearchParams({ ...fields, ...more })),
        params: { taskId },
        context: context(),
      });
    expect(await edit({ passMark: '70' })).toMatchObject({ status: 303 });
    expect(await edit({ means: 'retire' })).toMatchObject({ status: 303 });
    expect(
      await outcomeOf(editLoader, {
        request: get('/x', cookies.teacher),
        params: { taskId },
        context: context(),
      }),
    ).toMatchObject({ task: { passMark: 70, retiredAt: now.toISOString() }, rubricStays: false });
  });
});
