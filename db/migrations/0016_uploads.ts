import { id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/**
 * Files that are on their way in, piece by piece. An open one holds one of its person's few slots; `taken_as` names what it
 * became. How far it has come is the length of its file.
 */
export const uploads: Migration = {
  name: '0016_uploads',
  async up({ table }) {
    await table('media_upload', {
      columns: {
        id: id(),
        person_id: ref('person'),
        slot: maybe(integer()),
        original_name: text(191),
        bytes: integer(),
        begun_at: instant(),
        ends_at: instant(),
        taken_as: maybe(id()),
      },
      unique: [['person_id', 'slot']],
      indexes: [['ends_at']],
    });
  },
};
