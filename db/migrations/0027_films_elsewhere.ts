import { flag, id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/**
 * What a provider has of films that are not the ones to be played from there any more: it stays known until the provider has it no
 * longer (`gone_at`). And which workers there are, and whether they can convert films.
 */
export const filmsElsewhere: Migration = {
  name: '0027_films_elsewhere',
  async up({ table, run }) {
    await table('recording_mux_leftover', {
      columns: {
        id: id(),
        recording_id: ref('recording'),
        upload_id: maybe(text(191)),
        asset_id: maybe(text(191)),
        since: instant(),
        // When it is next asked for; null once it is gone.
        due_at: maybe(instant()),
        tries: integer(),
        gone_at: maybe(instant()),
      },
      unique: [['upload_id']],
      indexes: [['due_at'], ['recording_id', 'gone_at']],
    });
    // What waited to be removed before the next film was sent.
    await run(
      'insert into recording_mux_leftover (id, recording_id, asset_id, since, due_at, tries) ' +
        'select recording_id, recording_id, asset_id, asked_at, asked_at, 0 from recording_mux_asset ' +
        'where upload_id is null and asset_id is not null',
    );
    await run('update recording_mux_asset set asset_id = null where upload_id is null');
    await table('film_worker', {
      columns: { id: text(64), has_ffmpeg: flag(), heard_at: instant() },
      indexes: [['has_ffmpeg', 'heard_at'], ['heard_at']],
    });
  },
};
