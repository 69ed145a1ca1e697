import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type FileRefusal, type PlacedFile, recordFile } from '#app/features/media/files.server.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Chapter } from './chapters.rules.ts';
import { type CutState, type CutWish, cutStateOf, holdRecording } from './cut-state.server.ts';
import { placeCues, type ReadTexts, textsInCut, textsInOriginal } from './cut-texts.server.ts';
import { lengthOf, type Span, sameSpans } from './cuts.rules.ts';

/** The film that was cut, and what of the original it shows; `placed` null: the original itself. */
export interface NewFilm {
  placed: PlacedFile | null;
  keeps: Span[];
}

export type CutFinished =
  | { ok: true }
  | { ok: false; reason: /** Something else is asked by now. */ 'overtaken' | FileRefusal };

interface Finishing {
  actor: Actor;
  recordingId: string;
  /** What was asked when the making began; null: the whole film again, whatever is asked. */
  wish: CutWish | null;
  film: NewFilm;
  env: StoreEnv;
  now: Date;
  /** What else belongs to it, in the same transaction. */
  alongside?: (trx: Trx) => Promise<void>;
}

/** Somebody may write captions meanwhile: then what was prepared is prepared again. */
const MOST_TRIES = 5;

/**
 * Puts a cut film in the place of the one that is there, with captions and chapters moved along, and keeps the original with all
 * that was ever written. In one transaction with the end of the wish.
 */
export async function finishCut(db: Db, finishing: Finishing): Promise<CutFinished> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const outcome = await tryToFinish(db, finishing);
    if (outcome !== 'changed') return outcome;
  }
  throw new Error(`recording ${finishing.recordingId}: its captions are changed again and again`);
}

async function tryToFinish(db: Db, finishing: Finishing): Promise<CutFinished | 'changed'> {
  const { recordingId, wish, film, env } = finishing;
  const state = await cutStateOf(db, recordingId);
  const before = await rowOf(db, recordingId);
  if (!before || !stands(state, wish)) return { ok: false, reason: 'overtaken' };
  const whole = await textsInOriginal(db, { state, now: textsOf(before), env });
  const after = film.placed ? textsInCut(film.keeps, whole) : whole;
  const named = { title: before.title, env };
  const [kept, shown] = [
    await placeCues(whole.cues, { ...named, mediaId: whole.captionsMediaId }),
    await placeCues(after.cues, { ...named, mediaId: film.placed ? null : whole.captionsMediaId }),
  ];
  if (!kept.ok) return kept;
  if (!shown.ok) return shown;
  const { actor, now } = finishing;
  return inTransaction(db, async (trx) => {
    await holdRecording(trx, recordingId);
    const [here, wished] = [await rowOf(trx, recordingId), await cutStateOf(trx, recordingId)];
    if (!stands(wished, wish)) return { ok: false, reason: 'overtaken' };
    if (JSON.stringify(here) !== JSON.stringify(before)) return 'changed';
    const files = film.placed ? [film.placed, kept.placed, shown.placed] : [shown.placed];
    for (const placed of files) if (placed) await recordFile(trx, { placed, actor, now });
    const original = { whole, captionsMediaId: kept.mediaId };
    await writeOriginal(trx, { finishing, state, before, original });
    await writeFilm(trx, { finishing, state, chapters: after.chapters, captionsMediaId: shown.mediaId });
    await finishing.alongside?.(trx);
    await trace(trx, finishing, before);
    return { ok: true };
  });
}

function stands({ wish, original }: CutState, asked: CutWish | null): boolean {
  if (!asked) return original !== null;
  return wish?.askedAt === asked.askedAt && sameSpans(wish.cuts, asked.cuts);
}

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

function rowOf(db: Db, recordingId: string) {
  return db
    .selectFrom('recording')
    .select(['title', 'duration_ms', 'video_media_id', 'captions_media_id', 'chapters'])
    .where('id', '=', recordingId)
    .executeTakeFirst();
}

function textsOf({ chapters, captions_media_id }: Row) {
  return { chapters: JSON.parse(chapters) as Chapter[], captionsMediaId: captions_media_id };
}

interface Original {
  whole: ReadTexts;
  captionsMediaId: string | null;
}

/** The original with its texts as they are now, and how the film is cut; neither where the film is the original again. */
async function writeOriginal(
  trx: Trx,
  {
    finishing: { actor, recordingId, wish, film, now },
    state,
    before,
    original: { whole, captionsMediaId },
  }: { finishing: Finishing; state: CutState; before: Row; original: Original },
): Promise<void> {
  await trx.deleteFrom('recording_cut').where('recording_id', '=', recordingId).execute();
  if (!film.placed) {
    await trx.deleteFrom('recording_original').where('recording_id', '=', recordingId).execute();
    return;
  }
  const texts = { chapters: JSON.stringify(whole.chapters), captions_media_id: captionsMediaId };
  if (state.original)
    await trx.updateTable('recording_original').set(texts).where('recording_id', '=', recordingId).execute();
  else
    await trx
      .insertInto('recording_original')
      .values({
        ...texts,
        recording_id: recordingId,
        media_id: before.video_media_id,
        duration_ms: before.duration_ms,
        kept_at: now.toISOString(),
        kept_by: actor.personId,
      })
      .execute();
  await trx
    .insertInto('recording_cut')
    .values({
      recording_id: recordingId,
      cuts: JSON.stringify(wish?.cuts ?? []),
      keeps: JSON.stringify(film.keeps),
      made_at: now.toISOString(),
      asked_by: wish?.askedBy ?? null,
    })
    .execute();
}

async function writeFilm(
  trx: Trx,
  {
    finishing: { recordingId, film },
    state: { original },
    chapters,
    captionsMediaId,
  }: { finishing: Finishing; state: CutState; chapters: Chapter[]; captionsMediaId: string | null },
): Promise<void> {
  const whole = original && { video_media_id: original.mediaId, duration_ms: original.durationMs };
  const cut = film.placed && {
    video_media_id: film.placed.id,
    duration_ms: film.placed.row.duration_ms ?? lengthOf(film.keeps),
  };
  const texts = { chapters: JSON.stringify(chapters), captions_media_id: captionsMediaId };
  await trx
    .updateTable('recording')
    .set({ ...(cut ?? whole ?? {}), ...texts })
    .where('id', '=', recordingId)
    .execute();
  await trx.deleteFrom('recording_cut_wish').where('recording_id', '=', recordingId).execute();
}

async function trace(
  trx: Trx,
  { actor, recordingId, wish, film, now }: Finishing,
  before: Row,
): Promise<void> {
  await writeJournal(trx, {
    actor,
    action: film.placed ? 'recording.cut' : 'recording.uncut',
    subjectType: 'recording',
    subjectId: recordingId,
    detail: {
      cuts: wish?.cuts ?? [],
      keeps: film.keeps,
      video: before.video_media_id,
      captions: before.captions_media_id,
    },
    now,
  });
  if (!wish?.askedBy) return;
  await tell(trx, {
    personId: wish.askedBy,
    kind: 'recording',
    title: `剪好了：${before.title}`,
    body: '字幕和章节跟着移好了。看一遍切口，合适就送审。',
    link: `/teach/recordings/${recordingId}/cuts`,
    now,
  });
}
