import { discard, type FileRefusal, placeFile, type ReceivedFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import { takeUpload } from '#app/features/media/uploads.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { readCaptionsFile } from './captions-file.ts';
import { queueHandOver } from './hand-over-queue.server.ts';
import { inspectUpload } from './inspect-video.server.ts';
import { hasMux, type MuxEnv } from './mux.server.ts';
import { queueProcessing } from './processing.server.ts';
import { reachesCourse, reachOf } from './reach.server.ts';
import { insertRecording } from './recording-rows.server.ts';
import { refusalWords, videoProblemWords } from './upload-words.ts';

export interface NewRecording {
  actor: Actor;
  courseId: string;
  /** Only for the people of this section; null for everyone who takes the course. */
  sectionId: string | null;
  title: string;
  /** With `uploadId` the file stays where it is when something else is wrong: it took long to come. */
  video: { file: ReceivedFile; name: string; uploadId?: string };
  captions: { bytes: Uint8Array; name: string } | null;
  env: StoreEnv & Partial<MuxEnv>;
  now: Date;
}

export interface UploadProblem {
  field: 'course' | 'section' | 'video' | 'captions';
  /** In Chinese, whole sentences: what happened, why, what to do. */
  words: string;
  /** The file is all right, but the store could not take it now. */
  passing?: boolean;
}

export type Added = { ok: true; recordingId: string } | { ok: false; problems: UploadProblem[] };

/** Another process has made a recording of the same upload meanwhile. */
export class AlreadyTaken extends Error {}

/**
 * Makes a draft recording of a video that has arrived, and wants its film made ready. The video is looked into before anything is
 * kept: what nobody could play, or is not whole, is refused with the reason, and neither a file nor a row remains. What lies in a
 * wrapping that not everybody opens, or has to be converted, is played once a worker has made it ready. Captions may follow later.
 */
export async function addRecording(db: Db, recording: NewRecording): Promise<Added> {
  const { video, captions, env } = recording;
  try {
    const inspection = await inspectUpload(db, video.file.path, recording.now);
    const problems = [
      ...(await placeProblems(db, recording)),
      ...(inspection.ok ? [] : [{ field: 'video' as const, words: videoProblemWords(inspection.problem) }]),
    ];
    const reading =
      captions && inspection.ok ? readCaptionsFile(captions.bytes, inspection.facts.durationMs) : null;
    if (reading && !reading.ok) problems.push({ field: 'captions', words: reading.words });
    if (!inspection.ok || problems.length > 0) return { ok: false, problems };
    const keptCaptions =
      reading?.ok && captions ? await placeCaptions(db, reading.vtt, { ...recording, captions }) : null;
    if (keptCaptions && !keptCaptions.ok) return refusal('captions', refusalWords(keptCaptions.reason));
    const { facts } = inspection;
    const keptVideo = await placeFile(db, {
      source: video.file,
      purpose: inspection.convert || inspection.repack ? 'original' : 'video',
      originalName: video.name,
      video: facts,
      stays: video.uploadId !== undefined,
      env,
      now: recording.now,
    });
    if (!keptVideo.ok) return videoRefusal(keptVideo.reason);
    const files = { video: keptVideo.placed, captions: keptCaptions?.placed ?? null, poster: null };
    const recordingId = newId();
    await inTransaction(db, async (trx) => {
      const { uploadId } = video;
      const taking = { takenAs: recordingId, now: recording.now };
      if (uploadId && !(await takeUpload(trx, { uploadId, ...taking }))) throw new AlreadyTaken();
      const parts = { summary: '', chapters: '[]', durationMs: facts.durationMs, files };
      await insertRecording(trx, { ...recording, ...parts, id: recordingId });
      await queueProcessing(trx, { recordingId, now: recording.now });
      const mediaId = keptVideo.placed.id;
      // What has to be made ready goes when that is done.
      if (hasMux(env) && !inspection.convert && !inspection.repack)
        await queueHandOver(trx, { recordingId, mediaId, now: recording.now });
    });
    return { ok: true, recordingId };
  } finally {
    if (!video.uploadId) await discard(video.file);
  }
}

function videoRefusal(reason: FileRefusal): Added {
  const passing = reason === 'store-gone' || reason === 'no-space';
  return { ok: false, problems: [{ field: 'video', words: refusalWords(reason), passing }] };
}

function placeCaptions(
  db: Db,
  vtt: string,
  { captions: { name }, env, now }: Pick<NewRecording, 'env' | 'now'> & { captions: { name: string } },
) {
  return placeFile(db, { source: Buffer.from(vtt), purpose: 'captions', originalName: name, env, now });
}

async function placeProblems(db: Db, { actor, courseId, sectionId }: NewRecording): Promise<UploadProblem[]> {
  if (!(await reachesCourse(db, await reachOf(db, actor), courseId)))
    return [{ field: 'course', words: '请选一门课：只能给自己教的课上传。' }];
  if (sectionId === null) return [];
  const section = await db
    .selectFrom('section')
    .select('course_id')
    .where('id', '=', sectionId)
    .executeTakeFirst();
  if (section?.course_id === courseId) return [];
  return [{ field: 'section', words: '选的班不是这门课的。请换一个班，或者选“这门课的所有班”。' }];
}

function refusal(field: UploadProblem['field'], words: string): Added {
  return { ok: false, problems: [{ field, words }] };
}
