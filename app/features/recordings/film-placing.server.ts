import {
  discard,
  type MediaFile,
  type NewFile,
  type PlacedFile,
  placeFile,
  type ReceivedFile,
  type VideoFacts,
} from '#app/features/media/files.server.ts';
import { type StoreEnv, type StoreTrouble, storeOf } from '#app/features/media/store.server.ts';
import type { Span } from './cuts.rules.ts';
import { type CopiedFilm, copyFilm } from './film-copying.server.ts';
import { FilmTrouble } from './film-plan.server.ts';
import type { Hold } from './processing-hold.server.ts';

export interface NewCopy {
  source: MediaFile;
  /** What stays of it, one behind the other; null: all. */
  keeps: readonly Span[] | null;
  hold: Hold;
  /** What is to be known of the copy, where that can be read. May refuse it by a `FilmTrouble`. */
  look: (copied: Copied) => Promise<VideoFacts | null>;
  env: StoreEnv;
}

type Copied = Extract<CopiedFilm, { ok: true }>;

/**
 * Copies a film of the store as it is (`copyFilm`) into a new file of the store, whose row the caller writes; and says what of the source it really
 * shows. Throws `FilmTrouble` where that cannot be, `HoldLost` where the film is in other hands by now.
 */
export async function placeCopy({
  source,
  keeps,
  hold,
  look,
  env,
}: NewCopy): Promise<{ placed: PlacedFile; keeps: Span[] }> {
  const { signal } = hold;
  const copy = (path: string) => copyFilm(env, path, { keeps, signal });
  const copied = await storeOf(env).withLocal(source.storageKey, copy, { signal });
  if (!copied.ok) throw new FilmTrouble(spaceOr(copied.reason));
  const { file } = copied;
  try {
    const video = await look(copied);
    await hold.makeSure();
    const about = {
      purpose: 'video',
      originalName: source.originalName,
      ...(video ? { video } : {}),
    } as const;
    return { placed: await placeMade(hold, { ...about, file, env }), keeps: copied.keeps };
  } finally {
    await discard(file);
  }
}

/** A file too large for what is free is one that lacks space. */
export function spaceOr(reason: StoreTrouble | 'damaged'): Exclude<StoreTrouble, 'too-large'> | 'damaged' {
  return reason === 'too-large' ? 'no-space' : reason;
}

/** Puts what a worker has made of a film into the store; the caller writes its row. Throws `FilmTrouble` where that cannot be. */
export async function placeMade(
  { db, options }: Hold,
  { file, ...about }: Pick<NewFile, 'purpose' | 'originalName' | 'video' | 'env'> & { file: ReceivedFile },
): Promise<PlacedFile> {
  const placing = await placeFile(db, { ...about, source: file, now: options.now() });
  if (placing.ok) return placing.placed;
  const { reason } = placing;
  throw new FilmTrouble(reason === 'no-space' || reason === 'store-gone' ? reason : 'damaged');
}
