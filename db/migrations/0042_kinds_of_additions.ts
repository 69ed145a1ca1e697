import { ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Of what kind of activity an addition is, and that the same one waits only once. */
export const kindsOfAdditions: Migration = {
  name: '0042_kinds_of_additions',
  async up({ table, column }) {
    // Empty for a correction, for a category without kinds, and for what was proposed before this was asked.
    await column('adjustment', 'activity', text(24), '');
    // Only while it waits: gone with the decision. The key is a hash of person, kind, title and day.
    await table('adjustment_waiting', {
      columns: { alike_key: text(64), adjustment_id: ref('adjustment') },
      primaryKey: ['alike_key'],
      unique: [['adjustment_id']],
    });
  },
};
