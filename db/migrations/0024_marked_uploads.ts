import { flag, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Questions that are answered with files: the files, which attempts wait for a person to look at them, and what that person said. */
export const markedUploads: Migration = {
  name: '0024_marked_uploads',
  async up({ table }) {
    await table('attempt_file', {
      columns: {
        attempt_id: ref('attempt'),
        question_id: ref('question'),
        media_id: ref('media_file'),
        // In the order of their coming; several come in one moment.
        place: integer(),
        added_at: instant(),
      },
      primaryKey: ['attempt_id', 'question_id', 'media_id'],
    });
    await table('attempt_marking', {
      columns: {
        attempt_id: ref('attempt'),
        section_id: ref('section'),
        since: instant(),
        // 1 until somebody has marked it, else null.
        waiting: maybe(flag()),
      },
      primaryKey: ['attempt_id'],
      indexes: [
        ['waiting', 'since'],
        ['section_id', 'waiting', 'since'],
      ],
    });
    await table('attempt_mark', {
      columns: {
        attempt_id: ref('attempt'),
        question_id: ref('question'),
        is_right: flag(),
        words: text(1000),
        marked_by: maybe(ref('person')),
        at: instant(),
      },
      primaryKey: ['attempt_id', 'question_id'],
    });
  },
};
