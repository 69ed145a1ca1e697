import { instant, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Of which open offers the liaisons have been told that somebody must be called: once each. */
export const callsAnnounced: Migration = {
  name: '0013_calls_announced',
  async up({ table }) {
    await table('offer_call_notice', {
      columns: { offer_id: ref('seat_offer'), at: instant() },
      primaryKey: ['offer_id'],
    });
  },
};
