import { id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Pictures of what was on the wall, each from its moment on until the next. `words` say what is on it. */
export const slides: Migration = {
  name: '0021_slides',
  async up({ table }) {
    await table('recording_slide', {
      columns: {
        id: id(),
        recording_id: ref('recording'),
        media_id: ref('media_file'),
        at_ms: integer(),
        words: text(200),
        added_at: instant(),
        added_by: maybe(ref('person')),
      },
      indexes: [['recording_id', 'at_ms']],
    });
  },
};
