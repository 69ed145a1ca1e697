import { instant, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Make-ups of which something was done only after the last day: it counts for nothing, and those concerned are told once. */
export const lateMakeUps: Migration = {
  name: '0030_late_make_ups',
  async up({ table }) {
    await table('make_up_late', {
      columns: { make_up_id: ref('make_up'), at: instant() },
      primaryKey: ['make_up_id'],
    });
  },
};
