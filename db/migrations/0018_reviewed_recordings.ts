import { flag, id, instant, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Who looked at a lecture before it was published, who is to be seen in it and how they agreed; which lecture replaces which. */
export const reviewedRecordings: Migration = {
  name: '0018_reviewed_recordings',
  async up({ table }) {
    await table('recording_review', {
      columns: {
        id: id(),
        recording_id: ref('recording'),
        submitted_at: instant(),
        submitted_by: maybe(ref('person')),
        // 1 for the newest one of a recording that still holds, else null: at most one.
        current: maybe(flag()),
      },
      unique: [['recording_id', 'current']],
      indexes: [
        ['recording_id', 'submitted_at'],
        ['current', 'submitted_at'],
      ],
    });
    await table('recording_consent', {
      columns: {
        review_id: ref('recording_review'),
        people: text(300),
        way: text(16),
        recorded_at: instant(),
        recorded_by: maybe(ref('person')),
      },
      primaryKey: ['review_id'],
    });
    await table('recording_review_end', {
      columns: {
        review_id: ref('recording_review'),
        outcome: text(16),
        words: text(500),
        at: instant(),
        by_person_id: maybe(ref('person')),
      },
      primaryKey: ['review_id'],
    });
    // `root_id` is the first of all versions; its own row has no `previous_id`.
    await table('recording_version', {
      columns: {
        recording_id: ref('recording'),
        previous_id: maybe(ref('recording')),
        root_id: ref('recording'),
        at: instant(),
        by_person_id: maybe(ref('person')),
      },
      primaryKey: ['recording_id'],
      indexes: [['root_id']],
    });
    await table('recording_replacement', {
      columns: {
        recording_id: ref('recording'),
        by_recording_id: ref('recording'),
        at: instant(),
        by_person_id: maybe(ref('person')),
      },
      primaryKey: ['recording_id'],
    });
  },
};
