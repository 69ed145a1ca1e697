import { writeJournal } from '#app/features/journal/journal.server.ts';
import { endFile, keepBytes } from '#app/features/media/ends.server.ts';
import { recordFile } from '#app/features/media/files.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { handOverInstead } from './hand-over-queue.server.ts';
import { type ProcessingTrouble, troubleWords } from './processing.rules.ts';
import { dropStream } from './processing-anew.server.ts';
import { type Claimed, finishFilm, giveUp } from './processing-claims.server.ts';
import type { Rung } from './streams.server.ts';

interface End {
  actor: Actor;
  held: Claimed;
  now: Date;
}

/**
 * Writes what came of a film, in one transaction and once, whoever else holds it meanwhile: the film that everybody plays, where one
 * was made; its stream, where there are sizes; its picture. The source is kept where the film does not show all of it just as well.
 * False when this worker held it no longer.
 */
export async function publishFilm(
  db: Db,
  {
    actor,
    held,
    source,
    durationMs,
    handsOver,
    now,
  }: End & {
    source: { id: string; isKept: boolean };
    durationMs: number;
    /** Films go to a provider by themselves. */
    handsOver: boolean;
  },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await finishFilm(trx, held, now))) return false;
    const recording = await recordingOf(trx, held.recordingId);
    if (held.done.variants) await writeStream(trx, { held, now });
    const { film, poster } = held.done;
    for (const placed of [film, recording.poster_media_id ? undefined : poster])
      if (placed) await recordFile(trx, { placed, actor, now });
    const videoId = film?.id ?? source.id;
    const isNew = videoId !== recording.video_media_id;
    await trx
      .updateTable('recording')
      .set({
        ...(isNew || !recording.published_at ? { video_media_id: videoId, duration_ms: durationMs } : {}),
        poster_media_id: recording.poster_media_id ?? poster?.id ?? null,
      })
      .where('id', '=', held.recordingId)
      .execute();
    if (isNew) {
      await endFile(trx, { mediaId: recording.video_media_id, now });
      if (source.isKept) await keepSource(trx, { recordingId: held.recordingId, sourceId: source.id, now });
      else await endFile(trx, { mediaId: source.id, now });
      await handOverInstead(trx, {
        ...{ recordingId: held.recordingId, mediaId: videoId, now },
        sendsFirst: handsOver,
      });
      const detail = { before: recording.video_media_id, after: videoId, sourceId: source.id };
      const subject = { subjectType: 'recording', subjectId: held.recordingId };
      await writeJournal(trx, { actor, action: 'recording.converted', ...subject, detail, now });
    }
    await tellUploader(trx, {
      recording,
      title: '视频处理好了',
      body: '现在可以看一遍、配字幕、送审了。',
      now,
    });
    return true;
  });
}

/** Notes that there is nothing to do on this machine: the film is played as it is. */
export async function leaveAsItIs(db: Db, { held, now }: End): Promise<boolean> {
  return finishFilm(db, held, now);
}

/** Gives a film up and tells whoever uploaded it why. */
export async function giveUpFilm(
  db: Db,
  { held, trouble, now }: End & { trouble: ProcessingTrouble },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await giveUp(trx, held, { trouble, now }))) return false;
    const recording = await recordingOf(trx, held.recordingId);
    await tellUploader(trx, { recording, title: '视频没有处理成', body: troubleWords[trouble], now });
    return true;
  });
}

type Recording = Awaited<ReturnType<typeof recordingOf>>;

function recordingOf(trx: Trx, recordingId: string) {
  return trx
    .selectFrom('recording')
    .leftJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .select(['id', 'title', 'video_media_id', 'poster_media_id', 'uploaded_by', 'published_at'])
    .where('id', '=', recordingId)
    .executeTakeFirstOrThrow();
}

/** Writes down the stream that was made, instead of the one before. */
export async function writeStream(trx: Trx, { held, now }: Pick<End, 'held' | 'now'>): Promise<void> {
  const { recordingId, streamId, done } = held;
  await dropStream(trx, { recordingId, now });
  await keepBytes(trx, streamId);
  const rungs = (done.variants ?? [])
    .flatMap(({ name, picture, bandwidth }): Rung[] =>
      picture ? [{ name, height: Math.min(picture.width, picture.height), bandwidth }] : [],
    )
    .toSorted((a, b) => b.height - a.height);
  const hasSound = done.variants?.some(({ picture }) => picture === null) ?? false;
  await trx
    .insertInto('recording_stream')
    .values({
      recording_id: recordingId,
      stream_id: streamId,
      rungs: JSON.stringify(rungs),
      has_sound: hasSound ? 1 : 0,
      made_at: now.toISOString(),
    })
    .execute();
}

/** Keeps the file that the film was made from, instead of the one before. */
export async function keepSource(
  trx: Trx,
  { recordingId, sourceId, now }: { recordingId: string; sourceId: string; now: Date },
) {
  const before = await trx
    .selectFrom('recording_source')
    .select('media_id')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  await endFile(trx, { mediaId: before?.media_id, now });
  await trx.deleteFrom('recording_source').where('recording_id', '=', recordingId).execute();
  await trx
    .insertInto('recording_source')
    .values({ recording_id: recordingId, media_id: sourceId })
    .execute();
}

async function tellUploader(
  trx: Trx,
  { recording, title, body, now }: { recording: Recording; title: string; body: string; now: Date },
): Promise<void> {
  const { id, uploaded_by: personId } = recording;
  if (personId === null) return;
  const link = `/teach/recordings/${id}`;
  await tell(trx, { personId, kind: 'recording', title: `${title}：${recording.title}`, body, link, now });
}
