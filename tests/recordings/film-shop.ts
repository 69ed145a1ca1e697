import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { receiveFile } from '#app/features/media/files.server.ts';
import type { MuxEnv } from '#app/features/recordings/mux.server.ts';
import { processNextFilm } from '#app/features/recordings/processing-run.server.ts';
import { addRecording } from '#app/features/recordings/upload.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { RecordingProcessingRow } from '#db/tables/recordings.ts';
import { actorWith, aPerson } from '#tests/identity/support.ts';
import { aCourse, type TaughtCourse } from './academy.ts';
import { type MadeFilm, madeFilm } from './made-films.ts';

const PATIENCE_MS = 25_000;
export const now = new Date('2026-11-22T05:00:00.000Z');

/** `now` and so many minutes. */
export const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** A course whose teachers send films, with a store of its own and a worker that can be told when to begin. */
export class FilmShop {
  private constructor(
    readonly db: Db,
    readonly folder: string,
    readonly taught: TaughtCourse,
    readonly registrar: Actor,
  ) {}

  static async open(db: Db): Promise<FilmShop> {
    const folder = await mkdtemp(join(tmpdir(), 'films-test-'));
    const registrar = actorWith('registrar', { personId: await aPerson(db) });
    return new FilmShop(db, folder, await aCourse(db), registrar);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** More settings of the academy. */
  settings: Partial<MuxEnv> = {};

  get env(): { MEDIA_URL: string } & Partial<MuxEnv> {
    return { MEDIA_URL: `file:${join(this.folder, 'media')}`, ...this.settings };
  }

  async send(bytes: Buffer) {
    const received = await receiveFile(this.env, bytes, { maxBytes: 1e9 });
    if (!received.ok) throw new Error(received.reason);
    const video = { file: received.file, name: '第一讲' };
    const place = { courseId: this.taught.courseId, sectionId: null, title: '先认门', captions: null };
    return addRecording(this.db, { actor: this.registrar, ...place, video, env: this.env, now });
  }

  async aDraft(film: MadeFilm): Promise<string> {
    const result = await this.send(await madeFilm(film));
    if (!result.ok) throw new Error(`${film}: ${JSON.stringify(result.problems)}`);
    return result.recordingId;
  }

  /** A worker takes the next film in hand, `at` a moment; true when there was one. */
  work({
    at = now,
    since,
    stop = new AbortController().signal,
  }: {
    at?: Date;
    since?: Date;
    stop?: AbortSignal;
  } = {}): Promise<boolean> {
    return processNextFilm(this.db, {
      env: this.env,
      actor: systemActor('films'),
      worker: 'test',
      now: () => at,
      log: pino({ level: 'silent' }),
      stop,
      ...(since ? { since } : {}),
    });
  }

  inStore(...names: string[]): string {
    return join(this.folder, 'media', ...names);
  }

  /** The streams that lie in the store. */
  async streams(): Promise<string[]> {
    return readdir(this.inStore('streams')).catch(() => []);
  }

  async film(recordingId: string) {
    const row = await this.db
      .selectFrom('recording')
      .innerJoin('media_file', 'media_file.id', 'recording.video_media_id')
      .select(['storage_key', 'purpose', 'recording.duration_ms', 'poster_media_id', 'video_media_id'])
      .where('recording.id', '=', recordingId)
      .executeTakeFirstOrThrow();
    return { ...row, path: this.inStore(row.storage_key) };
  }

  /** Waits until the work on a film has come so far. */
  async until(
    recordingId: string,
    met: (row: RecordingProcessingRow) => boolean,
    patienceMs = PATIENCE_MS,
  ): Promise<void> {
    for (const end = Date.now() + patienceMs; ; await pause(20)) {
      const row = await this.processing(recordingId);
      if (met(row)) return;
      if (Date.now() > end) throw new Error(`It did not happen: ${JSON.stringify(row)}`);
    }
  }

  processing(recordingId: string) {
    return this.db
      .selectFrom('recording_processing')
      .selectAll()
      .where('recording_id', '=', recordingId)
      .executeTakeFirstOrThrow();
  }
}
