import { join } from 'node:path';
import { contentFolder, contentJson } from '#app/cli/content-folder.ts';
import { receiveFile } from '#app/features/media/files.server.ts';
import { writeTime } from '#app/features/recordings/chapters.rules.ts';
import { processAgain } from '#app/features/recordings/processing-wish.server.ts';
import { publishRecording } from '#app/features/recordings/publishing.server.ts';
import { decideReview, submitForReview } from '#app/features/recordings/review.server.ts';
import { addSlides, changeSlides } from '#app/features/recordings/slide-editing.server.ts';
import { slidesOf } from '#app/features/recordings/slides.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { slidesFile } from '#content/world/classroom.schema.ts';
import { plusDays, plusMinutes } from './calendar.ts';
import type { DemoRecording } from './recordings.ts';
import { known, type Loading } from './world.ts';

const WITH_SLIDES = 'sm04-2';

/**
 * Brings one lecture out anew with slides beside it, looked at by a second person. Its film waits to be made into a stream: that takes
 * a minute of a worker with ffmpeg, once the academy runs. Answers the recordings as they are now.
 */
export async function addSlidesToLecture(
  { trx, env, now }: Loading,
  recordings: ReadonlyMap<string, DemoRecording>,
  { actor, reviewer }: { actor: Actor; reviewer: Actor },
): Promise<Map<string, DemoRecording>> {
  const before = known(recordings, WITH_SLIDES, 'recording');
  const at = plusDays(now, -16);
  const made = await makeNewVersion(trx, { actor, recordingId: before.id, now: at });
  if (!made.ok) throw new Error(`${WITH_SLIDES} gets no new version: ${made.reason}.`);
  const { recordingId } = made;
  await takeSlides({ trx, env }, { actor, recordingId, slug: WITH_SLIDES, now: plusMinutes(at, 20) });
  const step = { actor, recordingId, now: plusMinutes(at, 40) };
  const steps = [
    await submitForReview(trx, { ...step, consent: { people: '', way: 'nobody' } }),
    await decideReview(trx, { ...step, actor: reviewer, outcome: 'approved', words: '' }),
    await publishRecording(trx, step),
  ];
  if (steps.some(({ ok }) => !ok)) throw new Error(`${WITH_SLIDES}: ${JSON.stringify(steps)}`);
  await processAgain(trx, { ...step, now: plusMinutes(now, -10) });
  return new Map([...recordings, [WITH_SLIDES, { ...before, id: recordingId }]]);
}

interface Slides {
  actor: Actor;
  recordingId: string;
  slug: string;
  now: Date;
}

/** Puts the slides of content/recordings/<slug> beside a draft, with the times and words that they have so far. */
export async function takeSlides(
  { trx, env }: Pick<Loading, 'trx' | 'env'>,
  { actor, recordingId, slug, now }: Slides,
): Promise<void> {
  const { stills } = contentJson(slidesFile, 'recordings', slug, 'slides.json');
  const pictures = [];
  for (const { file: name } of stills) {
    const source = join(contentFolder(), 'recordings', slug, name);
    const received = await receiveFile(env, source, { maxBytes: 1e6 });
    if (!received.ok) throw new Error(`${slug}/${name}: ${received.reason}`);
    pictures.push({ name, file: received.file });
  }
  const added = await addSlides(trx, { actor, recordingId, pictures, env, now });
  if (!added.ok) throw new Error(`${slug}: ${JSON.stringify(added)}`);
  const typed = (await slidesOf(trx, recordingId)).map(({ id, fromSeconds, alt }, n) => {
    const ms = Math.round((stills[n]?.fromSeconds ?? fromSeconds) * 1000);
    return { id, from: writeTime(ms), words: stills[n]?.words ?? alt };
  });
  const changed = await changeSlides(trx, { actor, recordingId, typed, now: plusMinutes(now, 10) });
  if (!changed.ok) throw new Error(`${slug}: ${JSON.stringify(changed)}`);
}
