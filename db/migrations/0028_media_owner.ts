import { id, instant, maybe, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** To which database the media store belongs, and when it was last looked through as a whole. */
export const mediaOwner: Migration = {
  name: '0028_media_owner',
  async up({ table, drop }) {
    await table('media_owner', {
      // One row. Its `owner_id` is what the mark in the store says.
      columns: { id: text(16), owner_id: id(), since: instant() },
      primaryKey: ['id'],
    });
    // Only says how far a look has come: it begins anew.
    await drop('media_look');
    await table('media_look', {
      columns: {
        id: text(16),
        behind_key: text(191),
        looked_at: instant(),
        began_at: instant(),
        // When the last look that came to its end began.
        whole_began_at: maybe(instant()),
      },
      primaryKey: ['id'],
    });
    // Empty since 0026; streams end in media_end.
    await drop('recording_stream_end');
  },
};
