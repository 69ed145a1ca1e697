import { id, instant, integer, maybe, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** What refers to a stored file. */
const references = [
  ['recording', 'video_media_id'],
  ['recording', 'captions_media_id'],
  ['recording', 'poster_media_id'],
  ['recording_source', 'media_id'],
  ['recording_original', 'media_id'],
  ['recording_original', 'captions_media_id'],
  ['recording_mux_asset', 'media_id'],
  ['recording_slide', 'media_id'],
  ['five_one', 'media_id'],
  ['submission_file', 'media_id'],
  ['attempt_file', 'media_id'],
] as const;

/** A moment from which on what was left behind before may go: long past. */
const LONG_AGO = '2026-01-01T00:00:00.000Z';

/**
 * Bytes that come to their end: files that nothing refers to any more, streams, uploads; and whatever lies in the store, or is about
 * to, and belongs to nobody yet. A row is there before the bytes are and until they are gone.
 */
export const mediaEnds: Migration = {
  name: '0026_media_ends',
  async up(ddl) {
    await ddl.table('media_end', {
      columns: {
        // Of the file, the stream or the upload; of bytes of which nobody knows anything one of its own.
        id: id(),
        kind: text(16),
        storage_key: text(191),
        ended_at: instant(),
        due_at: instant(),
        tries: integer(),
        // From here on nobody gets them back.
        going_at: maybe(instant()),
      },
      primaryKey: ['id'],
      indexes: [['due_at'], ['storage_key']],
    });
    // How far the store has been looked through for bytes that belong to nobody.
    await ddl.table('media_look', {
      columns: { id: text(16), behind_key: text(191), looked_at: instant() },
      primaryKey: ['id'],
    });
    // Whether something refers to a file is asked whenever one ends.
    await ddl.run('create index recording_by_captions on recording (captions_media_id)');
    await ddl.run('create index recording_by_poster on recording (poster_media_id)');
    await ddl.run('create index recording_original_by_captions on recording_original (captions_media_id)');
    await ddl.run('create index recording_slide_by_picture on recording_slide (media_id)');
    await ddl.run('create index five_one_by_file on five_one (media_id)');
    await ddl.run('create index submission_file_by_file on submission_file (media_id)');
    await ddl.run('create index attempt_file_by_file on attempt_file (media_id)');
    await leftBefore(ddl);
  },
};

/** What was left behind so far: streams, half-made ones among them, and files to which nothing refers. */
async function leftBefore({ run }: Ddl): Promise<void> {
  const end = 'insert into media_end (id, kind, storage_key, ended_at, due_at, tries)';
  await run(
    `${end} select stream_id, 'stream', concat('streams/', stream_id, '/'), at, at, 0 from recording_stream_end`,
  );
  await run('delete from recording_stream_end');
  await run(`${end} select stream_id, 'stream', concat('streams/', stream_id, '/'), wanted_at, wanted_at, 0
    from recording_processing where state <> 'done' and stream_id not in (select id from media_end)`);
  // Their parts have no such row; they are made anew.
  await run("update recording_processing set done = '{}' where state <> 'done'");
  const unused = references
    .map(([table, column]) => `not exists (select 1 from ${table} where ${column} = media_file.id)`)
    .join(' and ');
  await run(
    `${end} select id, 'file', storage_key, '${LONG_AGO}', '${LONG_AGO}', 0 from media_file where ${unused}`,
  );
}
