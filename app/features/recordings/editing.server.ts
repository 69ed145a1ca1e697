import { writeJournal } from '#app/features/journal/journal.server.ts';
import { endFile } from '#app/features/media/ends.server.ts';
import { placeFile, recordFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { readCaptionsText } from './captions-file.ts';
import { type ChaptersReading, readChapters } from './chapters.rules.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';
import { refusalWords } from './upload-words.ts';

interface Change {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export type Edited =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'problem'; field: 'chapters' | 'captions'; words: string };

/** For whoever wrote times of a film that has been cut meanwhile. */
export const cutWords =
  '视频刚剪过，时间都变了，这次没有保存。要留的先抄下来，再打开这一页的最新样子接着改。';

/** For whoever edited captions that somebody else has changed meanwhile. */
export const changedWords = '字幕刚被别人改过，这次没有保存。要留的先抄下来，再打开最新的字幕接着改。';

/** Changes title, summary and chapters (one on a line, `1:20 先认门`) of a recording, published or not. */
export async function describeRecording(
  db: Db,
  {
    actor,
    recordingId,
    film,
    title,
    summary,
    chapters,
    now,
  }: Change & { film?: string | undefined; title: string; summary: string; chapters: string },
): Promise<Edited> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  const isCut = { ok: false, reason: 'problem', field: 'chapters', words: cutWords } as const;
  if (film !== undefined && film !== recording.videoMediaId) return isCut;
  const reading = readChapters(chapters, recording.durationMs, recording.chapters);
  if (!reading.ok) return { ok: false, reason: 'problem', field: 'chapters', words: chapterWords(reading) };
  return inTransaction(db, async (trx): Promise<Edited> => {
    const { numUpdatedRows } = await trx
      .updateTable('recording')
      .set({ title, summary, chapters: JSON.stringify(reading.chapters) })
      .where('id', '=', recordingId)
      .where('video_media_id', '=', recording.videoMediaId)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return isCut;
    const detail = { before: { title: recording.title, summary: recording.summary } };
    await writeJournal(trx, {
      actor,
      action: 'recording.described',
      subjectType: 'recording',
      subjectId: recordingId,
      detail,
      now,
    });
    return { ok: true };
  });
}

/** Puts other captions (WebVTT or SRT as text) in place of those there are, which go a day later. */
export async function replaceCaptions(
  db: Db,
  {
    actor,
    recordingId,
    film,
    captions,
    env,
    now,
  }: Change & { film?: string | undefined; captions: string; env: StoreEnv },
): Promise<Edited> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (film !== undefined && film !== recording.videoMediaId)
    return { ok: false, reason: 'problem', field: 'captions', words: cutWords };
  const reading = readCaptionsText(captions, recording.durationMs);
  if (!reading.ok) return { ok: false, reason: 'problem', field: 'captions', words: reading.words };
  return keepCaptions(db, { actor, recording, vtt: reading.vtt, env, now, unlessChanged: true });
}

/**
 * Puts WebVTT that has been read already in place of the captions that `recording` had when it was looked at. With
 * `unlessChanged` refused where somebody has put others there since.
 */
export async function keepCaptions(
  db: Db,
  {
    actor,
    recording,
    vtt,
    env,
    now,
    unlessChanged = false,
  }: {
    actor: Actor;
    recording: Pick<EditedRecording, 'id' | 'title' | 'captionsMediaId'>;
    vtt: string;
    env: StoreEnv;
    now: Date;
    unlessChanged?: boolean;
  },
): Promise<{ ok: true } | { ok: false; reason: 'problem'; field: 'captions'; words: string }> {
  const result = await placeFile(db, {
    source: Buffer.from(vtt),
    purpose: 'captions',
    originalName: `${recording.title}.vtt`,
    env,
    now,
  });
  if (!result.ok)
    return { ok: false, reason: 'problem', field: 'captions', words: refusalWords(result.reason) };
  const { placed } = result;
  const before = recording.captionsMediaId;
  return inTransaction(db, async (trx) => {
    // Holds the recording, so that of two who looked at the same captions the second is told.
    const { numUpdatedRows } = await trx
      .updateTable('recording')
      .set(({ ref }) => ({ captions_media_id: ref('captions_media_id') }))
      .where('id', '=', recording.id)
      .$if(unlessChanged, (query) => query.where('captions_media_id', before ? '=' : 'is', before))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n)
      return { ok: false, reason: 'problem', field: 'captions', words: changedWords };
    await recordFile(trx, { placed, actor, now });
    await trx
      .updateTable('recording')
      .set({ captions_media_id: placed.id })
      .where('id', '=', recording.id)
      .execute();
    await endFile(trx, { mediaId: before, now });
    await writeJournal(trx, {
      actor,
      action: 'recording.captioned',
      subjectType: 'recording',
      subjectId: recording.id,
      detail: { before, after: placed.id },
      now,
    });
    return { ok: true };
  });
}

function chapterWords(reading: Exclude<ChaptersReading, { ok: true }>): string {
  switch (reading.reason) {
    case 'form':
      return `章节第 ${reading.line} 行没看懂。每行写一章，先写时间，空一格，再写标题，比如“1:20 先认门”。`;
    case 'beyond':
      return `章节第 ${reading.line} 行的时间超出了视频的长度。`;
    case 'order':
      return `章节第 ${reading.line} 行的时间不比上一行晚。请按先后排好。`;
    case 'long':
      return `章节第 ${reading.line} 行的标题超过了 60 个字。请写短一些。`;
    case 'too-many':
      return '章节最多 60 个。请合并一些。';
  }
}
