import { type FileRefusal, recordFile } from '#app/features/media/files.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Chapter } from './chapters.rules.ts';
import { type CutState, type CutWish, cutStateOf, holdRecording } from './cut-state.server.ts';
import { placeCues, textsInCut, textsInOriginal } from './cut-texts.server.ts';
import {
  endBefore,
  type Finishing,
  type Row,
  rowOf,
  traceCut,
  writeFilm,
  writeOriginal,
} from './cut-writes.server.ts';
import { sameSpans } from './cuts.rules.ts';

export type CutFinished =
  | { ok: true }
  | {
      ok: false;
      reason: /** Something else is asked by now. */ 'overtaken' | 'captions-unread' | FileRefusal;
    };

/** Somebody may write captions meanwhile: then what was prepared is prepared again. */
const MOST_TRIES = 5;

/**
 * Puts a cut film in the place of the one that is there, with captions and chapters moved along, and keeps the original with all
 * that was ever written. In one transaction with the end of the wish. Nothing changes while captions
 * cannot be read: they would be lost.
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
  if (!whole.areRead) return { ok: false, reason: 'captions-unread' };
  const after = film.placed ? textsInCut(film.keeps, whole) : whole;
  const named = { title: before.title, env, now: finishing.now };
  const [kept, shown] = [
    await placeCues(db, whole.cues, { ...named, mediaId: whole.captionsMediaId }),
    await placeCues(db, after.cues, { ...named, mediaId: film.placed ? null : whole.captionsMediaId }),
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
    await endBefore(trx, { state, before, now });
    await finishing.alongside?.(trx);
    const durationMs = state.original?.durationMs ?? before.duration_ms;
    await traceCut(trx, finishing, { before, durationMs });
    return { ok: true };
  });
}

function stands({ wish, original }: CutState, asked: CutWish | null): boolean {
  if (!asked) return original !== null;
  return wish?.askedAt === asked.askedAt && sameSpans(wish.cuts, asked.cuts);
}

function textsOf({ chapters, captions_media_id }: Row) {
  return { chapters: JSON.parse(chapters) as Chapter[], captionsMediaId: captions_media_id };
}
