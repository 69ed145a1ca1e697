import { endFile } from '#app/features/media/ends.server.ts';
import type { MediaFile, PlacedFile } from '#app/features/media/files.server.ts';
import { recordFile } from '#app/features/media/files.server.ts';
import { StoreFailure } from '#app/features/media/media-store.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { finishCut } from './cut-finishing.server.ts';
import type { CutWish } from './cut-state.server.ts';
import type { NewFilm } from './cut-writes.server.ts';
import { type Span, takenOut } from './cuts.rules.ts';
import { placeCopy } from './film-placing.server.ts';
import { FilmTrouble } from './film-plan.server.ts';
import { inspectVideo } from './inspect-video.server.ts';
import { dropStream } from './processing-anew.server.ts';
import { finishFilm } from './processing-claims.server.ts';
import { keepSource, writeStream } from './processing-end.server.ts';
import { type Hold, HoldLost } from './processing-hold.server.ts';

interface CutEnd {
  actor: Actor;
  hold: Hold;
  /** The file that was cut. */
  sourceId: string;
  wish: CutWish;
  env: StoreEnv;
  now: Date;
}

/** Less than this is no cut that anybody sees: the end of a last picture. */
const LEAST_CUT_MS = 200;

/** Cuts a film where there is no ffmpeg: without converting it, at its whole pictures; and puts it in its place. */
export async function cutAsItIs(
  db: Db,
  { film: original, keeps, ...end }: CutEnd & { film: MediaFile; keeps: readonly Span[] },
): Promise<void> {
  const { env, hold, wish } = end;
  const look = async ({ file, keeps: shown }: { file: { path: string }; keeps: Span[] }) => {
    if (takenOut(shown, wish.cuts) < LEAST_CUT_MS) throw new FilmTrouble('not-cut');
    const inspection = await inspectVideo(file.path);
    return inspection.ok ? inspection.facts : null;
  };
  const film = await placeCopy({ source: original, keeps, hold, look, env });
  await publishCut(db, { ...end, film, hasStream: false });
}

/** Writes what came of a film that was cut: in one transaction, and once, whoever else holds it meanwhile. */
export async function publishCut(
  db: Db,
  {
    actor,
    hold: { held },
    sourceId,
    wish,
    env,
    now,
    film,
    hasStream,
  }: CutEnd & { film: NewFilm; hasStream: boolean },
): Promise<void> {
  const { recordingId } = held;
  const alongside = async (trx: Trx) => {
    if (!(await finishFilm(trx, held, now))) throw new HoldLost('the film is in other hands');
    if (hasStream) await writeStream(trx, { held, now });
    else await dropStream(trx, { recordingId, now });
    await keepSource(trx, { recordingId, sourceId, now });
    await replacePoster(trx, { recordingId, poster: held.done.poster, actor, now });
  };
  const finished = await finishCut(db, { actor, recordingId, wish, film, env, now, alongside });
  if (finished.ok) return;
  if (finished.reason === 'overtaken') throw new HoldLost('something else is asked by now');
  // Tried again like everything that the store did not do.
  if (finished.reason === 'captions-unread')
    throw new StoreFailure('store-gone', `captions of recording ${recordingId} cannot be read`);
  throw new FilmTrouble(finished.reason === 'no-space' ? 'no-space' : 'store-gone');
}

/** Where no other picture could be made there is none: the one before may show what was cut out. */
async function replacePoster(
  trx: Trx,
  {
    recordingId,
    poster,
    actor,
    now,
  }: { recordingId: string; poster: PlacedFile | undefined; actor: Actor; now: Date },
): Promise<void> {
  if (poster) await recordFile(trx, { placed: poster, actor, now });
  const { poster_media_id: before } = await trx
    .selectFrom('recording')
    .select('poster_media_id')
    .where('id', '=', recordingId)
    .executeTakeFirstOrThrow();
  await endFile(trx, { mediaId: before, now });
  await trx
    .updateTable('recording')
    .set({ poster_media_id: poster?.id ?? null })
    .where('id', '=', recordingId)
    .execute();
}
