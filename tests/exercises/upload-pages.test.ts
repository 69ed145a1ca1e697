import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAttempt } from '#app/features/exercises/attempts.server.ts';
import { loader as filesLoader, action as send } from '#app/features/exercises/pages/answer-files.tsx';
import { action as answer } from '#app/features/exercises/pages/answers.tsx';
import { action as mark, loader as markLoader } from '#app/features/exercises/pages/marking.tsx';
import { loader as queueLoader } from '#app/features/exercises/pages/marking-queue.tsx';
import type { UploadDesk } from '#app/features/exercises/upload-desk.server.ts';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { MARK_KEY } from '#app/features/media/media-store.ts';
import { loader as fileLoader } from '#app/features/media/pages/file.ts';
import type { Db } from '#db/database.ts';
import { aGrant, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now, withPolicies } from '#tests/support/world.ts';
import { staff } from '#tests/tasks/work.ts';
import { aQuiz, aTaker, newest, type Taker, uploads } from './quiz.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const photo = (name: string, extra = 0) => new File([PNG, new Uint8Array([extra])], name);

describeOnBothDatabases('the pages of answers with files', (open) => {
  let db: Db;
  let folder: string;
  let taker: Taker;
  let attempt: { id: string; questions: { questionId: string; kind: string }[] };
  let cookies: { learner: string; teacher: string };
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'answer-pages-'));
    await withPolicies(db);
    const teacher = await staff(db, 'instructor');
    await aGrant(db, teacher.personId, 'instructor');
    taker = await aTaker(db, await aQuiz(db, { questions: uploads, headTeacherId: teacher.personId }));
    await startAttempt(db, { ...taker, now });
    attempt = await newest(db, taker);
    cookies = {
      learner: await cookieOf(db, taker.personId, now),
      teacher: await cookieOf(db, teacher.personId, now),
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = () => contextFor({ db, mediaUrl: `file:${join(folder, 'media')}`, now: () => now });
  const get = (cookie: string, path = '/x') =>
    new Request(`http://127.0.0.1${path}`, { headers: { cookie } });
  const post = (cookie: string, body: BodyInit) =>
    new Request('http://127.0.0.1/x', { method: 'POST', headers: { cookie }, body });
  const idOf = (kind: string) => attempt.questions.find((one) => one.kind === kind)?.questionId ?? '';
  const params = () => ({
    enrolmentId: taker.enrolmentId,
    exerciseId: taker.exerciseId,
    questionId: idOf('upload'),
  });
  const sendFiles = (means: string, files: readonly File[] = []) => {
    const form = new FormData();
    form.append('form', 'files');
    for (const file of files) form.append('file', file);
    form.append('means', means);
    return outcomeOf(send, { request: post(cookies.learner, form), params: params(), context: context() });
  };
  const desk = async () =>
    (await outcomeOf(filesLoader, {
      request: get(cookies.learner),
      params: params(),
      context: context(),
    })) as UploadDesk;
  const sendAnswers = (fields: Record<string, string>) =>
    outcomeOf(answer, {
      request: post(cookies.learner, new URLSearchParams({ attempt: attempt.id, ...fields })),
      params: params(),
      context: context(),
    });
  const markWith = (fields: Record<string, string>) =>
    outcomeOf(mark, {
      request: post(cookies.teacher, new URLSearchParams(fields)),
      params: { attemptId: attempt.id },
      context: context(),
    });
  const statusOf = async (href: string, cookie: string) =>
    (
      await answerOf(fileLoader, {
        request: get(cookie, href),
        params: { mediaId: /media\/([^?]+)/.exec(href)?.[1] ?? '' },
        context: context(),
      })
    ).status;
  const waitingRoom = () => readdir(join(folder, 'media', 'incoming')).catch(() => []);
  const stored = async () => {
    const all = await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true });
    return all.filter((one) => one.isFile() && one.name !== MARK_KEY).length;
  };

  it('are reached with everything on the paper kept', async () => {
    const { enrolmentId, exerciseId, questionId } = params();
    const went = (await sendAnswers({ files: questionId, [idOf('single')]: 'B' })) as Response;
    expect([went.status, went.headers.get('location')]).toEqual([
      303,
      `/learn/${enrolmentId}/exercises/${exerciseId}/questions/${questionId}`,
    ]);
    expect((await newest(db, taker)).choices.get(idOf('single'))).toEqual(['B']);
  });

  it('take files and give them back, to the learner only', async () => {
    expect(await sendFiles('add', [photo('现场.exe'), photo('签到.png', 1)])).toMatchObject({ status: 303 });
    const { files } = await desk();
    expect(files.map(({ name }) => name)).toEqual(['现场.png', '签到.png']);
    const href = files[0]?.href ?? '';
    expect([await statusOf(href, cookies.learner), await statusOf(href, cookies.teacher)]).toEqual([
      200, 404,
    ]);
    expect(await sendFiles(`remove:${files[0]?.id}`)).toMatchObject({ status: 303 });
    expect((await desk()).files.map(({ name }) => name)).toEqual(['签到.png']);
    expect(await waitingRoom()).toEqual([]);
  });

  it('say what is wrong with a file and keep the others', async () => {
    const odd = new File([new Uint8Array([0, 1, 2, 3, 0xff])], '录音.png');
    expect(await sendFiles('add', [odd, photo('好的.png')])).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: 'file', message: expect.stringContaining('“录音.png”不是能收的文件') }] },
    });
    expect((await desk()).files.map(({ name }) => name)).toEqual(['好的.png']);
    expect(await sendFiles('add')).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ message: expect.stringContaining('还没有选文件') }] },
    });
    const many = Array.from({ length: 5 }, (_, index) => photo(`${index}.png`, index + 1));
    expect(await sendFiles('add', many)).toMatchObject({ init: { status: 400 } });
    expect((await desk()).files).toHaveLength(5);
    expect(await waitingRoom()).toEqual([]);
    expect(await sendFiles('add', many.slice(0, 1))).toMatchObject({ init: { status: 400 } });
    // What was not taken does not stay in the store.
    expect(await stored()).toBe(7);
    const nextDay = after({ days: 1, minutes: 1 });
    await removeEnded(db, { env: context().env, now: nextDay, needOf: async () => null });
    expect(await stored()).toBe(5);
  });

  it('lead from handing in to the queue, the mark and the score', async () => {
    expect(await sendAnswers({ means: 'hand-in', [idOf('single')]: 'B' })).toMatchObject({ status: 303 });
    expect((await newest(db, taker)).submittedAt).toBeNull(); // not all are answered
    await sendFiles('add', [photo('现场.png')]);
    await sendAnswers({ means: 'hand-in-anyway', [idOf('single')]: 'B' });
    expect(await sendFiles('add', [photo('晚了.png')])).toMatchObject({ init: { status: 409 } });
    expect(await desk()).toMatchObject({ attemptId: null, files: [{ name: '现场.png' }] });
    const queue = await outcomeOf(queueLoader, { request: get(cookies.teacher), context: context() });
    expect(queue).toMatchObject({ total: 1, attempts: [{ id: attempt.id, exerciseTitle: '课后小测' }] });
    const page = (await outcomeOf(markLoader, {
      request: get(cookies.teacher),
      params: { attemptId: attempt.id },
      context: context(),
    })) as { questions: { place: number; files: { href: string }[] }[] };
    const [toMark] = page.questions;
    const [href, place] = [toMark?.files[0]?.href ?? '', toMark?.place ?? 0];
    expect([await statusOf(href, cookies.teacher), await statusOf(href, cookies.learner)]).toEqual([
      200, 404,
    ]);
    expect(await markWith({})).toMatchObject({
      init: { status: 400 },
      data: { errors: [{ field: `right${place}` }] },
    });
    expect(await markWith({ [`right${place}`]: 'no', [`words${place}`]: ' ' })).toMatchObject({
      init: { status: 400 },
      data: { fields: { [`right${place}`]: 'no' }, errors: [{ field: `words${place}` }] },
    });
    const right = { [`right${place}`]: 'yes', [`words${place}`]: '看得清楚。' };
    expect(await markWith(right)).toMatchObject({ status: 303 });
    expect(await markWith(right)).toMatchObject({ init: { status: 409 } });
    expect((await newest(db, taker)).score).toBe(67);
  });
});
