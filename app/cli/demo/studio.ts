import { makeFromTemplate, templates } from '#app/features/exercises/templates.server.ts';
import { saveCuts } from '#app/features/recordings/cutting.server.ts';
import { decideReview, submitForReview } from '#app/features/recordings/review.server.ts';
import { makeNewVersion } from '#app/features/recordings/versions.server.ts';
import { writeNote } from '#app/features/viewing/notes.server.ts';
import { countOddity } from '#app/features/viewing/oddities.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { plusDays, plusMinutes } from './calendar.ts';
import type { Learner } from './learning.ts';
import type { LibraryCourse } from './library.ts';
import type { DemoRecording } from './recordings.ts';
import { takeSlides } from './slides.ts';
import { known, type Loading } from './world.ts';

export interface Studio {
  library: ReadonlyMap<string, LibraryCourse>;
  recordings: ReadonlyMap<string, DemoRecording>;
  learnersOf: ReadonlyMap<string, readonly Learner[]>;
  instructor: Actor;
  registrar: Actor;
}

const WATCHED = { section: 'now-sm04-rec', recording: 'sm04-1' };

/** What has happened around recordings and exercises: versions in review, notes, what looked odd, exercises made from templates. */
export async function workInTheStudio(loading: Loading, studio: Studio): Promise<void> {
  await reviseRecordings(loading, studio);
  await takeNotes(loading, studio);
  await lookOdd(loading, studio);
  const { trx, now } = loading;
  const { courseId } = known(studio.library, 'ZL05', 'course');
  for (const { slug } of templates)
    await makeFromTemplate(trx, { actor: studio.instructor, courseId, slug, now: plusDays(now, -9) });
}

/** What is cut out of the draft: the silence before the first word, and a part of which another lecture tells. */
const cuts = [
  { fromMs: 0, toMs: 1_400 },
  { fromMs: 106_800, toMs: 130_700 },
];

/** One new version waits for a second person; another came back with words and is being mended: it gets slides, and is being cut. */
async function reviseRecordings(
  { trx, env, now }: Loading,
  { recordings, instructor, registrar }: Studio,
): Promise<void> {
  const submit = async (slug: string, daysAgo: number) => {
    const at = plusDays(now, -daysAgo);
    const { id } = known(recordings, slug, 'recording');
    const made = await makeNewVersion(trx, { actor: instructor, recordingId: id, now: at });
    if (!made.ok) throw new Error(`${slug} gets no new version: ${made.reason}.`);
    const consent = { people: '', way: 'nobody' } as const;
    const submitted = await submitForReview(trx, {
      actor: instructor,
      recordingId: made.recordingId,
      consent,
      now: plusMinutes(at, 40),
    });
    if (!submitted.ok) throw new Error(`${slug} cannot be submitted: ${submitted.reason}.`);
    return made.recordingId;
  };
  await submit('zl05-2', 2);
  const recordingId = await submit('sm05-1', 5);
  await decideReview(trx, {
    actor: registrar,
    recordingId,
    outcome: 'returned',
    words: '第二段字幕比声音慢了两三秒，请对一下时间。“别一个人扛”那一段另有一讲，这里剪掉，再交。',
    now: plusDays(now, -4),
  });
  const draft = { actor: instructor, recordingId };
  await takeSlides({ trx, env }, { ...draft, slug: 'sm05-1', now: plusDays(now, -3) });
  const saved = await saveCuts(trx, { ...draft, cuts, env, now: plusMinutes(now, -5) });
  if (!saved.ok) throw new Error(`sm05-1 cannot be cut: ${saved.reason}.`);
}

const notes = [
  { atSeconds: 12, words: '四句话先抄下来，贴在记事本第一页。' },
  { atSeconds: 47.5, words: '这一段讲不能碰的事，开楼栋会的时候念给大家听。' },
];

async function takeNotes({ trx, now }: Loading, { recordings, learnersOf }: Studio): Promise<void> {
  const learner = known(learnersOf, WATCHED.section, 'section')[0];
  const { id: recordingId } = known(recordings, WATCHED.recording, 'recording');
  for (const note of notes) {
    const seat = { ...(learner as Learner), recordingId };
    const written = await writeNote(trx, { seat, noteId: null, note, now: plusDays(now, -3) });
    if (!written.ok) throw new Error(`A note cannot be written: ${written.reason}.`);
  }
}

/** Somebody changed devices over and over on one evening: enough for the registrar to see, and for nothing else. */
async function lookOdd({ trx, now }: Loading, { recordings, learnersOf }: Studio): Promise<void> {
  const learner = known(learnersOf, WATCHED.section, 'section')[4] as Learner;
  const { id: recordingId } = known(recordings, WATCHED.recording, 'recording');
  for (let time = 0; time < 7; time++)
    await countOddity(trx, {
      personId: learner.personId,
      recordingId,
      kind: 'hand-over',
      now: plusMinutes(plusDays(now, -2), time * 3),
    });
}
