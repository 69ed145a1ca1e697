import { sql } from 'kysely';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Films and what is made of them. */
export const filmChecks: readonly Check[] = [
  {
    name: 'what has been published can be played',
    run: async (db) => {
      const rows = await db
        .selectFrom('recording_publication')
        .innerJoin('recording', 'recording.id', 'recording_publication.recording_id')
        .innerJoin('media_file', 'media_file.id', 'recording.video_media_id')
        .select('recording.id')
        .where('media_file.purpose', '!=', 'video')
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `recording ${id}`));
    },
  },
  {
    name: 'a stream has sizes to choose from, and nobody is about to remove it',
    run: async (db) => {
      const rows = await db
        .selectFrom('recording_stream')
        .leftJoin('media_end', 'media_end.id', 'recording_stream.stream_id')
        .select('recording_id')
        .where(sql<boolean>`(going_at is not null or rungs not like '[{%')`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ recording_id: id }) => `recording ${id}`));
    },
  },
  {
    name: 'a film is made by a worker that is known, or by none; what failed says why',
    run: async (db) => {
      const rows = await db
        .selectFrom('recording_processing')
        .select('recording_id')
        .where(
          sql<boolean>`case state
            when 'running' then claim is null or claimed_until is null
            when 'failed' then claim is not null or failure is null or ended_at is null
            else claim is not null end`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ recording_id: id }) => `recording ${id}`));
    },
  },
];
