import { writeJournal } from '#app/features/journal/journal.server.ts';
import { contentTypeOf } from '#app/features/media/content-types.rules.ts';
import { endFile } from '#app/features/media/ends.server.ts';
import {
  discard,
  type PlacedFile,
  placeFile,
  type ReceivedFile,
  recordFile,
} from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { holdRecording } from './cut-state.server.ts';
import { type EditedRecording, recordingAtDesk } from './desk.server.ts';
import { cutWords } from './editing.server.ts';
import {
  inNamedOrder,
  MOST_SLIDES,
  readSlides,
  type SlideProblem,
  spreadTimes,
  type TypedSlide,
} from './slides.rules.ts';
import { countSlides, type RecordingSlide, slidesOf, timesToKeep } from './slides.server.ts';
import { refusalWords } from './upload-words.ts';

interface Change {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export interface SlidePicture {
  name: string;
  file: ReceivedFile;
}

export type SlidesChanged =
  | { ok: true; count: number }
  | { ok: false; reason: 'not-found' }
  /** Only a draft may be changed: what was looked at is what is shown. */
  | { ok: false; reason: 'not-a-draft' | 'problems'; problems: SlideProblem[] };

/**
 * Takes pictures as slides of a draft, in the order of their names, spread over what is left of the lecture until somebody says
 * when each begins. All or none: one that is no picture is named. The files are gone from the waiting room afterwards.
 */
export async function addSlides(
  db: Db,
  { actor, recordingId, pictures, env, now }: Change & { pictures: readonly SlidePicture[]; env: StoreEnv },
): Promise<SlidesChanged> {
  try {
    const draft = await draftOf(db, { actor, recordingId });
    if (!draft.ok) return draft;
    const there = await slidesOf(db, recordingId);
    const wrong = pictureProblem(pictures, await countSlides(db, recordingId));
    if (wrong) return problem('pictures', wrong);
    const placed: PlacedFile[] = [];
    for (const { name, file } of inNamedOrder(pictures)) {
      const result = await placeFile(db, { source: file, purpose: 'slide', originalName: name, env, now });
      if (!result.ok) return problem('pictures', refusalWords(result.reason));
      placed.push(result.placed);
    }
    const lastSeconds = there.at(-1)?.fromSeconds;
    const { durationMs } = draft.recording;
    const times = spreadTimes(placed.length, {
      lastMs: lastSeconds === undefined ? null : lastSeconds * 1000,
      durationMs,
    });
    return await inTransaction(db, async (trx): Promise<SlidesChanged> => {
      if (!(await stillShows(trx, draft.recording))) return problem('pictures', cutWords);
      for (const one of placed) await recordFile(trx, { placed: one, actor, now });
      const kept = await timesToKeep(trx, recordingId);
      const rows = placed.map(({ id }, n) => ({
        id: newId(),
        recording_id: recordingId,
        media_id: id,
        at_ms: kept(times[n] ?? 0),
        words: `第 ${there.length + n + 1} 张`,
        added_at: now.toISOString(),
        added_by: actor.personId,
      }));
      await trx.insertInto('recording_slide').values(rows).execute();
      await trace(trx, { actor, recordingId, now, detail: { added: placed.map(({ id }) => id) } });
      return { ok: true, count: placed.length };
    });
  } finally {
    for (const { file } of pictures) await discard(file);
  }
}

/** Puts other times and words on slides of a draft. One that somebody else has taken away meanwhile is let go. */
export async function changeSlides(
  db: Db,
  {
    actor,
    recordingId,
    typed,
    film,
    now,
  }: Change & { typed: readonly TypedSlide[]; film?: string | undefined },
): Promise<SlidesChanged> {
  const draft = await draftOf(db, { actor, recordingId });
  if (!draft.ok) return draft;
  if (film !== undefined && film !== draft.recording.videoMediaId) return problem('', cutWords);
  const there = new Map((await slidesOf(db, recordingId)).map((slide) => [slide.id, slide]));
  const reading = readSlides(
    typed.filter(({ id }) => there.has(id)),
    draft.recording.durationMs,
    (id) => momentOf(there.get(id)),
  );
  if (!reading.ok) return { ok: false, reason: 'problems', problems: reading.problems };
  const changed = reading.slides.filter(({ id, fromMs, words }) => {
    const before = there.get(id);
    return before && (momentOf(before) !== fromMs || before.alt !== words);
  });
  if (changed.length === 0) return { ok: true, count: 0 };
  return inTransaction(db, async (trx): Promise<SlidesChanged> => {
    if (!(await stillShows(trx, draft.recording))) return problem('', cutWords);
    const kept = await timesToKeep(trx, recordingId);
    for (const { id, fromMs, words } of changed)
      await trx
        .updateTable('recording_slide')
        .set({ at_ms: kept(fromMs), words })
        .where('id', '=', id)
        .where('recording_id', '=', recordingId)
        .execute();
    await trace(trx, { actor, recordingId, now, detail: { changed } });
    return { ok: true, count: changed.length };
  });
}

const momentOf = (slide: RecordingSlide | undefined) => slide && Math.round(slide.fromSeconds * 1000);

/** Takes a slide away from a draft. Its picture goes a day later, unless another version shows it. */
export async function removeSlide(
  db: Db,
  { actor, recordingId, slideId, now }: Change & { slideId: string },
): Promise<SlidesChanged> {
  const draft = await draftOf(db, { actor, recordingId });
  if (!draft.ok) return draft;
  const slide = (await slidesOf(db, recordingId)).find(({ id }) => id === slideId);
  if (!slide) return { ok: true, count: 0 };
  await inTransaction(db, async (trx) => {
    await trx
      .deleteFrom('recording_slide')
      .where('id', '=', slideId)
      .where('recording_id', '=', recordingId)
      .execute();
    await endFile(trx, { mediaId: slide.mediaId, now });
    await trace(trx, { actor, recordingId, now, detail: { removed: slide } });
  });
  return { ok: true, count: 1 };
}

/** Whether the film is the one of which somebody has just said times. Holds the recording: no cut comes in between. */
async function stillShows(trx: Trx, { id, videoMediaId }: EditedRecording): Promise<boolean> {
  await holdRecording(trx, id);
  const row = await trx
    .selectFrom('recording')
    .select('video_media_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.video_media_id === videoMediaId;
}

type Draft = { ok: true; recording: EditedRecording } | Exclude<SlidesChanged, { ok: true }>;

async function draftOf(
  db: Db,
  { actor, recordingId }: Pick<Change, 'actor' | 'recordingId'>,
): Promise<Draft> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state === 'draft') return { ok: true, recording };
  return { ok: false, reason: 'not-a-draft', problems: [{ field: '', words: closedWords(recording) }] };
}

/** Why the slides of a recording cannot be changed now, and what can be done. */
export function closedWords({ state }: Pick<EditedRecording, 'state'>): string {
  if (state === 'in-review') return '这一讲正在审看，幻灯片不能改。要改，先收回。';
  if (state === 'approved') return '这一讲审看通过了，幻灯片不能改。要改，先收回，改好再送审。';
  if (state === 'withdrawn') return '这一讲已经撤下，幻灯片不能再改。';
  if (state === 'replaced') return '这一讲已经有了新版，幻灯片请到新版里改。';
  return '这一讲已经发布，幻灯片不再改动。要改，回到这一讲做一个新版：幻灯片会带过去。';
}

function pictureProblem(pictures: readonly SlidePicture[], there: number): string | null {
  if (there + pictures.length > MOST_SLIDES)
    return `一讲最多 ${MOST_SLIDES} 张，已有 ${there} 张，这次一张都没有收下。`;
  const wrong = pictures.find(({ file }) => contentTypeOf('slide', file) === null);
  if (!wrong) return null;
  const how = '请在演示软件里把幻灯片导出成 PNG 或 JPEG 图片，再一起选上。';
  return `“${wrong.name}”不是图片，这次一张都没有收下。${how}`;
}

function problem(field: string, words: string): SlidesChanged {
  return { ok: false, reason: 'problems', problems: [{ field, words }] };
}

async function trace(
  trx: Trx,
  { actor, recordingId, detail, now }: Change & { detail: Record<string, unknown> },
): Promise<void> {
  const subject = { subjectType: 'recording', subjectId: recordingId };
  await writeJournal(trx, { actor, action: 'recording.slides', ...subject, detail, now });
}
