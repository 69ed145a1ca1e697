import { ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Whose names stand in what others were told, so that they go out of it with their account. */
export const noticeMentions: Migration = {
  name: '0057_notice_mentions',
  async up({ table }) {
    await table('notice_mention', {
      columns: { notice_id: ref('notice'), person_id: ref('person'), name: text(64) },
      primaryKey: ['notice_id', 'person_id'],
      indexes: [['person_id']],
    });
  },
};
