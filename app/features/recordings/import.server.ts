import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlacedFile, placeFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { readCaptionsFile } from './captions-file.ts';
import { inspectVideo } from './inspect-video.server.ts';
import { authoredRecording } from './recording.schema.ts';
import { insertRecording } from './recording-rows.server.ts';
import { publishReviewed } from './review-writes.server.ts';

export interface Import {
  /** A folder with `recording.json`, `lecture.mp4`, `captions.vtt` and `poster.jpg`, as in content/recordings/. */
  folder: string;
  courseId: string;
  actor: Actor;
  /** Who looked at it before: another person than `actor`. */
  reviewer: Actor;
  env: StoreEnv;
  now: Date;
}

/**
 * Puts a finished lecture of the project (slides and a made voice: nobody is to be seen) into the store and the library, reviewed
 * and published. Throws when a file is missing or is not
 * what its name says: then the content is broken, not the person who loads it.
 */
export async function importRecording(
  db: Db,
  { folder, courseId, actor, reviewer, env, now }: Import,
): Promise<{ recordingId: string; title: string }> {
  const about = authoredRecording.parse(JSON.parse(await readFile(join(folder, 'recording.json'), 'utf8')));
  const lecture = join(folder, 'lecture.mp4');
  const inspection = await inspectVideo(lecture);
  if (!inspection.ok) throw new Error(`${lecture}: ${inspection.problem.reason}`);
  const { facts } = inspection;
  const captions = readCaptionsFile(await readFile(join(folder, 'captions.vtt')), facts.durationMs);
  if (!captions.ok) throw new Error(`${folder}: ${captions.words}`);
  const placed = async (file: Omit<Parameters<typeof placeFile>[1], 'env' | 'now'>): Promise<PlacedFile> => {
    const result = await placeFile(db, { ...file, env, now });
    if (!result.ok) throw new Error(`${folder}: ${file.purpose} ${result.reason}`);
    return result.placed;
  };
  const files = {
    video: await placed({
      source: lecture,
      purpose: 'video',
      originalName: `${about.slug}.mp4`,
      video: facts,
    }),
    captions: await placed({
      source: Buffer.from(captions.vtt),
      purpose: 'captions',
      originalName: `${about.slug}.vtt`,
    }),
    poster: await placed({
      source: join(folder, 'poster.jpg'),
      purpose: 'poster',
      originalName: `${about.slug}.jpg`,
    }),
  };
  const chapters = JSON.stringify(
    about.chapters.map(({ startSeconds, title }) => ({ fromMs: Math.round(startSeconds * 1000), title })),
  );
  const { title, summary } = about;
  const parts = {
    actor,
    courseId,
    sectionId: null,
    title,
    summary,
    chapters,
    durationMs: facts.durationMs,
    files,
    now,
  };
  const recordingId = await inTransaction(db, async (trx) => {
    const id = await insertRecording(trx, parts);
    const consent = { people: '', way: 'nobody' } as const;
    await publishReviewed(trx, { actor, reviewer, recordingId: id, consent, now });
    return id;
  });
  return { recordingId, title };
}
