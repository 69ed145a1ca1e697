import { flag, instant, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** What somebody says who did not agree to what was done for them, and what came of it. */
export const disputedAssistance: Migration = {
  name: '0012_disputed_assistance',
  async up({ table, run }) {
    await table('assisted_dispute', {
      columns: {
        consent_id: ref('assisted_consent'),
        at: instant(),
        by_person_id: ref('person'),
        words: text(200),
        open: maybe(flag()),
      },
      primaryKey: ['consent_id'],
      indexes: [['open', 'at']],
    });
    await table('assisted_dispute_end', {
      columns: {
        consent_id: ref('assisted_consent'),
        at: instant(),
        by_person_id: ref('person'),
        words: text(200),
      },
      primaryKey: ['consent_id'],
    });
    await run('create index assisted_consent_by_given_at on assisted_consent (given_at)');
  },
};
