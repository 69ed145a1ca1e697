import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contentFolder, contentJson } from '#app/cli/content-folder.ts';
import { importRecording } from '#app/features/recordings/import.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { plusDays } from './calendar.ts';
import type { LibraryCourse } from './library.ts';
import { known, type Loading } from './world.ts';

/** A published lecture of the demo world. */
export interface DemoRecording {
  id: string;
  title: string;
  /** Its length in whole seconds. */
  seconds: number;
}

const parts = ['recording.json', 'lecture.mp4', 'captions.vtt', 'poster.jpg'];
const header = z.object({ courseCode: z.string(), durationSeconds: z.number() });

/** Puts the finished lectures of content/recordings into the store and the library. Answers them by the name of their folder. */
export async function publishRecordings(
  { trx, env, now }: Loading,
  library: ReadonlyMap<string, LibraryCourse>,
  { actor, reviewer }: { actor: Actor; reviewer: Actor },
): Promise<Map<string, DemoRecording>> {
  const root = join(contentFolder(), 'recordings');
  const slugs = readdirSync(root).filter((slug) => parts.every((part) => existsSync(join(root, slug, part))));
  const recordings = new Map<string, DemoRecording>();
  for (const [index, slug] of slugs.sort().entries()) {
    const { courseCode, durationSeconds } = contentJson(header, 'recordings', slug, 'recording.json');
    const { recordingId, title } = await importRecording(trx, {
      folder: join(root, slug),
      courseId: known(library, courseCode, 'course').courseId,
      actor,
      reviewer,
      env,
      now: plusDays(now, -24 + index),
    });
    recordings.set(slug, { id: recordingId, title, seconds: Math.floor(durationSeconds) });
  }
  return recordings;
}
