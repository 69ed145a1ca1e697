import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { receiveFile } from '#app/features/media/files.server.ts';
import { recordingAtDesk, recordingsAtDesk } from '#app/features/recordings/desk.server.ts';
import { describeRecording, replaceCaptions } from '#app/features/recordings/editing.server.ts';
import { importRecording } from '#app/features/recordings/import.server.ts';
import { newestRecordings, recordingsOfCourse } from '#app/features/recordings/library.server.ts';
import { publishRecording, withdrawRecording } from '#app/features/recordings/publishing.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { addRecording, type NewRecording } from '#app/features/recordings/upload.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aLearner, approved, type TaughtCourse } from './academy.ts';
import { aFilm, lectureFolder } from './films.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const captions = '1\n00:00:00,000 --> 00:00:01,500\n先认门，再认人\n';

function actorWith(role: Role, personId: string | null, school: School | null = null): Actor {
  return sealActor({ personId, name: '测试', roles: [{ role, scopePath: null, scopeTree: null, school }] });
}

describeOnBothDatabases('keeping recordings', (open) => {
  let db: Db;
  let folder: string;
  let env: { MEDIA_URL: string };
  let film: Buffer;
  let taught: TaughtCourse;
  let registrar: Actor;
  beforeAll(async () => {
    film = await aFilm();
  });
  beforeEach(async () => {
    vi.unstubAllEnvs();
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'recordings-test-'));
    env = { MEDIA_URL: `file:${join(folder, 'media')}` };
    taught = await aCourse(db);
    registrar = actorWith('registrar', await aPerson(db));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const onDisk = async () =>
    (await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    ).length;
  const rows = async () => [
    (await db.selectFrom('recording').selectAll().execute()).length,
    (await db.selectFrom('media_file').selectAll().execute()).length,
  ];
  async function added(more: Partial<NewRecording> = {}, bytes = film) {
    const received = await receiveFile(env, bytes, { maxBytes: 1e9 });
    if (!received.ok) throw new Error(received.reason);
    const video = { file: received.file, name: '第一讲.mp4' };
    return addRecording(db, {
      actor: registrar,
      courseId: taught.courseId,
      sectionId: null,
      title: '先认门',
      video,
      captions: null,
      env,
      now,
      ...more,
    });
  }
  async function aDraft(more: Partial<NewRecording> = {}): Promise<string> {
    const result = await added(more);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.recordingId;
  }
  const withCaptions = { captions: { bytes: new TextEncoder().encode(captions), name: '第一讲.srt' } };

  it('takes a film with captions as a draft, and shows it to nobody yet', async () => {
    const recordingId = await aDraft(withCaptions);
    expect(await recordingAtDesk(db, registrar, recordingId)).toMatchObject({
      state: 'draft',
      hasCaptions: true,
      title: '先认门',
    });
    expect([await rows(), await onDisk()]).toEqual([[1, 2], 2]);
    expect(await newestRecordings(db, 3)).toEqual([]);
    expect(await recordingsOfCourse(db, taught.courseId)).toEqual([]);
  });

  it.each([
    ['another format', () => aFilm({ video: 'vp9' }), {}, 'VP9'],
    ['pictures of new phones', () => aFilm({ container: 'mov', video: 'hevc' }), {}, '兼容性最佳'],
    ['sound alone', () => aFilm({ container: 'mkv', video: 'none' }), {}, '只有声音'],
    ['no film', async () => Buffer.from('hello, this is not a film at all'), {}, '不是视频'],
    ['a film cut off', async () => film.subarray(0, film.length - 100), {}, '不完整'],
    [
      'captions of another film',
      async () => film,
      { captions: { bytes: Buffer.from('1\n00:10:00,000 --> 00:10:01,000\nx'), name: 'x' } },
      '超出',
    ],
    [
      'captions that are a picture',
      async () => film,
      { captions: { bytes: Buffer.from([0xff, 0xd8, 0xff, 0, 0]), name: 'x' } },
      '不是文字',
    ],
    ['a course of others', async () => film, { courseId: newId() }, '请选一门课'],
  ] as const)('refuses %s, says why and keeps nothing', async (_name, bytes, more, words) => {
    vi.stubEnv('PATH', '');
    const result = await added(more, await bytes());
    expect(JSON.stringify(result)).toContain(words);
    expect([await rows(), await onDisk()]).toEqual([[0, 0], 0]);
  });

  it('refuses a section of another course', async () => {
    const other = await aCourse(db);
    expect(await added({ sectionId: other.sectionId })).toMatchObject({
      ok: false,
      problems: [{ field: 'section' }],
    });
    expect(await aDraft({ sectionId: taught.sectionId })).toBeTruthy();
  });

  it('is published once it has captions, and withdrawn for good', async () => {
    const recordingId = await aDraft();
    const step = { actor: registrar, recordingId, now };
    const learner = await aLearner(db, taught, { [recordingId]: {} });
    const seen = () => recordingForViewing(db, { ...learner, recordingId });
    expect(await publishRecording(db, step)).toEqual({ ok: false, reason: 'no-captions' });
    expect(await withdrawRecording(db, { ...step, reason: '错了' })).toEqual({
      ok: false,
      reason: 'not-published',
    });
    expect(await replaceCaptions(db, { ...step, captions: '没有时间', env })).toMatchObject({
      ok: false,
      field: 'captions',
    });
    expect(await replaceCaptions(db, { ...step, captions, env })).toEqual({ ok: true });
    expect(await seen()).toBeNull();
    expect(await publishRecording(db, step)).toEqual({ ok: false, reason: 'not-approved' });
    await approved(db, step);
    expect(await Promise.all([publishRecording(db, step), publishRecording(db, step)])).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(await seen()).toMatchObject({ title: '先认门', complete: false, coveredSeconds: 0 });
    expect(await newestRecordings(db, 3)).toMatchObject([{ id: recordingId, title: '先认门' }]);
    expect(await withdrawRecording(db, { ...step, reason: '内容过时' })).toEqual({ ok: true });
    expect(await publishRecording(db, step)).toEqual({ ok: false, reason: 'withdrawn' });
    expect(await recordingsOfCourse(db, taught.courseId)).toEqual([]);
    // Whoever has it pinned goes on watching.
    expect(await seen()).toMatchObject({ title: '先认门' });
  });

  it('keeps title, summary and chapters', async () => {
    const recordingId = await aDraft();
    const change = { actor: registrar, recordingId, now, title: '再认人', summary: '三句话' };
    expect(await describeRecording(db, { ...change, chapters: '0:00 一\n0:01 二' })).toEqual({ ok: true });
    expect(await describeRecording(db, { ...change, chapters: '0:05 太晚' })).toMatchObject({
      ok: false,
      field: 'chapters',
    });
    expect(await recordingAtDesk(db, registrar, recordingId)).toMatchObject({
      title: '再认人',
      summary: '三句话',
      chapters: [
        { fromMs: 0, title: '一' },
        { fromMs: 1000, title: '二' },
      ],
    });
  });

  it('belongs to those who teach the course', async () => {
    const recordingId = await aDraft(withCaptions);
    const [teacherPerson, head, stranger] = [await aPerson(db), await aPerson(db), await aPerson(db)];
    const teacherId = newId();
    const teacher = {
      id: teacherId,
      slug: 't',
      person_id: teacherPerson,
      name: '老师',
      headline: '',
      category: 'practice',
      bio: '',
      fields: '[]',
      created_at: now.toISOString(),
    };
    await db.insertInto('teacher').values(teacher).execute();
    const one = {
      course_version_id: taught.versionId,
      item: 'teacher',
      body: null,
      media_id: null,
      teacher_id: teacherId,
      updated_at: now.toISOString(),
      updated_by: null,
    };
    await db.insertInto('five_one').values(one).execute();
    await db
      .updateTable('section')
      .set({ head_teacher_id: head })
      .where('id', '=', taught.sectionId)
      .execute();
    const sees = async (actor: Actor) => (await recordingAtDesk(db, actor, recordingId)) !== null;
    expect(await sees(actorWith('instructor', teacherPerson))).toBe(true);
    expect(await sees(actorWith('instructor', head))).toBe(true);
    expect(await sees(actorWith('registrar', stranger, 'governance'))).toBe(true);
    expect(await sees(actorWith('registrar', stranger, 'senior'))).toBe(false);
    expect(await sees(actorWith('instructor', stranger))).toBe(false);
    expect(await sees(actorWith('assessor', teacherPerson))).toBe(false);
    const strange = { actor: actorWith('instructor', stranger), recordingId, now };
    expect(await publishRecording(db, strange)).toEqual({ ok: false, reason: 'not-found' });
    expect(await withdrawRecording(db, { ...strange, reason: 'x' })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    expect(await added({ actor: strange.actor })).toMatchObject({
      ok: false,
      problems: [{ field: 'course' }],
    });
    expect(
      await recordingsAtDesk(db, { reach: await reachOf(db, strange.actor), page: 1, pageSize: 20 }),
    ).toEqual({ recordings: [], total: 0 });
  });

  it('brings in the lectures of the project, published', async () => {
    const loading = {
      folder: lectureFolder,
      courseId: taught.courseId,
      actor: systemActor('seed demo'),
      reviewer: registrar,
      env,
      now,
    };
    const { recordingId } = await db.transaction().execute((trx) => importRecording(trx, loading));
    expect(await recordingsOfCourse(db, taught.courseId)).toMatchObject([{ id: recordingId }]);
    expect(await recordingAtDesk(db, registrar, recordingId)).toMatchObject({
      state: 'published',
      hasCaptions: true,
    });
  });
});
