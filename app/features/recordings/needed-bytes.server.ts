import type { NeedOfBytes } from '#app/features/media/letting-go.server.ts';

/** Whether a recording has a stream, or a worker is at it; the same of the film or picture that lies ready for a worker who goes on. */
export const needOfBytes: NeedOfBytes = async (db, { id, kind }) => {
  if (kind === 'upload') return null;
  if (kind === 'stream') {
    const recording = await db
      .selectFrom('recording_stream')
      .select('recording_id')
      .where('stream_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (recording) return 'has';
  }
  const work = await db
    .selectFrom('recording_processing')
    .select('recording_id')
    .where('state', 'in', ['waiting', 'running'])
    .where(({ eb, or }) => or([eb('stream_id', '=', id), eb('done', 'like', `%${id}%`)]))
    .limit(1)
    .executeTakeFirst();
  return work ? 'makes' : null;
};
