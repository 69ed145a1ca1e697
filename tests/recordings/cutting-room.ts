import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { mediaFile, type NewFile, storeFile } from '#app/features/media/files.server.ts';
import { cutStateOf } from '#app/features/recordings/cut-state.server.ts';
import type { Span } from '#app/features/recordings/cuts.rules.ts';
import { saveCuts } from '#app/features/recordings/cutting.server.ts';
import { recordingAtDesk } from '#app/features/recordings/desk.server.ts';
import { describeRecording, replaceCaptions } from '#app/features/recordings/editing.server.ts';
import { processNextFilm } from '#app/features/recordings/processing-run.server.ts';
import { captionsOf } from '#app/features/recordings/transcript.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { actorWith, aPerson } from '#tests/identity/support.ts';
import type { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCourse, aRecording, type TaughtCourse } from './academy.ts';
import { later, now } from './film-shop.ts';
import { lectureFolder } from './films.ts';

const chapters = '0:00 开场\n0:30 认门\n1:00 闲话\n1:30 认人';
const vtt = [
  'WEBVTT\n',
  '00:00:02.000 --> 00:00:04.000\n大家好\n',
  '00:00:31.000 --> 00:00:35.000\n先认门\n',
  '00:01:05.000 --> 00:01:09.000\n说句闲话\n',
  '00:01:31.000 --> 00:01:35.000\n再认人\n',
].join('\n');
/** The opening and the idle talk, between whole pictures of the lecture as they come. */
export const twoCuts: Span[] = [
  { fromMs: 0, toMs: 25_000 },
  { fromMs: 60_000, toMs: 85_000 },
];

type Open = Parameters<Parameters<typeof describeOnBothDatabases>[1]>[0];

/** A draft with film, chapters and captions before each test of a suite, and what is done with it. */
export function cuttingRoom(open: Open) {
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
    actor = actorWith('registrar', { personId: await aPerson(db) });
    recordingId = await aRecording(db, taught.courseId, { published: false, durationSeconds: 120 });
    filmId = await storeLecture(db, { actor, env: env(), now });
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
  const facts = () => ({ db, folder, taught, actor, recordingId, filmId });
  return { facts, env, write, save, make, seen, cut, journal, there };
}

async function storeLecture(db: Db, by: Pick<NewFile, 'actor' | 'env' | 'now'>): Promise<string> {
  const film = {
    source: `${lectureFolder}/lecture.mp4`,
    purpose: 'video',
    originalName: '第一讲.mp4',
  } as const;
  const stored = await storeFile(db, { ...film, ...by });
  if (!stored.ok) throw new Error(stored.reason);
  return stored.mediaId;
}
