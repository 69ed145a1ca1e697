import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hasFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import { mediaFile, storeFile } from '#app/features/media/files.server.ts';
import { cutStateOf } from '#app/features/recordings/cut-state.server.ts';
import { cutTime, lengthOf, type Span } from '#app/features/recordings/cuts.rules.ts';
import { dropCuts, saveCuts } from '#app/features/recordings/cutting.server.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { describeRecording, replaceCaptions } from '#app/features/recordings/editing.server.ts';
import { deleteOriginal } from '#app/features/recordings/original.server.ts';
import { processingOf, queueProcessing } from '#app/features/recordings/processing.server.ts';
import { processNextFilm } from '#app/features/recordings/processing-run.server.ts';
import { sourceOf } from '#app/features/recordings/processing-source.server.ts';
import { publishRecording } from '#app/features/recordings/publishing.server.ts';
import { submitForReview, takeBackFromReview } from '#app/features/recordings/review.server.ts';
import { streamOf } from '#app/features/recordings/streams.server.ts';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { aPerson } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aLearner, approved, aRecording, type TaughtCourse } from './academy.ts';
import { lectureFolder } from './films.ts';

const now = new Date('2026-11-22T05:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const chapters = '0:00 开场\n0:30 认门\n1:00 闲话\n1:30 认人';
const vtt = [
  'WEBVTT\n',
  '00:00:02.000 --> 00:00:04.000\n大家好\n',
  '00:00:31.000 --> 00:00:35.000\n先认门\n',
  '00:01:05.000 --> 00:01:09.000\n说句闲话\n',
  '00:01:31.000 --> 00:01:35.000\n再认人\n',
].join('\n');
/** The opening and the idle talk, between whole pictures of the lecture as they come. */
const twoCuts: Span[] = [
  { fromMs: 0, toMs: 25_000 },
  { fromMs: 60_000, toMs: 85_000 },
];

const ffmpeg = await hasFfmpeg();

describeOnBothDatabases('cutting a recording', (open) => {
  let db: Db;
  let folder: string;
  let taught: TaughtCourse;
  let actor: Actor;
  let recordingId: string;
  let filmId: string;
  const env = () => ({ MEDIA_URL: `file:${join(folder, 'media')}` });
  beforeEach(async () => {
    db = await open();
    folder = await mkdtemp(join(tmpdir(), 'cutting-'));
    taught = await aCourse(db);
    const registrar = { role: 'registrar', scopePath: null, scopeTree: null, school: null } as const;
    actor = sealActor({ personId: await aPerson(db), name: '教务', roles: [registrar] });
    recordingId = await aRecording(db, taught.courseId, { published: false, durationSeconds: 120 });
    const stored = await storeFile(db, {
      source: `${lectureFolder}/lecture.mp4`,
      purpose: 'video',
      originalName: '第一讲.mp4',
      actor,
      env: env(),
      now,
    });
    if (!stored.ok) throw new Error(stored.reason);
    filmId = stored.mediaId;
    await db.updateTable('recording').set({ video_media_id: filmId }).where('id', '=', recordingId).execute();
    await write({ chapters, captions: vtt });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  async function write({ chapters, captions }: { chapters?: string; captions?: string }) {
    const step = { actor, recordingId, now };
    const words = { title: '先认门', summary: '' };
    const outcomes = [
      chapters === undefined ? null : await describeRecording(db, { ...step, ...words, chapters }),
      captions === undefined ? null : await replaceCaptions(db, { ...step, captions, env: env() }),
    ];
    for (const outcome of outcomes) if (outcome && !outcome.ok) throw new Error(JSON.stringify(outcome));
  }
  const save = (cuts: Span[], minutes = 0) =>
    saveCuts(db, { actor, recordingId, cuts, env: env(), now: later(minutes) });
  /** As the worker does it. Without ffmpeg, unless it is asked for, since that takes long. */
  async function make({ path = '/nowhere' } = {}): Promise<boolean> {
    vi.stubEnv('PATH', path);
    const stop = new AbortController().signal;
    const log = pino({ level: 'silent' });
    return processNextFilm(db, { env: env(), actor, worker: 'test', now: () => later(10), log, stop });
  }
  async function seen(id = recordingId) {
    const recording = await recordingAtDesk(db, actor, id);
    if (!recording) throw new Error('gone');
    const captions = await captionsOf(db, { mediaId: recording.captionsMediaId, env: env() });
    return { ...recording, cues: captions?.cues ?? [] };
  }
  async function cut(cuts: Span[], minutes = 0) {
    expect(await save(cuts, minutes)).toEqual({ ok: true, became: 'waits' });
    expect(await make()).toBe(true);
    expect((await cutStateOf(db, recordingId)).wish).toBeNull();
  }
  const journal = async () =>
    (
      await db.selectFrom('journal_entry').select('action').where('subject_id', '=', recordingId).execute()
    ).map(({ action }) => action);
  const there = async (mediaId: string) => {
    const file = await mediaFile(db, mediaId);
    return file !== null && (await stat(join(folder, 'media', file.storageKey))).size > 0;
  };

  it('puts the cut film in its place, with chapters and captions moved along', async () => {
    expect(await save(twoCuts)).toEqual({ ok: true, became: 'waits' });
    expect(await sourceOf(db, recordingId)).toMatchObject({
      mediaId: filmId,
      keeps: [
        { fromMs: 25_000, toMs: 60_000 },
        { fromMs: 85_000, toMs: 120_000 },
      ],
    });
    expect((await seen()).videoMediaId).toBe(filmId);
    expect(await processingOf(db, recordingId)).toMatchObject({ state: 'waiting', cutting: true });
    expect(await make()).toBe(true);
    expect(await processingOf(db, recordingId)).toMatchObject({ state: 'done', cutting: false });
    const { made, original, wish } = await cutStateOf(db, recordingId);
    if (!made || !original) throw new Error('nothing was made');
    expect([wish, original.mediaId, original.durationMs, made.cuts]).toEqual([
      null,
      filmId,
      120_000,
      twoCuts,
    ]);
    const after = await seen();
    expect(after.videoMediaId).not.toBe(filmId);
    expect(Math.abs(after.durationMs - lengthOf(made.keeps))).toBeLessThan(60);
    expect(after.cues.map(({ text, fromMs }) => [text, fromMs])).toEqual([
      ['先认门', cutTime(made.keeps, 31_000)],
      ['再认人', cutTime(made.keeps, 91_000)],
    ]);
    expect(after.chapters.map(({ title }) => title)).toEqual(expect.arrayContaining(['认门', '认人']));
    expect(after.chapters.find(({ title }) => title === '认人')?.fromMs).toBe(cutTime(made.keeps, 90_000));
    expect([await there(filmId), await there(after.videoMediaId)]).toEqual([true, true]);
    expect(await journal()).toEqual(expect.arrayContaining(['recording.cuts-asked', 'recording.cut']));
    expect(await make()).toBe(false);
    expect(await save(twoCuts, 1)).toEqual({ ok: true, became: 'same' });
  });

  it('begins every cut from the original, and loses nothing that was written', async () => {
    const before = await seen();
    await cut(twoCuts);
    const { made } = await cutStateOf(db, recordingId);
    const keeps = made?.keeps ?? [];
    const [first] = (await seen()).cues;
    // One caption corrected and one more, in the time of the cut film.
    const stays = (await captionsOf(db, { mediaId: (await seen()).captionsMediaId, env: env() }))?.vtt ?? '';
    await write({
      captions: `${stays.replace('先认门', '先认门牌')}\n00:00:50.000 --> 00:00:52.000\n新写的\n`,
    });
    await cut([{ fromMs: 100_000, toMs: 120_000 }], 1);
    const after = await seen();
    expect(after.cues.map(({ text }) => text)).toEqual(
      ['大家好', '先认门牌', '说句闲话', '新写的', '再认人'].sort((a, b) => at(a) - at(b)),
    );
    function at(text: string): number {
      const times: Record<string, number> = { 大家好: 2, 先认门牌: 31, 说句闲话: 65, 再认人: 91 };
      return (times[text] ?? 0) * 1000 || originalOf(50_000);
    }
    function originalOf(cutMs: number): number {
      let rest = cutMs;
      for (const { fromMs, toMs } of keeps) {
        if (rest < toMs - fromMs) return fromMs + rest;
        rest -= toMs - fromMs;
      }
      return rest;
    }
    expect(after.cues.find(({ text }) => text === '新写的')?.fromMs).toBe(originalOf(50_000));
    expect(after.cues.find(({ text }) => text === '先认门牌')?.fromMs).toBe(31_000);
    expect(first?.fromMs).toBe(cutTime(keeps, 31_000));
    // No cuts: the whole film again, at once.
    expect(await save([], 2)).toEqual({ ok: true, became: 'whole' });
    const whole = await seen();
    expect(whole).toMatchObject({ videoMediaId: filmId, durationMs: 120_000, chapters: before.chapters });
    expect(whole.cues).toHaveLength(5);
    expect(await cutStateOf(db, recordingId)).toEqual({
      original: null,
      made: null,
      wish: null,
    });
  });

  it('restores just what was there when nobody wrote anything', async () => {
    const before = await seen();
    await cut(twoCuts);
    await cut([{ fromMs: 20_000, toMs: 110_000 }], 1);
    expect(await save([], 2)).toEqual({ ok: true, became: 'whole' });
    expect(await seen()).toEqual(before);
  });

  it('takes no draft with nothing left, nothing handed in, published or watched', async () => {
    const step = { actor, recordingId, now };
    expect(await save([{ fromMs: 0, toMs: 119_500 }])).toEqual({ ok: false, reason: 'nothing-left' });
    const consent = { people: '', way: 'nobody' } as const;
    expect(await submitForReview(db, { ...step, consent })).toEqual({ ok: true });
    expect(await save(twoCuts)).toEqual({ ok: false, reason: 'not-a-draft' });
    expect(await takeBackFromReview(db, step)).toEqual({ ok: true });
    const { enrolmentId, personId } = await aLearner(db, taught, { [recordingId]: {} });
    const viewing = {
      id: newId(),
      enrolment_id: enrolmentId,
      person_id: personId,
      recording_id: recordingId,
    };
    await db
      .insertInto('viewing')
      .values({
        ...viewing,
        spans: '[]',
        covered_ms: 0,
        furthest_ms: 0,
        position_ms: 0,
        completed_at: null,
        updated_at: now.toISOString(),
      })
      .execute();
    expect(await save(twoCuts)).toEqual({ ok: false, reason: 'watched' });
    await db.deleteFrom('viewing').where('id', '=', viewing.id).execute();
    await approved(db, step);
    expect(await save(twoCuts)).toEqual({ ok: false, reason: 'not-a-draft' });
    const stranger = sealActor({ personId: await aPerson(db), name: '学员', roles: [] });
    expect(await saveCuts(db, { ...step, actor: stranger, cuts: [], env: env() })).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('is not handed in while cuts wait; giving them up leaves the film as it is', async () => {
    const step = { actor, recordingId, now };
    const consent = { people: '', way: 'nobody' } as const;
    await save(twoCuts);
    expect(await submitForReview(db, { ...step, consent })).toEqual({ ok: false, reason: 'cuts-wait' });
    expect(await dropCuts(db, step)).toEqual({ ok: true });
    expect([await make(), (await seen()).videoMediaId]).toEqual([true, filmId]);
    expect(await processingOf(db, recordingId)).toMatchObject({ state: 'done' });
    await save(twoCuts);
    expect(await save([], 1)).toEqual({ ok: true, became: 'whole' });
    expect(await submitForReview(db, { ...step, consent })).toEqual({ ok: true });
  });

  it('says why a film cannot be cut, and leaves nothing behind', async () => {
    const film = await mediaFile(db, filmId);
    await writeFile(join(folder, 'media', film?.storageKey ?? ''), Buffer.alloc(1000));
    await save(twoCuts);
    expect(await make()).toBe(true);
    expect(await processingOf(db, recordingId)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('损坏'),
    });
    expect(await cutStateOf(db, recordingId)).toMatchObject({ wish: { cuts: twoCuts }, made: null });
    expect(await readdir(join(folder, 'media/incoming'))).toEqual([]);
    await save([{ fromMs: 0, toMs: 9_000 }], 1);
    expect(await processingOf(db, recordingId)).toMatchObject({ state: 'waiting' });
  });

  it('makes void what was asked anew meanwhile', async () => {
    await save(twoCuts);
    const making = make();
    await vi.waitFor(async () =>
      expect(await processingOf(db, recordingId)).toMatchObject({ state: 'running' }),
    );
    await save([{ fromMs: 0, toMs: 25_000 }], 1);
    await making;
    expect((await seen()).videoMediaId).toBe(filmId);
    expect(await make()).toBe(true);
    expect((await cutStateOf(db, recordingId)).made?.cuts).toEqual([{ fromMs: 0, toMs: 25_000 }]);
    const files = await db.selectFrom('media_file').select('id').where('purpose', '=', 'video').execute();
    // The film that every recording here begins with, the original and what was cut.
    expect(files).toHaveLength(3);
  });

  it('keeps the original until it is deleted, and as long as a version needs it', async () => {
    const step = { actor, recordingId, now, env: env() };
    expect(await deleteOriginal(db, step)).toEqual({ ok: false, reason: 'no-original' });
    await cut(twoCuts);
    await save([{ fromMs: 0, toMs: 9_000 }], 1);
    expect(await deleteOriginal(db, step)).toEqual({ ok: false, reason: 'cuts-wait' });
    await dropCuts(db, step);
    await approved(db, step);
    expect(await deleteOriginal(db, step)).toEqual({ ok: false, reason: 'in-review' });
    expect(await publishRecording(db, step)).toEqual({ ok: true });
    const version = await makeNewVersion(db, step);
    if (!version.ok) throw new Error(version.reason);
    expect(await cutStateOf(db, version.recordingId)).toMatchObject({
      original: { mediaId: filmId },
      made: { cuts: twoCuts },
    });
    expect(await deleteOriginal(db, step)).toEqual({ ok: true, bytes: false });
    expect(await there(filmId)).toBe(true);
    const ofVersion = { ...step, recordingId: version.recordingId };
    const { storageKey = '' } = (await mediaFile(db, filmId)) ?? {};
    expect(await deleteOriginal(db, ofVersion)).toEqual({ ok: true, bytes: true });
    expect(await mediaFile(db, filmId)).toBeNull();
    await expect(stat(join(folder, 'media', storageKey))).rejects.toThrow('ENOENT');
    expect(await there((await seen()).videoMediaId)).toBe(true);
    expect(await journal()).toContain('recording.original-deleted');
    // What is there now is what the next cut begins from.
    expect(await saveCuts(db, { ...ofVersion, cuts: [{ fromMs: 0, toMs: 20_000 }] })).toEqual({
      ok: true,
      became: 'waits',
    });
    expect(await make()).toBe(true);
    expect((await seen(version.recordingId)).durationMs).toBeLessThan(80_000);
  });

  it.skipIf(!ffmpeg)(
    'is cut to the frame where there is ffmpeg, with its stream and its picture',
    { timeout: 60_000 },
    async () => {
      const cuts = [
        { fromMs: 0, toMs: 41_500 },
        { fromMs: 44_250, toMs: 118_000 },
      ];
      await save(cuts);
      expect(await make({ path: process.env.PATH })).toBe(true);
      const { made } = await cutStateOf(db, recordingId);
      expect(made).toMatchObject({
        cuts,
        keeps: [
          { fromMs: 41_500, toMs: 44_250 },
          { fromMs: 118_000, toMs: 120_000 },
        ],
      });
      const after = await seen();
      expect(Math.abs(after.durationMs - 4_750)).toBeLessThan(100);
      expect(after.posterMediaId).not.toBeNull();
      expect(await streamOf(db, recordingId)).toMatchObject({ hasSound: true });
      // Making it ready again does not bring back what was cut out.
      await inTransaction(db, (trx) => queueProcessing(trx, { recordingId, now: later(1) }));
      expect(await sourceOf(db, recordingId)).toMatchObject({ mediaId: after.videoMediaId, keeps: null });
      // The stream of the cut film is nobody's once the whole film is back.
      expect(await save([], 2)).toEqual({ ok: true, became: 'whole' });
      expect(await streamOf(db, recordingId)).toBeNull();
    },
  );
});
