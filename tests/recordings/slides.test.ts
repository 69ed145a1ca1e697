import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { loader as fileLoader } from '#app/features/media/pages/file.ts';
import { action, loader } from '#app/features/recordings/pages/slides.tsx';
import { slidesOf } from '#app/features/recordings/slides.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf, cookieWith } from '#tests/identity/support.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, approved, aRecording } from './academy.ts';
import { aPicture } from './pictures.ts';

const colours = [
  [179, 50, 31],
  [31, 107, 87],
  [51, 80, 138],
] as const;

describeOnBothDatabases('slides beside a lecture', (open) => {
  let db: Db;
  let folder: string;
  let registrar: string;
  let recordingId: string;
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'slides-'));
    registrar = await cookieWith(db, 'registrar');
    const { courseId } = await aCourse(db);
    recordingId = await aRecording(db, courseId, { published: false, durationSeconds: 180 });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const context = () => contextFor({ db, mediaUrl: `file:${folder}` });
  const asked = (body?: BodyInit, cookie = registrar) => ({
    request: new Request('http://127.0.0.1/x', {
      ...(body ? { method: 'POST', body } : {}),
      headers: { cookie },
    }),
    params: { recordingId },
    context: context(),
  });
  const send = (body: BodyInit, cookie?: string) => outcomeOf(action, asked(body, cookie));
  const change = (fields: Record<string, string>) => send(new URLSearchParams(fields));
  const actorOf = () => requireActor(asked().request, context());
  const left = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
      .length;
  const shown = async () =>
    (await slidesOf(db, recordingId)).map(({ fromSeconds, alt }) => [fromSeconds, alt]);

  function pictures(names = ['幻灯片10.png', '幻灯片2.png', '幻灯片1.png'], more: File[] = []): FormData {
    const form = new FormData();
    names.forEach((name, n) => {
      const bytes = new Uint8Array(aPicture(colours[n % 3] ?? colours[0], 64, 36));
      form.append('pictures', new File([bytes], name));
    });
    for (const file of more) form.append('pictures', file);
    return form;
  }

  it('are taken several at once, in their order, and spread over the lecture', async () => {
    expect(await send(pictures())).toMatchObject({ status: 303 });
    expect(await shown()).toEqual([
      [0, '第 1 张'],
      [60, '第 2 张'],
      [120, '第 3 张'],
    ]);
    const { desk: page } = (await outcomeOf(loader, asked())) as {
      desk: { slides: { address: string }[]; closed: string | null };
    };
    expect(page.closed).toBeNull();
    // Blue was the first by name. Each picture is for whoever opened the page.
    const names = await db
      .selectFrom('media_file')
      .select('original_name')
      .where('purpose', '=', 'slide')
      .execute();
    expect(names.map(({ original_name }) => original_name).sort()).toEqual([
      '幻灯片1.png',
      '幻灯片10.png',
      '幻灯片2.png',
    ]);
    const address = page.slides[0]?.address ?? '';
    const fetched = (cookie: string) =>
      answerOf(fileLoader, {
        request: new Request(`http://127.0.0.1${address}`, { headers: { cookie } }),
        params: { mediaId: address.split(/[/?]/)[2] ?? '' },
        context: context(),
      });
    const own = await fetched(registrar);
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'image/png']);
    await own.body?.cancel();
    expect((await fetched(await cookieOf(db, await aPerson(db)))).status).toBe(404);
  });

  it('get other times and words, are taken away, and leave their trace', async () => {
    await send(pictures());
    const [first, second, third] = await slidesOf(db, recordingId);
    if (!first || !second || !third) throw new Error('no slides');
    const typed = {
      [`from-${first.id}`]: '2:30',
      [`words-${first.id}`]: '谁来议、议什么',
      [`from-${second.id}`]: '0:20',
      [`words-${second.id}`]: '先认门',
    };
    expect(await change({ deed: 'save', ...typed })).toMatchObject({ status: 303 });
    expect(await shown()).toEqual([
      [20, '先认门'],
      [120, '第 3 张'],
      [150, '谁来议、议什么'],
    ]);
    // What is typed of the others is kept; what stood on the one that goes does not matter.
    const removal = { deed: `remove:${third.id}`, [`from-${third.id}`]: 'x', [`words-${third.id}`]: '' };
    expect(await change({ ...removal, ...typed, [`words-${second.id}`]: '先认门，再认人' })).toMatchObject({
      status: 303,
    });
    expect(await shown()).toEqual([
      [20, '先认门，再认人'],
      [150, '谁来议、议什么'],
    ]);
    const lines = await journalOf(db, { subjectType: 'recording', subjectId: recordingId, limit: 9 });
    expect(lines.map(({ detail }) => Object.keys(detail)[0])).toEqual([
      'removed',
      'changed',
      'changed',
      'added',
    ]);
  });

  it('stay where they are when only their words change', async () => {
    await send(pictures());
    const [, second] = await slidesOf(db, recordingId);
    await db
      .updateTable('recording_slide')
      .set({ at_ms: 60_433 })
      .where('id', '=', second?.id ?? '')
      .execute();
    const typed = { [`from-${second?.id}`]: '1:00', [`words-${second?.id}`]: '先听完，\n再说事' };
    expect(await change({ deed: 'save', ...typed })).toMatchObject({ status: 303 });
    expect((await shown())[1]).toEqual([60.433, '先听完， 再说事']);
    expect(await change({ deed: 'save', ...typed, [`from-${second?.id}`]: '1:01' })).toMatchObject({
      status: 303,
    });
    expect((await shown())[1]?.[0]).toBe(61);
  });

  it('come back with what was typed when something is wrong', async () => {
    await send(pictures());
    const [first] = await slidesOf(db, recordingId);
    const fields = { deed: 'save', [`from-${first?.id}`]: '9:00', [`words-${first?.id}`]: ' ' };
    expect(await change(fields)).toMatchObject({
      init: { status: 400 },
      data: { fields, problems: [{}, {}] },
    });
    expect(await change({ deed: 'dance' })).toMatchObject({ init: { status: 400 } });
    expect(await change({ deed: `remove:${recordingId}` })).toMatchObject({ status: 303 });
    expect((await shown())[0]).toEqual([0, '第 1 张']);
  });

  it('are pictures, not too many and not too large; else nothing is kept', async () => {
    const pdf = new File(['%PDF-1.7 …'], '讲稿.pdf');
    const large = new File([new Uint8Array(5 * 1024 * 1024 + 1)], '大图.png');
    const many = Array.from({ length: 41 }, (_, n) => `${n}.png`);
    const cases: [FormData, string][] = [
      [pictures([]), '还没有选图片'],
      [pictures(['1.png'], [pdf]), '“讲稿.pdf”不是图片'],
      [pictures(['1.png'], [large]), '“大图.png”超过 5 MB'],
      [pictures(['1.png'], [new File([], '空.png')]), '“空.png”不是图片'],
      [pictures(many), '一次最多 24 张'],
    ];
    for (const [form, words] of cases) {
      const refused = await send(form);
      expect(refused).toMatchObject({ init: { status: 400 } });
      expect(JSON.stringify(refused)).toContain(words);
    }
    expect([await shown(), await left()]).toEqual([[], 0]);
    for (let n = 0; n < 10; n++)
      expect(await send(pictures(many.slice(0, 20)))).toMatchObject({ status: 303 });
    expect(JSON.stringify(await send(pictures(['1.png'])))).toContain('一讲最多 200 张');
    expect(await shown()).toHaveLength(200);
  });

  it('belong to a draft and to whoever keeps it; a new version begins with them', async () => {
    await send(pictures());
    const before = await shown();
    const teacher = await aPerson(db);
    await aGrant(db, teacher, 'instructor');
    const stranger = await cookieOf(db, teacher);
    expect(await send(pictures(), stranger)).toMatchObject({ status: 404 });
    expect(await outcomeOf(loader, asked(undefined, await cookieOf(db, await aPerson(db))))).toMatchObject({
      status: 403,
    });
    const [actor, now] = [await actorOf(), new Date()];
    const { video_media_id } = await db
      .selectFrom('recording')
      .select('video_media_id')
      .executeTakeFirstOrThrow();
    await db.updateTable('recording').set({ captions_media_id: video_media_id }).execute();
    await approved(db, { recordingId, actor, now });
    for (const body of [pictures(), new URLSearchParams({ deed: 'save' })])
      expect(await send(body)).toMatchObject({ init: { status: 409 } });
    expect(await outcomeOf(loader, asked())).toMatchObject({
      desk: { closed: expect.stringContaining('先收回') },
    });
    const published = { recording_id: recordingId, published_at: now.toISOString(), published_by: null };
    await db.insertInto('recording_publication').values(published).execute();
    const version = await makeNewVersion(db, { actor, recordingId, now });
    if (!version.ok) throw new Error(version.reason);
    recordingId = version.recordingId;
    expect(await shown()).toEqual(before);
    expect(await change({ deed: `remove:${(await slidesOf(db, recordingId))[0]?.id}` })).toMatchObject({
      status: 303,
    });
    expect(await shown()).toEqual(before.slice(1));
  });
});
