import { instant, integer, long, maybe, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** What is cut out of a lecture, and its original, from which every cut is made anew. */
export const cutRecordings: Migration = {
  name: '0023_cut_recordings',
  async up({ table, run }) {
    // The film before its first cut, with what was written to it, in its own time.
    await table('recording_original', {
      columns: {
        recording_id: ref('recording'),
        media_id: ref('media_file'),
        duration_ms: integer(),
        chapters: long(),
        captions_media_id: maybe(ref('media_file')),
        kept_at: instant(),
        kept_by: maybe(ref('person')),
      },
      primaryKey: ['recording_id'],
      indexes: [['media_id']],
    });
    // How the film that is there was cut: `cuts` as asked, `keeps` as they could be made. Both in the time of the original.
    await table('recording_cut', {
      columns: {
        recording_id: ref('recording'),
        cuts: long(),
        keeps: long(),
        made_at: instant(),
        asked_by: maybe(ref('person')),
      },
      primaryKey: ['recording_id'],
    });
    // Cuts that wait to be made.
    await table('recording_cut_wish', {
      columns: {
        recording_id: ref('recording'),
        cuts: long(),
        asked_at: instant(),
        asked_by: maybe(ref('person')),
      },
      primaryKey: ['recording_id'],
    });
    // Whether something else still needs a film; whether anybody has watched a recording.
    await run('create index recording_by_video on recording (video_media_id)');
    await run('create index media_file_by_key on media_file (storage_key)');
    await run('create index viewing_by_recording on viewing (recording_id)');
  },
};
