import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { loader as fileLoader } from '#app/features/media/pages/file.ts';
import { action as edit, loader as editLoader } from '#app/features/recordings/pages/edit-recording.tsx';
import { action as upload, loader as uploadsLoader } from '#app/features/recordings/pages/uploads.tsx';
import { action as lease } from '#app/features/viewing/pages/lease.ts';
import { action as viewing } from '#app/features/viewing/pages/viewing.ts';
import { loader as watchLoader } from '#app/features/viewing/pages/watch.tsx';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { answerOf, contextFor, lightAnswerOf, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aLearner, approved, type TaughtCourse } from './academy.ts';
import { aFilm } from './films.ts';

const captions = '1\n00:00:00,000 --> 00:00:01,500\n先认门，再认人\n';
type Params = Record<string, string>;

describeOnBothDatabases('the pages of recordings', (open) => {
  let db: Db;
  let folder: string;
  let film: Buffer;
  let taught: TaughtCourse;
  let registrar: string;
  beforeAll(async () => {
    film = await aFilm();
  });
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'recordings-pages-'));
    taught = await aCourse(db);
    const personId = await aPerson(db);
    await aGrant(db, personId, 'registrar');
    registrar = await cookieOf(db, personId);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = () => contextFor({ db, mediaUrl: `file:${join(folder, 'media')}` });
  const address = (path: string) => `http://127.0.0.1${path}`;
  const get = (path: string, cookie: string) => new Request(address(path), { headers: { cookie } });
  const post = (path: string, cookie: string, body: BodyInit) =>
    new Request(address(path), { method: 'POST', headers: { cookie }, body });
  const postJson = (path: string, cookie: string, body: unknown) =>
    new Request(address(path), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
  const left = async () =>
    (await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true }).catch(() => [])).filter(
      (entry) => entry.isFile(),
    ).length;

  function theForm(more: Record<string, string | File> = {}): FormData {
    const form = new FormData();
    const whole = {
      title: '先认门',
      course: taught.courseId,
      section: '',
      video: new File([new Uint8Array(film)], '第一讲.mp4'),
      captions: new File([captions], '第一讲.srt'),
      ...more,
    };
    for (const [name, value] of Object.entries(whole)) form.append(name, value);
    return form;
  }
  async function uploaded(form = theForm()): Promise<string> {
    const answer = await answerOf(upload, {
      request: post('/teach/recordings', registrar, form),
      context: context(),
    });
    expect(answer.status).toBe(303);
    return /recordings\/([^?]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
  }
  const refusedFor = async (form: BodyInit, cookie = registrar) =>
    (await outcomeOf(upload, { request: post('/teach/recordings', cookie, form), context: context() })) as {
      data: { problems: { field: string; words: string }[] };
      init: { status: number };
    };
  async function step(recordingId: string, fields: Record<string, string>) {
    return outcomeOf(edit, {
      request: post(`/teach/recordings/${recordingId}`, registrar, new URLSearchParams(fields)),
      params: { recordingId },
      context: context(),
    });
  }

  async function publish(recordingId: string) {
    const actor = await requireActor(get('/x', registrar), context());
    await approved(db, { recordingId, actor, now: new Date() });
    expect(await step(recordingId, { means: 'publish' })).toMatchObject({ status: 303 });
  }

  it('takes a recording in one form, and publishes it', async () => {
    const recordingId = await uploaded();
    const page = await outcomeOf(editLoader, {
      request: get('/x?done=added', registrar),
      params: { recordingId },
      context: context(),
    });
    expect(page).toMatchObject({
      recording: { state: 'draft', title: '先认门', hasCaptions: true },
      done: expect.stringContaining('草稿'),
    });
    expect(JSON.stringify(page)).toContain('先认门，再认人');
    await publish(recordingId);
    expect(
      await step(recordingId, { means: 'describe', title: '', summary: '', chapters: '' }),
    ).toMatchObject({ init: { status: 400 } });
    expect(
      await outcomeOf(uploadsLoader, {
        request: get('/teach/recordings?page=x', registrar),
        context: context(),
      }),
    ).toMatchObject({ total: 1, page: 1 });
  });

  it('says what is wrong with an upload and keeps nothing of it', async () => {
    const bad = await refusedFor(theForm({ title: ' ', course: '', video: new File(['hello'], 'x.mp4') }));
    expect(bad).toMatchObject({ init: { status: 400 }, data: { values: { section: '' } } });
    expect(bad.data.problems.map(({ field }) => field)).toEqual(['title', 'course']);
    const cases: [Record<string, string | File>, string][] = [
      [{ video: new File(['hello'], 'x.mp4') }, '不是视频'],
      [{ video: new File([], '') }, '还没有选视频'],
      [{ video: new File([new Uint8Array(film.subarray(0, film.length - 9))], 'x.mp4') }, '不完整'],
      [{ captions: new File([new Uint8Array(2_000_000)], 'x.srt') }, '太大'],
      [{ section: 'unknown' }, '不是这门课的'],
    ];
    for (const [more, words] of cases)
      expect(JSON.stringify(await refusedFor(theForm(more)))).toContain(words);
    expect([await left(), await db.selectFrom('media_file').selectAll().execute()]).toEqual([0, []]);
  });

  it('leaves nothing of an upload that breaks off or cannot be read', async () => {
    const boundary = 'BOUNDARY';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="video"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\n`;
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(head));
        controller.enqueue(new Uint8Array(film.subarray(0, 20_000)));
      },
      pull: (controller) => controller.error(new Error('upload cut off')),
    });
    const bodies: BodyInit[] = [broken, `${head}half`, head.replace('a.mp4', 'a;b.mp4'), 'nonsense'];
    for (const body of bodies) {
      const init = {
        method: 'POST',
        headers: { cookie: registrar, 'content-type': `multipart/form-data; boundary=${boundary}` },
        body,
        duplex: 'half',
      };
      const request = new Request(address('/teach/recordings'), init as RequestInit);
      expect(await outcomeOf(upload, { request, context: context() })).toMatchObject({
        init: { status: 400 },
      });
    }
    expect([await left(), await db.selectFrom('recording').selectAll().execute()]).toEqual([0, []]);
  });

  it('is for those who teach', async () => {
    const learner = await cookieOf(db, await aPerson(db));
    for (const page of [uploadsLoader, editLoader] as const) {
      expect(
        await answerOf(page, {
          request: get('/x', learner),
          params: { recordingId: 'x' },
          context: context(),
        }),
      ).toMatchObject({ status: 403 });
      expect(
        await answerOf(page, { request: get('/x', ''), params: { recordingId: 'x' }, context: context() }),
      ).toMatchObject({ status: 302 });
    }
    expect(
      await answerOf(upload, { request: post('/x', learner, theForm()), context: context() }),
    ).toMatchObject({ status: 403 });
    expect(
      await answerOf(editLoader, {
        request: get('/x', registrar),
        params: { recordingId: 'x' },
        context: context(),
      }),
    ).toMatchObject({ status: 404 });
  });

  it('plays for whoever is enrolled, counts, and goes on where they were', async () => {
    const recordingId = await uploaded();
    await publish(recordingId);
    const learner = await aLearner(db, taught, { [recordingId]: { minimumShare: 0.5 } });
    const cookie = await cookieOf(db, learner.personId);
    const params: Params = { enrolmentId: learner.enrolmentId, recordingId };
    const page = (await outcomeOf(watchLoader, {
      request: get('/x', cookie),
      params,
      context: context(),
    })) as { sources: { film: string }; captions: string; neededPercent: number };
    expect(page).toMatchObject({
      neededPercent: 50,
      transcript: [{ fromSeconds: 0, text: '先认门，再认人' }],
      lecture: { coveredSeconds: 0, qualityKey: null },
    });
    for (const file of [page.sources.film, page.captions]) {
      const mediaId = file.split(/[/?]/)[2] ?? '';
      const fetched = await answerOf(fileLoader, {
        request: get(file, cookie),
        params: { mediaId },
        context: context(),
      });
      expect(fetched.status).toBe(200);
      await fetched.body?.cancel();
    }
    const granted = await lightAnswerOf(lease, {
      request: postJson('/x', cookie, {}),
      params,
      context: context(),
    });
    const held = (await granted.json()) as { lease: string };
    const report = (body: unknown) =>
      lightAnswerOf(viewing, { request: postJson('/x', cookie, body), params, context: context() });
    const counted = await report({ lease: held.lease, spans: [[0, 1.5]], rate: 1 });
    expect(await counted.json()).toMatchObject({ accepted: true, coveredSeconds: 1.5, complete: true });
    for (const body of [
      {},
      { lease: held.lease, spans: [[0]], rate: 1 },
      { lease: held.lease, spans: 'x', rate: 1 },
      { lease: held.lease, spans: [[0, 1]], rate: -1 },
      null,
    ]) {
      expect((await report(body)).status).toBe(400);
    }
    const stranger = await cookieOf(db, await aPerson(db));
    for (const action of [lease, viewing] as const) {
      const body = { lease: held.lease, spans: [], rate: 1 };
      expect(
        (await lightAnswerOf(action, { request: postJson('/x', stranger, body), params, context: context() }))
          .status,
      ).toBe(404);
      expect(
        (await lightAnswerOf(action, { request: postJson('/x', '', body), params, context: context() }))
          .status,
      ).toBe(401);
    }
    expect(
      await answerOf(watchLoader, { request: get('/x', stranger), params, context: context() }),
    ).toMatchObject({ status: 404 });
  });
});
