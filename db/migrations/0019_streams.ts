import { flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/**
 * Films turned into streams. `recording_processing` is the work on one film: who holds it and until when, how far it is, and what of
 * it is done already, so that another worker goes on from there. `recording_stream` is what came of it.
 */
export const streams: Migration = {
  name: '0019_streams',
  async up({ table }) {
    // Versions of a lecture with the same film share a stream. `rungs` is JSON, largest picture first.
    await table('recording_stream', {
      columns: {
        recording_id: ref('recording'),
        stream_id: id(),
        rungs: long(),
        has_sound: flag(),
        made_at: instant(),
      },
      primaryKey: ['recording_id'],
      indexes: [['stream_id']],
    });
    // The file as it was sent, where the film that is played was made from it.
    await table('recording_source', {
      columns: { recording_id: ref('recording'), media_id: ref('media_file') },
      primaryKey: ['recording_id'],
      indexes: [['media_id']],
    });
    await table('recording_processing', {
      columns: {
        recording_id: ref('recording'),
        stream_id: id(),
        state: text(16),
        // 1: there is nothing to play before it is done.
        needed: flag(),
        wanted_at: instant(),
        run_at: instant(),
        claim: maybe(id()),
        claimed_by: maybe(text(64)),
        claimed_until: maybe(instant()),
        attempts: integer(),
        step: maybe(text(16)),
        percent: integer(),
        done: long(),
        failure: maybe(text(500)),
        ended_at: maybe(instant()),
      },
      primaryKey: ['recording_id'],
      indexes: [
        ['state', 'run_at'],
        ['state', 'claimed_until'],
      ],
    });
    // Files of streams that nobody plays any more; they go a while later.
    await table('recording_stream_end', {
      columns: { stream_id: id(), at: instant() },
      primaryKey: ['stream_id'],
      indexes: [['at']],
    });
  },
};
