import { instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/**
 * Films that are handed to Mux, and which of its messages have been heard. `due_at` is when the next step is to be tried, whoever
 * does one moves it ahead first; null when there is nothing to do.
 */
export const mux: Migration = {
  name: '0020_mux',
  async up({ table }) {
    await table('recording_mux_asset', {
      columns: {
        recording_id: ref('recording'),
        // The film that was handed over: what plays is another one once a recording has another.
        media_id: ref('media_file'),
        upload_id: maybe(text(191)),
        upload_address: maybe(long()),
        asset_id: maybe(text(191)),
        playback_id: maybe(text(191)),
        duration_ms: maybe(integer()),
        due_at: maybe(instant()),
        tries: integer(),
        asked_at: instant(),
        sent_at: maybe(instant()),
        ready_at: maybe(instant()),
        failed_at: maybe(instant()),
        trouble: maybe(text(300)),
      },
      primaryKey: ['recording_id'],
      unique: [['media_id'], ['upload_id'], ['asset_id']],
      indexes: [['due_at']],
    });
    await table('mux_event', {
      columns: { id: text(191), at: instant() },
      indexes: [['at']],
    });
  },
};
